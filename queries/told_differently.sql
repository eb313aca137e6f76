-- title: 报告两处说法不同的数字
-- unit: 单位见各行
-- description: 同一事项在报告里印了两处或更多，同一年的数值不同，两处并列。主要出处是本看板各图所用的一处；
--   差别可能来自统计时点、口径或笔误，报告没有说明。
-- key: indicator, period, major, category
-- source: 各指标所在图表
-- table: noted
select
    other.indicator,
    other.indicator_name,
    other.period,
    other.year,
    other.major,
    other.category,
    other.value,
    other.unit,
    other.decimals,
    other.printed,
    other.status,
    main.indicator_name || '，' || main.period || '：' || main.printed || '（' || main.source
    || coalesce(' 第' || main.page || '页', '') || '）' as same_as,
    other.source,
    other.page,
    other.note
from latest_figure as other
inner join indicator on other.indicator = indicator.indicator
inner join latest_figure as main
    on
        indicator.same_as = main.indicator
        and other.year = main.year
        and other.unit = main.unit
        and other.major is not distinct from main.major
        and other.category is not distinct from main.category
where
    other.year between $year_from and $year_to
    and (len($majors) = 0 or other.major is null or list_contains($majors, other.major))
-- 2023年秋季 is held against 2023年秋季 where the main place has one, else against the same year.
qualify
    row_number() over (
        partition by other.ordinal order by main.period <> other.period, main.ordinal desc
    ) = 1
    and other.value <> main.value
order by other.ordinal
