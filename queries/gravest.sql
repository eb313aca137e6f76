-- title: 最要紧的几处
-- unit:
-- description: 还没有答复的错误，出于一个原因的并作一处，牵涉多的在前，空白的在后；其余见“数据核查”。
-- key: finding
-- source: 报告各处，位置见各行
-- table: brief
-- empty: 没有未答复的错误。
with unanswered as (
    select
        finding.*,
        audit_check.title as check_title
    from finding_of_cause as finding
    inner join audit_check on finding.check_id = audit_check.check_id
    inner join severity on finding.cause_severity = severity.severity
    where
        finding.edition = (select max(edition) from edition)
        and severity.is_grave
        and finding.finding not in (select answer.finding from answer)
        and is_chosen(finding.years, finding.major, $year_from, $year_to, $majors)
)

select
    arg_min(finding, (finding <> cause, ordinal)) as finding,
    arg_min(check_title, (finding <> cause, ordinal)) as check_title,
    table_of(arg_min(source, (finding <> cause, ordinal))) as source,
    arg_min(page, (finding <> cause, ordinal)) as page,
    count(*) as findings,
    arg_min(message, (finding <> cause, ordinal)) as message
from unanswered
group by cause
order by any_value(cause_finds) = '空缺', findings desc, min(ordinal)
limit 6
