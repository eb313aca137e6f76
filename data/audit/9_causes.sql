-- What findings have in common, so that one slip is counted once however many figures it touches:
-- a figure that may be the wrong one, a line of a table over the years, a table that is not filled
-- in, a column of the wrong year, a year from which a table is no longer what it was.
create temp view cause_key as
with told as (
    select
        finding.*,
        audit_check.finds,
        table_of(finding.source) as of_table
    from finding
    inner join audit_check on finding.check_id = audit_check.check_id
),

shared as (
    select
        told.finding,
        concat_ws('|', 'figure', told.edition, figure.ordinal) as key
    from told
    inner join finding_figure as figure on told.finding = figure.finding
    where figure.is_doubted
    union all
    select
        finding,
        concat_ws('|', 'line', edition, check_id, indicator, major, category) as key
    from told
    where indicator is not null
    union all
    select
        finding,
        concat_ws('|', 'table', edition, check_id, of_table) as key
    from told
    -- Of no year is what is said of a whole column.
    where finds = '空缺' or (indicator is not null and period is null)
    union all
    select
        finding,
        concat_ws('|', 'break', edition, of_table, period) as key
    from told
    where proposed is not null
    union all
    select
        finding,
        finding as key
    from told
)

select
    shared.finding,
    shared.key
from shared
inner join finding on shared.finding = finding.finding
inner join severity on finding.severity = severity.severity
-- What is first names the cause: the gravest, and of those what explains the others.
order by
    severity.ordinal,
    finding.indicator is null or finding.period is not null,
    finding.ordinal,
    shared.key;
