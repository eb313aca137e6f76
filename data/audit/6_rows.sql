-- The rows of every other table: what is printed in all of them but one was left out in that one.
create temp table compared_rows as
with cell as (
    select
        edition,
        ordinal,
        indicator,
        category,
        period_kind,
        period,
        major,
        page,
        regexp_replace(source, ' 第[0-9]+行.*$', '') as of_table,
        regexp_extract(source, '第[0-9]+行') as line
    from audited
    where regexp_matches(source, ' 第[0-9]+行')
),

printed_column as (
    select
        edition,
        of_table,
        indicator,
        category,
        period_kind,
        count(distinct line) as lines
    from cell
    group by edition, of_table, indicator, category, period_kind
),

printed_line as (
    select
        edition,
        of_table,
        line,
        any_value(period order by ordinal) as period,
        any_value(major order by ordinal) as major,
        any_value(page order by ordinal) as page,
        count(*) over (partition by edition, of_table) as lines
    from cell
    group by edition, of_table, line
)

select
    line.edition,
    line.of_table || ' ' || line.line as source,
    line.page,
    regexp_extract(line.period, '[0-9]{4}') || printed_column.period_kind as period,
    line.major,
    printed_column.indicator,
    printed_column.category,
    printed_column.period_kind,
    cell.ordinal
from printed_line as line
inner join printed_column
    on line.edition = printed_column.edition and line.of_table = printed_column.of_table
left join cell
    on
        line.edition = cell.edition
        and line.of_table = cell.of_table
        and line.line = cell.line
        and printed_column.indicator = cell.indicator
        and printed_column.category is not distinct from cell.category
        and printed_column.period_kind = cell.period_kind
where printed_column.lines >= 2 and printed_column.lines >= line.lines - 1;
