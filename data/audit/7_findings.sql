-- Where each check puts what it found.
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

-- The findings, gravest first and then in the order of the report. The name of a finding is made of
-- what it is about and not of its place, so that an answer still finds it next year.
create temp view named_finding as
select
    -- Led by a letter, or a spreadsheet reads 5e891040 as a number.
    'f' || left(
        md5(
            concat_ws(
                '|',
                found.check_id,
                found.edition,
                coalesce(found.indicator, ''),
                coalesce(found.period, ''),
                coalesce(found.major, ''),
                coalesce(found.category, ''),
                coalesce(found.detail, ''),
                -- With other numbers it is another finding, and an old answer does not hold.
                found.severity,
                coalesce(found.printed, ''),
                coalesce(cast(round(found.recomputed, 4) as varchar), '')
            )
        ),
        7
    ) as finding,
    row_number() over (
        order by
            found.edition desc,
            severity.ordinal,
            indicator.chapter asc nulls last,
            found.source asc,
            found.ordinal asc,
            found.check_id asc,
            found.detail asc
    ) as ordinal,
    found.edition,
    found.check_id,
    found.severity,
    found.indicator,
    found.period,
    coalesce(
        figure.year, try_cast(nullif(regexp_extract(found.period, '[0-9]{4}'), '') as integer)
    ) as year,
    found.major,
    found.category,
    indicator.chapter,
    found.printed,
    found.recomputed,
    found.difference,
    found.message,
    found.arithmetic,
    found.source,
    found.page,
    found.other_source,
    found.other_page,
    found.detail,
    found.proposed,
    found.ordinal as first_ordinal,
    list_distinct(
        list_filter([found.ordinal] || found.others, lambda one: one is not null)
    ) as figures
from found
inner join severity on found.severity = severity.severity
left join indicator on found.indicator = indicator.indicator
left join observation as figure
    on found.edition = figure.edition and found.ordinal = figure.ordinal
-- What two comparisons show of the same figure is one finding.
qualify
    row_number() over (
        partition by
            found.check_id,
            found.edition,
            found.indicator,
            found.period,
            found.major,
            found.category,
            found.detail
        order by found.ordinal
    ) = 1
order by ordinal;

create temp view named_figure as
with figure as (
    select
        finding,
        edition,
        first_ordinal,
        unnest(figures) as ordinal
    from named_finding
)

select
    finding,
    row_number() over (
        partition by finding
        order by ordinal is distinct from first_ordinal, ordinal
    ) as position,
    edition,
    ordinal
from figure
order by finding, position;

-- The figures on which a sign belongs wherever they are shown: doubted and not yet answered for,
-- or corrected. A mere hint casts no doubt.
create temp view named_doubt as
select
    figure.indicator,
    figure.period,
    figure.major,
    figure.category,
    any_value(finding.finding order by finding.ordinal) as finding,
    string_agg(finding.severity || '：' || finding.message, ' ' order by finding.ordinal) as doubt,
    bool_or(correction.finding is not null) as corrected
from finding
inner join finding_figure on finding.finding = finding_figure.finding
inner join audit_check on finding.check_id = audit_check.check_id
inner join severity on finding.severity = severity.severity
inner join latest_observation as figure
    on finding_figure.edition = figure.edition and finding_figure.ordinal = figure.ordinal
left join answer as correction
    on
        finding.edition = correction.edition
        and finding.finding = correction.finding
        and correction.answer = 'corrected'
        and figure.indicator = correction.indicator
        and figure.period = correction.period
        and figure.major is not distinct from correction.major
        and figure.category is not distinct from correction.category
where
    -- Of two figures that cannot both be right either may be wrong; where only the definition is
    -- in doubt, it is that of the figure the finding is about.
    (
        (severity.is_grave and audit_check.doubts = 'all')
        or (not severity.is_hint and finding_figure.position = 1)
    )
    and (
        correction.finding is not null
        or not exists (
            select 1
            from answer
            where answer.edition = finding.edition and answer.finding = finding.finding
        )
    )
group by figure.indicator, figure.period, figure.major, figure.category
order by figure.indicator, figure.period, figure.major, figure.category;
