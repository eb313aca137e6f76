-- The built data file: what the CSV files hold, typed, keyed and constrained.
--
-- The builder reports faults to people in their own terms (file, row, column). The constraints
-- below repeat what must never be false, so that no later change of the builder can let it in.
-- An empty cell is NULL everywhere except in "printed", where a blank is itself what is printed.

-- The codes, from dashboard/contract/codes.py: what other tables may hold, and what it means.
create table status (
    status varchar primary key,
    ordinal integer not null unique,
    label varchar not null,
    shown varchar not null,
    meaning varchar not null,
    -- Printed without a value; printed but not to be relied on; of one kind with the year before.
    is_gap boolean not null,
    is_doubtful boolean not null,
    is_comparable boolean not null,
    -- The first of a new series: what follows may be held against it.
    begins_series boolean not null
);

create table severity (
    severity varchar primary key,
    -- The gravest first.
    ordinal integer not null unique,
    meaning varchar not null,
    is_grave boolean not null,
    is_hint boolean not null
);

-- The lists of its own that a school hands in.
create table record_list (
    list varchar primary key,
    ordinal integer not null unique,
    label varchar not null
);

-- What may become of a figure from one period to the next; better or worse only where it is judged.
create table move (
    move varchar primary key,
    ordinal integer not null unique,
    label varchar not null,
    is_better boolean,
    is_doubted boolean not null
);

-- Chapters by their number, and appended tables.
create table part (
    part varchar primary key,
    title varchar not null
);

-- Units of which something is known, and how many of the other are one of the first.
create table unit (
    unit varchar primary key,
    is_counted boolean not null
);

create table unit_scale (
    unit varchar not null,
    other_unit varchar not null,
    scale double not null check (scale > 0),
    primary key (unit, other_unit)
);

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
    -- One of those by which a school is led; they come first wherever there is a choice.
    is_key boolean not null,
    -- Of a count or an amount: by how many per cent it must have moved to have changed at all.
    notable_pct double not null check (notable_pct >= 0),
    -- Where this counts those looked at: the indicator that counts all of them.
    sample_of varchar,
    check ((official_table is null) = (official_row is null))
);

-- Indicators that are printed nowhere: so many times one that is, by another of the same period.
create table derivation (
    indicator varchar primary key references indicator (indicator),
    numerator varchar not null references indicator (indicator),
    denominator varchar not null references indicator (indicator),
    scale double not null
);

-- Indicators that only the school's own lists give.
create table record_indicator (
    indicator varchar primary key check (regexp_full_match(indicator, '[a-z][a-z0-9_]*')),
    name varchar not null unique,
    unit varchar not null,
    direction varchar not null check (direction in ('up', 'down', 'neutral')),
    decimals integer not null check (decimals between 0 and 6),
    definition varchar not null,
    chapter integer not null check (chapter between 1 and 9),
    section varchar not null,
    category_label varchar
);

