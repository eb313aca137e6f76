-- title: 说法与数字对照
-- unit: 条
-- description: 正文关于升降、比较、程度的说法，与同一份报告所印的数字对照：属实、不属实，或无法核对，即报告没有
--   印出可以对照的数，或者所印的数有疑、前后不能相比、不是所说的人群的。说法是我们的概述，引号内为原文用词。
-- key: edition, claim
-- source: 正文各章
-- table: claims
-- empty: 没有这样的说法。
select
    claim.edition,
    claim.claim,
    claim.chapter,
    claim.text as claim_text,
    claim_verdict.verdict,
    claim_verdict.evidence,
    claim_verdict.reason as explanation,
    claim.source,
    claim.page,
    claim_verdict.other_source,
    claim_verdict.other_page,
    claim.note,
    claim.indicator,
    indicator.chapter as indicator_chapter,
    finding.finding
from claim
inner join claim_verdict
    on claim.edition = claim_verdict.edition and claim.claim = claim_verdict.claim
left join indicator on claim.indicator = indicator.indicator
-- The finding made of a refuted claim opens with it.
left join finding
    on
        claim.edition = finding.edition
        and finding.check_id = 'claims'
        and claim.claim = finding.detail
where
    claim.edition = $edition
    and $verdict in ('', claim_verdict.verdict)
    and $chapter in (0, claim.chapter)
order by
    list_position(['不属实', '属实', '无法核对'], claim_verdict.verdict),
    claim_verdict.evidence is null,
    claim.ordinal
