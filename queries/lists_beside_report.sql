-- title: 名单与报告对照
-- unit: 单位见各行
-- description: 由名单汇总的数，与报告所印同一年份、同一范围的同一个数；印过几版的，照最新一版。
-- key: place
-- source: 报告各处
-- inner: yes
-- What is not published yet comes with the question, a list a column; the answer names the place.
with given as (
    select
        unnest(range(len($list_values))) as place,
        unnest(cast($list_indicators as varchar[])) as indicator,
        unnest(cast($list_periods as varchar[])) as period,
        unnest(cast($list_majors as varchar[])) as major,
        unnest(cast($list_categories as varchar[])) as category,
        unnest(cast($list_values as double[])) as list_value
)

select
    given.place,
    observation.printed,
    observation.period,
    given.list_value - observation.value as difference,
    observation.source,
    is_beyond_print(given.list_value, observation.low, observation.high) as off
from given
inner join observation
    on
        given.indicator = observation.indicator
        and is_same_period(given.period, observation.period)
        and given.major is not distinct from observation.major
        and given.category is not distinct from observation.category
where observation.value is not null
qualify
    row_number() over (
        partition by given.place
        order by observation.edition desc, observation.period <> given.period asc
    ) = 1
order by off desc, given.place asc