-- What else people say for an indicator, or for one category of it: words and codes, each
-- separated by semicolons; {a|b|} in a word is a, b or nothing. For several indicators: whoever
-- says it is asked which is meant.
create table synonym (
    words varchar not null,
    indicators varchar not null,
    category varchar,
    -- It means something else, of which the reports say nothing: these are offered as the nearest.
    is_nearest boolean not null
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

-- The table or section of the report without the line in it: 附表2 第10行 and 附表2 第1行 are of one.
create macro table_of(source) as regexp_replace(source, '\s*(第\S*|合计)行$', '');

-- A break or another definition that the figures suggest is drawn until the school denies it.
create macro status_drawn(status, proposed) as
if(status = 'A', coalesce(proposed, status), status);

-- A break is not doubted: it only begins a new series.
create macro is_in_doubt(is_doubted, is_doubtful, begins_series) as
is_doubted or (is_doubtful and not begins_series);

-- Whether a value meets a standard.
create macro meets(value, operator, standard) as
case operator
    when '>=' then value >= standard
    when '>' then value > standard
    when '<=' then value <= standard
    when '<' then value < standard
    else value = standard
end;

-- By how many points two rates of groups of this size differ without anything having changed, 19
-- times of 20: the interval of Agresti and Caffo (2000), which takes one more of either kind in
-- each group and so holds for small groups and for rates near 0 and 100, too.
create macro share_with_one_more(rate, base) as
(greatest(0, least(100, rate)) / 100 * base + 1) / (base + 2);

create macro ordinary_variation(rate, base, rate_before, base_before) as
196 * sqrt(
    share_with_one_more(rate, base) * (1 - share_with_one_more(rate, base)) / (base + 2)
    + share_with_one_more(rate_before, base_before)
    * (1 - share_with_one_more(rate_before, base_before)) / (base_before + 2)
);

create macro is_beyond_chance(rate, base, rate_before, base_before) as
100 * abs(share_with_one_more(rate, base) - share_with_one_more(rate_before, base_before))
> ordinary_variation(rate, base, rate_before, base_before);

-- What two prints allow does not overlap; 5 ends where 6 begins.
create macro is_apart(low, high, low_before, high_before) as
low >= coalesce(high_before, cast('inf' as double)) - 1e-9
or coalesce(high, cast('inf' as double)) <= low_before + 1e-9;

create macro is_notable(value, value_before, notable_pct) as
coalesce(
    abs(100 * round(value - value_before, 9) / nullif(value_before, 0)) >= notable_pct, true
);

-- What must hold between figures, whichever school fills them in: the audit knows no other rules.
create table relation (
    relation varchar primary key,
    kind varchar not null
    check (
        kind in ('sum', 'hundred', 'within', 'rate', 'people', 'same', 'count', 'elapsed', 'range')
    ),
    -- In words, what must hold.
    title varchar not null,
    -- How grave it is where it does not: 存疑 where the definitions may differ, 提示 where the
    -- report need not be wrong at all.
    severity varchar not null references severity (severity),
    -- What the quotient is multiplied by: 100 for a percentage.
    scale double not null,
    low double,
    high double,
    note varchar
);

-- Which figures a relation is about, and the part each plays in it.
create table operand (
    ordinal integer primary key,
    relation varchar not null references relation (relation),
    role varchar not null
    check (
        role in (
            'whole', 'part', 'result', 'numerator', 'denominator', 'other', 'counted', 'start'
        )
    ),
    indicator varchar not null references indicator (indicator),
    -- NULL: the figure without a breakdown; *: every category; =: that of the figure looked at;
    -- else names, separated by semicolons.
    category varchar,
    -- What is summed or counted over besides categories.
    over_what varchar
    check (over_what in ('major', 'category', 'term', 'major_category', 'category_of_major'))
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
    -- The period without its year: 2023年秋季 is held against 2022年秋季, never against a 春季.
    period_kind varchar not null,
    major varchar references major (major),
    category varchar,
    value double,
    -- What the print allows: 99.24% is 99.235 to 99.245, with two places; 300多名 is 300 and
    -- somewhat more, and rough. No high bound where nothing is said of one (不少于30次).
    places integer,
    low double,
    high double,
    is_rough boolean,
    printed varchar not null,
    status varchar not null references status (status),
    source varchar not null check (source <> ''),
    page integer check (page > 0),
    note varchar,
    -- Running number within the edition: files by name, rows as they stand.
    ordinal integer not null check (ordinal > 0),
    primary key (edition, ordinal),
    -- A printed 0, a printed dash and a blank are three things; none may pass for another. Only
    -- what was counted by hand in a printed list has a value with nothing printed: status U.
    check (
        case printed
            when '-' then status = 'M' and value is null
            when '' then if(value is null, status = 'O', status = 'U')
            else status not in ('O', 'M') and value is not null
        end
    ),
    check (status = 'A' or value is null or note is not null),
    check (if(value is null, low is null, low <= coalesce(high, low)))
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

-- Which class belongs to which major: what makes figures by major of lists that know classes only.
create table class (
    edition integer not null references edition (edition),
    ordinal integer not null check (ordinal > 0),
    school_year integer not null check (school_year between 1900 and 2100),
    grade integer not null check (grade between 1 and 3),
    name varchar not null check (name <> ''),
    major varchar not null references major (major),
    persons integer check (persons > 0),
    primary key (edition, ordinal),
    unique (edition, school_year, name, major)
);

-- What the prose says about the figures, to be held against them.
create table claim (
    edition integer not null references edition (edition),
    ordinal integer not null check (ordinal > 0),
    claim varchar not null,
    chapter integer not null check (chapter between 1 and 9),
    -- In our words.
    text varchar not null,
    assertion varchar not null,
    -- NULL where the report prints no figure to hold it against.
    indicator varchar references indicator (indicator),
    -- Of a share also several, separated by semicolons, or a category of majors.
    category varchar,
    major varchar references major (major),
    -- Where the claim is of a share: of what.
    share_of varchar references indicator (indicator),
    -- Whom it is about, where the figures are those of others.
    population varchar,
    term varchar,
    first_year integer,
    last_year integer,
    value double,
    value_to double,
    source varchar not null check (source <> ''),
    page integer check (page > 0),
    note varchar,
    primary key (edition, ordinal),
    unique (edition, claim)
);

-- What the school's own lists give: figures of groups, none of a person. NULL is the whole.
create table record (
    -- The year the school year begins in.
    school_year integer not null check (school_year between 1900 and 2100),
    list varchar not null references record_list (list),
    ordinal integer not null check (ordinal > 0),
    -- One of the report's indicators, or of record_indicator.
    indicator varchar not null,
    period varchar not null,
    grade varchar check (grade in ('高一', '高二', '高三')),
    sex varchar check (sex in ('男', '女')),
    major varchar references major (major),
    class varchar,
    category varchar,
    value double,
    -- How many people stand behind it: of a share, how many it is a share of.
    persons integer check (persons >= 0),
    -- A, or Q where it is left out, so that nobody can be told from it.
    status varchar not null check (status in ('A', 'Q')),
    delivered date not null,
    primary key (school_year, list, ordinal),
    check ((status = 'Q') = (value is null)),
    check ((value is null) = (persons is null))
);

-- What the school says to a finding. A correction names the figure and its right value; what was
-- printed stays as it is.
create table answer (
    edition integer not null references edition (edition),
    ordinal integer not null check (ordinal > 0),
    finding varchar not null check (regexp_full_match(finding, 'f[0-9a-f]{7}')),
    answer varchar not null check (answer in ('accepted', 'explained', 'corrected')),
    indicator varchar references indicator (indicator),
    period varchar,
    major varchar references major (major),
    category varchar,
    value double,
    text varchar,
    -- An office, never a person.
    answered_by varchar not null,
    answered_on date not null,
    primary key (edition, ordinal),
    unique (edition, finding, indicator, period, major, category),
    check ((answer = 'corrected') = (value is not null)),
    check ((value is null) or (indicator is not null and period is not null)),
    check (answer = 'accepted' or text is not null)
);

-- Answers that do not hold, each with the reason: of a finding that is gone, or a correction after
-- which the figures still contradict each other.
create table lapsed_answer (
    edition integer not null references edition (edition),
    finding varchar not null,
    answer varchar not null,
    answered_by varchar not null,
    answered_on date not null,
    reason varchar not null
);

-- The audit's kinds of check, and how many comparisons each made in each edition.
create table audit_check (
    check_id varchar primary key,
    title varchar not null,
    severity varchar not null,
    -- Figures that contradict each other, or one that is not there: told after all contradictions.
    finds varchar not null check (finds in ('矛盾', '空缺')),
    compares varchar not null,
    tolerance varchar not null,
    -- Whether all figures of a finding are doubted, the one it is about, or none.
    doubts varchar not null check (doubts in ('all', 'one', 'none')),
    ordinal integer not null
);

create table audit_count (
    check_id varchar not null references audit_check (check_id),
    edition integer not null references edition (edition),
    comparisons integer not null check (comparisons >= 0),
    primary key (check_id, edition)
);

-- What the checks found; one row is one thing that does not add up.
create table finding (
    -- The same for the same fault in every build, so that an answer can name it.
    finding varchar primary key,
    ordinal integer not null,
    edition integer not null references edition (edition),
    check_id varchar not null references audit_check (check_id),
    severity varchar not null references severity (severity),
    indicator varchar references indicator (indicator),
    period varchar,
    year integer,
    major varchar references major (major),
    category varchar,
    chapter integer,
    printed varchar,
    recomputed double,
    difference double,
    message varchar not null,
    arithmetic varchar,
    source varchar not null,
    page integer,
    -- The other place in the report, where two contradict each other.
    other_source varchar,
    other_page integer,
    -- What tells two findings of one check on one figure apart: a relation, a claim, a standard.
    detail varchar,
    -- A break in series (B) or another definition (D) that the figures suggest.
    proposed varchar references status (status)
);

-- Which figures a finding is about, the one to look at first; any of some may be the wrong one.
create table finding_figure (
    finding varchar not null references finding (finding),
    position integer not null,
    edition integer not null,
    ordinal integer not null,
    is_doubted boolean not null,
    primary key (finding, position)
);

-- Of which slip each finding comes, named by the first finding that does.
create table finding_cause (
    finding varchar primary key references finding (finding),
    cause varchar not null references finding (finding)
);

-- The figures that carry a mark on screen, with what is said of them, and the slip it comes of.
create table doubted_figure (
    indicator varchar not null references indicator (indicator),
    period varchar not null,
    major varchar,
    category varchar,
    finding varchar not null references finding (finding),
    cause varchar not null references finding (finding),
    doubt varchar not null,
    corrected boolean not null
);

-- Of which figure each rate is a share, as the relations have it.
create table rate_base (
    indicator varchar not null references indicator (indicator),
    period varchar not null,
    major varchar,
    category varchar,
    base_indicator varchar not null references indicator (indicator),
    base_period varchar not null,
    base_major varchar,
    base_category varchar
);

-- Of which figure each is a part, as the relations have it, and by what the whole is split into it.
create table part_of (
    indicator varchar not null references indicator (indicator),
    period varchar not null,
    major varchar,
    category varchar,
    split varchar,
    whole_indicator varchar not null references indicator (indicator),
    whole_period varchar not null,
    whole_major varchar,
    whole_category varchar
);

-- What the file was made of: the state of the inputs, by which a version is known, and these with
-- the code. No time stamp: the same inputs must give the same bytes.
create table build (
    state varchar not null,
    input_sha256 varchar not null,
    duckdb_version varchar not null
);

-- A list is of a school year where the report prints the year in which that begins.
create macro is_same_period(one, other) as replace(one, '学年', '年') = replace(other, '学年', '年');

-- Whether what a list gives cannot have been printed so: 99.24% is 99.235 to 99.245.
create macro is_beyond_print(number, low, high) as
number < low - 1e-9 or number > coalesce(high, cast('inf' as double)) + 1e-9;

-- The newest word on each figure. Next year's report prints this year's figures again; the older
-- print stays in "observation", because the difference between the two is a revision to show.
create view latest_observation as
select * exclude (places, low, high, is_rough)
from observation
qualify row_number() over (
    partition by indicator, period, major, category
    order by edition desc
) = 1;

-- The figures of each finding as the newest edition prints them: the same figure with the same
-- print is doubted whichever edition prints it. Not where that edition is found to say so itself,
-- or prints another of the figures otherwise: then it was held against that.
create view standing_figure as
with doubted as (
    select
        finding.finding,
        finding.edition as found_in,
        finding_figure.position,
        finding_figure.is_doubted,
        [finding.check_id, finding.indicator, finding.period, finding.major, finding.category]
        || [finding.detail] as about,
        observation.indicator,
        observation.period,
        observation.major,
        observation.category,
        observation.printed as printed_then
    from finding
    inner join finding_figure on finding.finding = finding_figure.finding
    inner join observation
        on
            finding_figure.edition = observation.edition
            and finding_figure.ordinal = observation.ordinal
),

printed_again as (
    select
        doubted.finding,
        later.edition,
        bool_or(later.printed <> doubted.printed_then) as otherwise
    from doubted
    inner join observation as later
        on
            doubted.found_in < later.edition
            and doubted.indicator = later.indicator
            and doubted.period = later.period
            and doubted.major is not distinct from later.major
            and doubted.category is not distinct from later.category
    group by doubted.finding, later.edition
)

select
    doubted.finding,
    doubted.position,
    doubted.is_doubted,
    figure.*
from doubted
inner join latest_observation as figure
    on
        doubted.indicator = figure.indicator
        and doubted.period = figure.period
        and doubted.major is not distinct from figure.major
        and doubted.category is not distinct from figure.category
where
    doubted.found_in = figure.edition
    or not exists (
        select 1
        from printed_again
        where
            printed_again.finding = doubted.finding
            and printed_again.edition <= figure.edition
            and (
                printed_again.otherwise
                or exists (
                    select 1
                    from doubted as again
                    where
                        again.about = doubted.about
                        and again.found_in = printed_again.edition
                )
            )
    );

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

-- What the school's lists give, as other programs read it.
create view record_export as
select
    record.school_year,
    record.indicator,
    coalesce(indicator.name, record_indicator.name) as indicator_name,
    coalesce(indicator.unit, record_indicator.unit) as unit,
    record.period,
    record.grade,
    record.sex,
    record.major,
    record.class,
    record.category,
    record.value,
    record.persons,
    record.status,
    record.list,
    record.delivered
from record
left join indicator on record.indicator = indicator.indicator
left join record_indicator on record.indicator = record_indicator.indicator
order by record.school_year, record.list, record.ordinal;

-- The findings as other programs read them; ours is the order: contradictions, the gravest first,
-- then what is not there.
create view finding_export as
with answered as (
    select
        edition,
        finding,
        any_value(answer order by ordinal) as answer,
        string_agg(text, '；' order by ordinal) as answer_text
    from answer
    group by edition, finding
)

select
    finding.check_id as "check",
    finding.severity,
    finding.indicator,
    indicator.name as indicator_name,
    finding.period,
    finding.major,
    finding.category,
    finding.printed,
    finding.recomputed,
    finding.difference,
    finding.message,
    finding.source,
    finding.page,
    answered.answer,
    finding.finding,
    finding.edition,
    finding.arithmetic,
    finding.other_source,
    finding.other_page,
    answered.answer_text
from finding
left join indicator on finding.indicator = indicator.indicator
left join answered
    on finding.edition = answered.edition and finding.finding = answered.finding
order by finding.edition desc, finding.ordinal asc;
