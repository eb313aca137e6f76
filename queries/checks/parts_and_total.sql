-- title: 分项合计与总数
-- severity: 错误
-- compares: 目录中规定应当相加的分项，与报告印的总数
-- tolerance: 人数等整数必须正好相等；带小数的，每个数各允许末位的一半，因为各自四舍五入
-- compared: compared_sums
-- doubts: all
select
    compared_sums.edition,
    compared_sums.ordinal,
    case
        -- Parts that need not be all of it may come to less, but never to more.
        when compared_sums.severity = '提示' and compared_sums.difference > 0
            then grave('错误', compared_sums.doubtful)
        else grave(compared_sums.severity, compared_sums.doubtful)
    end as severity,
    compared_sums.recomputed,
    compared_sums.difference,
    compared_sums.period || '的' || compared_sums.first_names || '合计为 '
    || with_unit(
        plain(compared_sums.recomputed, compared_sums.first_places), compared_sums.unit
    )
    || '，' || compared_sums.what || '印的是 '
    || with_unit(compared_sums.printed, compared_sums.unit)
    || if(compared_sums.difference > 0, '，合计多出 ', '，合计少 ')
    || apart_by(
        compared_sums.difference,
        compared_sums.unit,
        greatest(compared_sums.places, compared_sums.first_places)
    )
    || '。'
    || case
        when compared_sums.severity = '提示' then caution(compared_sums.caveat)
        else coalesce(
            if(
                mending.ways = 1,
                '只有一处改动能使有关各式全部相合：' || mending.written || '；请核对原始数据。',
                '只改一处就能相合的有 ' || mending.ways || ' 种改法：' || mending.written
                || '；报告没有说明哪一个对，请核对原始数据。'
            ),
            '请核对原始数据。'
        )
        || caution(compared_sums.caveat)
    end as message,
    compared_sums.first_written || '='
    || plain(compared_sums.recomputed, compared_sums.first_places) || ' ≠ '
    || plain(compared_sums.value, compared_sums.places) as arithmetic,
    compared_sums.other_source,
    compared_sums.other_page,
    compared_sums.others,
    compared_sums.relation as detail
from compared_sums
left join mending
    on
        compared_sums.relation = mending.relation
        and compared_sums.edition = mending.edition
        and compared_sums.ordinal = mending.anchor
where compared_sums.off
