-- title: 比率与自己的分子分母
-- severity: 错误
-- finds: 矛盾
-- compares: 报告印的比例、比率和生均值，与用报告自己的分子、分母重算的结果
-- tolerance: 印出的最后一位的一半（四舍五入）；差不到一个末位、像是直接截去的，只作提示
-- compared: compared_rates
-- doubts: one
select
    edition,
    ordinal,
    if(cut_off, '提示', grave(severity, doubtful)) as severity,
    recomputed,
    difference,
    period || '的' || what || '印的是 ' || with_unit(printed, unit)
    -- 99.32% of 592 graduates is 588 of them: it says what the report may have had in mind.
    || if(
        unit = '%' and abs(scale * round(people) / denominator.value - value) <= tolerance,
        '（折合 ' || plain(people, 0) || ' 人）',
        ''
    )
    || '，而按报告自己的数（' || numerator.names || ' ' || numerator.written
    || '，' || denominator.what || ' ' || denominator.written || '）重算为 '
    || with_unit(plain(recomputed, greatest(places, 2)), unit) || '，'
    || case
        when cut_off then '末位像是直接截去而没有四舍五入。'
        else
            '相差 ' || apart_by(difference, unit, greatest(places, 2)) || '。'
            || other_base_said(edition, ordinal) || caution(note)
    end as message,
    if(numerator.figures > 1, '(' || numerator.written || ')', numerator.written)
    || '÷' || denominator.written || if(scale = 1, '', '×' || plain(scale, 4))
    || '=' || plain(recomputed, greatest(places, 2))
    || ' ≠ ' || plain(value, places) as arithmetic,
    other_source,
    other_page,
    others,
    relation as detail
from compared_rates
where off
