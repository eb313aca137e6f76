-- title: 分项合计与总数
-- severity: 错误
-- finds: 矛盾
-- compares: 目录中规定应当相加的分项，与报告印的总数
-- tolerance: 人数等整数必须正好相等；带小数的，每个数各允许末位的一半，因为各自四舍五入
-- compared: compared_sums
-- doubts: all
select
    edition,
    ordinal,
    -- Parts that need not be all of it may come to less, but never to more.
    grave(if(severity = '提示' and difference > 0, '错误', severity), doubtful) as severity,
    recomputed,
    difference,
    period || '的' || compared_sums.parts.names || '合计为 '
    || with_unit(plain(recomputed, compared_sums.parts.places), unit)
    || '，' || what || '印的是 ' || with_unit(printed, unit)
    || if(difference > 0, '，合计多出 ', '，合计少 ') || apart_by(difference, unit, most_places) || '。'
    || case
        when severity = '提示' then ''
        when ways = 1 then '能使有关各式全部相合的改法只有一种：' || written || '；请核对原始数据。'
        when ways > 1
            then
                '能使有关各式相合的改法有 ' || ways || ' 种：' || written
                || '；报告没有说明哪一个对，请核对原始数据。'
        else '请核对原始数据。'
    end
    || caution(note) as message,
    compared_sums.parts.written || '=' || plain(recomputed, compared_sums.parts.places) || ' ≠ '
    || plain(value, places) as arithmetic,
    other_source,
    other_page,
    others,
    relation as detail
from compared_sums
left join mending using (edition, relation, ordinal)
where off
