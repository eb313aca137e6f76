-- title: 最要紧的几处
-- unit:
-- description: 还没有答复的错误，同一张表同一类的并作一条，处数多的在前，空白的在后；其余见“数据核查”。
-- key: finding
-- source: 报告各处，位置见各行
-- table: brief
-- empty: 没有未答复的错误。
with unanswered as (
    select
        finding.*,
        audit_check.title as check_title,
        audit_check.finds,
        -- 附表2 第10行 and 附表2 第1行 are of one table.
        regexp_replace(finding.source, '\s*(第\S*|合计)行$', '') as of_table
    from finding
    inner join audit_check on finding.check_id = audit_check.check_id
    inner join severity on finding.severity = severity.severity
    where
        finding.edition = (select max(edition) from edition)
        and severity.is_grave
        and finding.finding not in (select answer.finding from answer)
        and is_chosen(finding.year, finding.major, $year_from, $year_to, $majors)
)

select
    arg_min(finding, ordinal) as finding,
    check_title,
    of_table as source,
    min(page) as page,
    count(*) as findings,
    arg_min(message, ordinal) as message
from unanswered
group by check_title, of_table
order by any_value(finds) = '空缺', findings desc, min(ordinal)
limit 6
