-- title: 正文的说法与报告所印的数字不符
-- severity: 错误
-- finds: 矛盾
-- compares: 正文关于升降、比较、程度的每一句说法，与同一份报告里它所说的那些数字
-- tolerance: 说法里的数与图表里的数按两者中较少的小数位比较；升降和界限不留余地，因为说法本身是绝对的
-- compared: compared_claims
-- doubts: none
select
    verdict.edition,
    verdict.ordinal,
    -- Neither a rough figure refutes anything for certain, nor one of which the claim's note says
    -- that it may not be quite what the prose means; one of others is worth asking about.
    case
        when claim.population is not null then '提示'
        when status.is_doubtful or claim.note is not null then '存疑'
        else '错误'
    end as severity,
    verdict.said as recomputed,
    figure.value - verdict.said as difference,
    '报告称：' || claim.text || '。' || verdict.reason
    || coalesce('（' || claim.note || '）', '') as message,
    verdict.evidence as arithmetic,
    claim.source,
    claim.page,
    verdict.other_source,
    verdict.other_page,
    verdict.claim as detail
-- No others: the prose is in doubt, and not the figures of the other years.
from compared_claims as verdict
inner join claim on verdict.edition = claim.edition and verdict.claim = claim.claim
inner join observation as figure
    on verdict.edition = figure.edition and verdict.ordinal = figure.ordinal
inner join status on figure.status = status.status
where verdict.is_contrary
