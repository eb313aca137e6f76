-- What findings have in common, so that one slip is counted once however many figures it touches:
-- a figure that may be the wrong one, a line of a table over the years, a table that is not filled
-- in, a column of the wrong year, a year from which a table is no longer what it was.
create temp view cause_key as
with told as (
    select
        finding.*,
        audit_check.finds,
        audit_check.doubts,
        table_of(finding.source) as of_table
    from finding
    inner join audit_check on finding.check_id = audit_check.check_id
),

-- Where a sum says which of its figures could be others, only those may be the wrong ones, with
-- the rates and counts that would change with them.
mended as (
    select distinct
        told.finding,
        told.edition,
        unnest([way.ordinal] || way.rates || way.counts) as ordinal
    from told
    inner join finding_figure as first on told.finding = first.finding and first.position = 1
    inner join mending_way as way
        on
            told.edition = way.edition
            and told.detail = way.relation
            and first.ordinal = way.compared
),

shared as (
    select
        finding,
        concat_ws('|', 'figure', edition, ordinal) as key
    from mended
    union all
    select
        finding,
        concat_ws('|', 'figure', edition, ordinal) as key
    from finding_figure
    where is_doubted and finding not in (select mended.finding from mended)
    union all
    -- A sentence of the prose that is refuted, and the number in it that is printed elsewhere too.
    select
        told.finding,
        concat_ws('|', 'said', told.edition, told.source, figure.ordinal) as key
    from told
    inner join finding_figure as figure on told.finding = figure.finding
    left join relation on told.detail = relation.relation
    where told.doubts = 'none' or relation.kind = 'same'
    union all
    -- More than there can be, in a year that is likely wrong.
    select
        told.finding,
        concat_ws('|', 'figure', told.edition, shifted.in_column) as key
    from told
    inner join finding_figure as figure on told.finding = figure.finding and figure.position = 1
    inner join relation on told.detail = relation.relation and relation.kind = 'within'
    inner join shifted_figure as shifted
        on told.edition = shifted.edition and figure.ordinal = shifted.ordinal
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
