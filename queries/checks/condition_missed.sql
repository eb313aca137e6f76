-- title: 印为达标的条件重算不达标
-- severity: 错误
-- finds: 矛盾
-- compares: 表中的达标判定，与标准值、报告印的数和用报告自己的数重算的结果
-- tolerance: 不允许；标准值未与正式文本核对的为存疑
-- compared: compared_conditions
-- doubts: one
select
    edition,
    ordinal,
    if(verified and met = coalesce(met_recomputed, met), '错误', '存疑') as severity,
    coalesce(recomputed, value) as recomputed,
    coalesce(recomputed, value) - value as difference,
    what || '印为“' || verdict || '”，标准是' || standard_title || '；'
    || case
        when met_in_print and not met then '而报告印的 ' || printed || ' 就没有达到。'
        when met_in_print
            then
                '印的数是 ' || printed || '，但用报告自己的数重算为 '
                || plain_beside(recomputed, standard, 2)
                || '，没有达到。'
        else '而报告印的 ' || printed || ' 已经达到。'
    end
    || caution(rate_note) as message,
    coalesce(numerator.written || '÷' || denominator.written || '=', '')
    || plain_beside(coalesce(recomputed, value), standard, 2)
    || if(met_in_print, '，未达到 ', '，已达到 ') || plain(standard, 2) as arithmetic,
    other_source,
    other_page,
    [verdict_ordinal] || coalesce(others, []) as others,
    standard_id as detail
from compared_conditions
where met_in_print <> met or met_in_print <> coalesce(met_recomputed, met)
