-- title: 关键指标的走势
-- unit: 单位见各图
-- description: 指标目录里标为关键、报告印出三年以上的指标，全校逐年的数值；一年印出几次的取最近一次所在的学期。
--   学年记在开始的一年，届别记在毕业的一年。
-- key: indicator, period
-- source: 各指标所在图表
-- chart: small_multiples indicator_name
with known as (
    select figure.*
    from latest_figure as figure
    inner join indicator on figure.indicator = indicator.indicator
    where
        indicator.is_key
        and figure.value is not null
        and figure.major is null
        and figure.category is null
        and figure.year between $year_from and $year_to
),

-- Of 春季 and 秋季 the one printed last.
figure as (
    select *
    from known
    qualify
        period_kind
        = first_value(period_kind) over (partition by indicator order by year desc, ordinal desc)
)

select * exclude (split_by) replace (year || '年' as period)
from figure
-- Two points are one step and no trend.
qualify count(*) over (partition by indicator) > 2
order by min(ordinal) over (partition by indicator), year
