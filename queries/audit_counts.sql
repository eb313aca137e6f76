-- title: 各章核查结果
-- unit: 处
-- description: 一版报告每一章各有多少处错误、存疑和提示，其中学校还没有答复的错误与存疑，以及正文说法核对的结果。
--   按原因计：一列错位、一张空表、一个合计不对各算一处，牵涉的数列在其中，轻重取其中最重的；牵涉几章的，各章都计一处。
--   第一行为全书；目录与标题不属于哪一章，只计入全书。
-- key: chapter
-- source: 核查结果
-- table: chapters
with part as (
    select unnest(range(10)) as chapter
),

found as (
    select
        coalesce(finding.chapter, -1) as chapter,
        finding.cause,
        finding.cause_severity as severity,
        not severity.is_hint
        and finding.finding not in (select answer.finding from answer) as unanswered
    from finding_of_cause as finding
    inner join severity on finding.severity = severity.severity
    where
        finding.edition = $edition
        and is_chosen(finding.years, finding.major, $year_from, $year_to, $majors)
),

counted as (
    select
        part.chapter,
        count(distinct found.cause) filter (where found.severity = '错误') as errors,
        count(distinct found.cause) filter (where found.severity = '存疑') as doubts,
        count(distinct found.cause) filter (where found.severity = '提示') as hints,
        count(distinct found.cause) filter (where found.unanswered) as unanswered
    from part
    left join found on part.chapter in (0, found.chapter)
    group by part.chapter
),

said as (
    select
        part.chapter,
        count(*) filter (where claim_verdict.verdict = '属实') as borne_out,
        count(*) filter (where claim_verdict.verdict = '不属实') as refuted,
        count(*) filter (where claim_verdict.verdict = '无法核对') as open
    from part
    left join claim on claim.edition = $edition and part.chapter in (0, claim.chapter)
    left join claim_verdict
        on claim.edition = claim_verdict.edition and claim.claim = claim_verdict.claim
    group by part.chapter
)

select
    counted.*,
    said.* exclude (chapter),
    (
        select cast(sum(comparisons) as integer)
        from audit_count
        where edition = $edition
    ) as comparisons
from counted
inner join said on counted.chapter = said.chapter
order by counted.chapter
