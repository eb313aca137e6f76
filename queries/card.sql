-- title: 核心指标
-- unit: 单位见各行
-- description: 一张卡片上的数：指标在所选范围内最近一期的数值，与上一期同类时期相比，超出平常波动才算变化。
--   选了几个专业的，各取最近一期。
-- key: indicator, period, major, category
-- source: 各指标所在图表
-- table: card
with figure as (
    -- The card is named by its indicator and, behind a colon, the category where it is of one.
    select
        compared.*,
        indicator.chapter
    from
        figures_compared([split_part($card, ':', 1)], $year_from, $year_to, $majors) as compared
    inner join indicator on compared.indicator = indicator.indicator
    where
        compared.value is not null
        and split_part($card, ':', 2) in ('', compared.category)
),

newest as (
    select
        major,
        category
    from figure
    order by year desc, ordinal desc
    limit 1
)

select figure.*
from figure
inner join newest
    on
        figure.category is not distinct from newest.category
        and (
            figure.major is not distinct from newest.major
            or (newest.major is not null and len($majors) > 1)
        )
qualify row_number() over (partition by figure.major order by year desc, ordinal desc) = 1
order by list_position($majors, figure.major)
