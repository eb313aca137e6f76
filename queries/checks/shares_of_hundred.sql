-- title: 各项比例合计100%
-- severity: 错误
-- finds: 矛盾
-- compares: 同一时期、同一分类的各项比例之和，与100%
-- tolerance: 每一项允许末位的一半，因为各自四舍五入
-- compared: compared_hundreds
-- doubts: all
select
    edition,
    ordinal,
    grave(severity, doubtful) as severity,
    indicator,
    period,
    major,
    plain(shares.value, shares.places) || '%' as printed,
    100.0 as recomputed,
    -difference as difference,
    period || '的' || name || '相加为 ' || plain(shares.value, shares.places) || '%，'
    || if(difference > 0, '多出 ', '缺 ') || apart_by(difference, '%', shares.places)
    || '；请核对各项。' as message,
    shares.written || '=' || plain(shares.value, shares.places) || ' ≠ 100' as arithmetic,
    other_source,
    other_page,
    others,
    relation as detail
from compared_hundreds
where off
