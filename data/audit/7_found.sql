-- Where each check puts what it found. A check returns those of the columns that it has something
-- to say in: edition and message always, ordinal where it is about a figure.
create temp table found (
    check_id varchar,
    edition integer,
    ordinal integer,
    severity varchar,
    indicator varchar,
    period varchar,
    major varchar,
    category varchar,
    printed varchar,
    recomputed double,
    difference double,
    message varchar,
    arithmetic varchar,
    source varchar,
    page integer,
    other_source varchar,
    other_page integer,
    others integer[],
    detail varchar,
    proposed varchar
);

-- What a check leaves out is that of the figure it is about; its severity, that of its header.
create temp view completed_finding as
select
    found.check_id,
    found.edition,
    found.ordinal,
    coalesce(found.severity, audit_check.severity) as severity,
    coalesce(found.indicator, figure.indicator) as indicator,
    if(found.indicator is null, figure.period, found.period) as period,
    coalesce(
        figure.year, try_cast(nullif(regexp_extract(found.period, '[0-9]{4}'), '') as integer)
    ) as year,
    if(found.indicator is null, figure.major, found.major) as major,
    if(found.indicator is null, figure.category, found.category) as category,
    coalesce(found.printed, figure.printed) as printed,
    round(found.recomputed, 6) as recomputed,
    round(found.difference, 6) as difference,
    found.message,
    found.arithmetic,
    coalesce(found.source, figure.source) as source,
    if(found.source is null, figure.page, found.page) as page,
    audit_check.finds,
    found.other_source,
    found.other_page,
    found.detail,
    found.proposed,
    list_distinct([found.ordinal] || coalesce(found.others, [])) as figures
from found
inner join audit_check on found.check_id = audit_check.check_id
left join observation as figure
    on found.edition = figure.edition and found.ordinal = figure.ordinal;
