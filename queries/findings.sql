-- title: 对不上的每一处
-- unit:
-- description: 对不上的每一处：印的是多少、按其他各处应是多少、相差多少、在哪里。错误不能同时为真，存疑看口径，提示请确认。
--   出于一个原因的并作一处，点开逐条列出：共用一个存疑的数，同一行各年的同一问题，同一张表的空白，同一列错位。
-- key: finding
-- source: 报告各处，位置见各行
-- table: findings
-- empty: 没有这样的核查发现。
with answered as (
    select
        edition,
        finding,
        list({
            'answer': answer,
            'value': value,
            'text': text,
            'by': answered_by,
            'on': cast(answered_on as varchar)
        } order by ordinal) as answers,
        any_value(answer order by ordinal) as answer,
        string_agg(text, '；' order by ordinal) as answer_text
    from answer
    group by edition, finding
)

select
    finding.* exclude (check_id, proposed, ordinal, detail, years, cause_ordinal)
    rename (difference as apart),
    finding.finding = $opened as is_opened,
    audit_check.title as check_title,
    audit_check.finds,
    audit_check.compares,
    audit_check.tolerance,
    indicator.name as indicator_name,
    indicator.unit,
    indicator.decimals,
    concerned.figures as concerned,
    answered.* exclude (edition, finding)
from finding_of_cause as finding
inner join audit_check on finding.check_id = audit_check.check_id
left join indicator on finding.indicator = indicator.indicator
left join figures_of_finding as concerned on finding.finding = concerned.finding
left join answered
    on finding.edition = answered.edition and finding.finding = answered.finding
where
    finding.finding = $opened
    or (
        finding.edition = $edition
        and $severity in ('', finding.cause_severity)
        and $kind in ('', audit_check.title)
        and $chapter in (0, coalesce(finding.chapter, -1)) -- a list of contents is of no chapter
        and is_chosen(finding.years, finding.major, $year_from, $year_to, $majors)
    )
order by
    is_opened desc,
    finding.edition desc,
    finding.cause_ordinal asc,
    finding.finding <> finding.cause asc,
    finding.ordinal asc
