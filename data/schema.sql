-- The built data file: what the CSV files hold, typed, keyed and constrained.
--
-- The builder reports faults to people in their own terms (file, row, column). The constraints
-- below repeat what must never be false, so that no later change of the builder can let it in.
-- An empty cell is NULL everywhere except in "printed", where a blank is itself what is printed.

create table source (
    source_id varchar primary key,
    title varchar not null,
    issuer varchar,
    number varchar,
    -- Text, not a date: of some documents only the year is known.
    published varchar,
    kind varchar,
    url varchar,
    note varchar
);

create table major (
    major varchar primary key,
    major_category varchar not null,
    -- Other spellings met in print, separated by semicolons; figures hold the name only.
    aliases varchar,
    opened integer check (opened between 1900 and 2100),
    note varchar
);

create table indicator (
    indicator varchar primary key check (regexp_full_match(indicator, '[a-z][a-z0-9_]*')),
    -- Unique, as charts and exports name a figure by it alone.
    name varchar not null unique,
    unit varchar not null,
    direction varchar not null check (direction in ('up', 'down', 'neutral')),
    decimals integer not null check (decimals between 0 and 6),
    definition varchar not null,
    chapter integer not null check (chapter between 1 and 9),
    section varchar not null,
    category_label varchar,
    official_table varchar check (regexp_full_match(official_table, '附表[1-6]')),
    official_row integer check (official_row > 0),
    official_no varchar,
    official_label varchar,
    required boolean not null,
    -- The indicator that states the same thing at its main place in the report.
    same_as varchar references indicator (indicator) check (same_as <> indicator),
    check ((official_table is null) = (official_row is null))
);

create table standard (
    standard_id varchar primary key,
    -- NULL where the report prints no figure that the standard could be held against.
    indicator varchar references indicator (indicator),
    operator varchar not null check (operator in ('>=', '>', '<=', '<', '=')),
    value double not null,
    unit varchar not null,
    title varchar not null,
    -- A source_id, or a title in words where the document is not in the table of sources.
    document varchar not null,
    clause varchar,
    kind varchar not null,
    verified boolean not null,
    note varchar
);

create table edition (
    edition integer primary key check (edition between 1900 and 2100),
    title varchar not null,
    school varchar not null,
    publisher varchar,
    published varchar,
    printed_date varchar,
    pages integer check (pages > 0),
    licence varchar,
    note varchar
);

create table observation (
    edition integer not null references edition (edition),
    indicator varchar not null references indicator (indicator),
    period varchar not null,
    period_type varchar not null
    check (period_type in ('calendar_year', 'academic_year', 'term', 'cohort', 'as_of')),
    year integer not null check (year between 1900 and 2100),
    major varchar references major (major),
    category varchar,
    value double,
    printed varchar not null,
    status varchar not null check (status in ('A', 'O', 'M', 'D', 'U', 'B')),
    source varchar not null check (source <> ''),
    page integer check (page > 0),
    note varchar,
    -- Running number within the edition: files by name, rows as they stand.
    ordinal integer not null check (ordinal > 0),
    primary key (edition, ordinal),
    -- A printed 0, a printed dash and a blank are three things; none may pass for another. Only
    -- what was counted by hand in a printed list has a value with nothing printed: status U.
    check ((status = 'M') = (printed = '-')),
    check (case when printed = '' then status in ('O', 'U') else status <> 'O' end),
    check ((value is null) = (status in ('O', 'M'))),
    check (status in ('A', 'O', 'M') or note is not null)
);

-- An index and not a key, because NULL (the whole school, no breakdown) counts as a value here.
create unique index observation_key on observation (
    edition, indicator, period, (coalesce(major, '')), (coalesce(category, ''))
);

create table fact (
    edition integer not null references edition (edition),
    ordinal integer not null check (ordinal > 0),
    topic varchar not null,
    item varchar not null,
    grouping varchar,
    kind varchar,
    detail varchar,
    -- Codes that bear on the fact, separated by semicolons; the builder knows each of them.
    indicators varchar,
    major varchar references major (major),
    source varchar not null check (source <> ''),
    page integer check (page > 0),
    primary key (edition, ordinal)
);

create table omission (
    edition integer not null references edition (edition),
    ordinal integer not null check (ordinal > 0),
    printed varchar not null,
    source varchar not null check (source <> ''),
    page integer check (page > 0),
    reason varchar not null,
    primary key (edition, ordinal)
);

-- What the file was made of. No time stamp: the same inputs must give the same bytes.
create table build (
    input_sha256 varchar not null,
    duckdb_version varchar not null
);

-- The newest word on each figure. Next year's report prints this year's figures again; the older
-- print stays in "observation", because the difference between the two is a revision to show.
create view latest_observation as
select
    edition,
    indicator,
    period,
    period_type,
    year,
    major,
    category,
    value,
    printed,
    status,
    source,
    page,
    note,
    ordinal
from observation
qualify row_number() over (
    partition by indicator, period, major, category
    order by edition desc
) = 1;

-- The public face, read by other programs: no column changes without a note in the changelog.
create view observation_export as
select
    observation.edition,
    observation.indicator,
    observation.period,
    observation.period_type,
    observation.year,
    observation.major,
    observation.category,
    observation.value,
    observation.printed,
    observation.status,
    observation.source,
    observation.page,
    observation.note,
    indicator.name as indicator_name,
    indicator.unit,
    indicator.chapter
from observation
inner join indicator on observation.indicator = indicator.indicator
order by observation.edition, observation.ordinal;
