-- title: 各培训项目每期平均人数
-- unit: 人
-- description: 各项目的培训人数除以期数，由正文的数算出，可看出一期有多大。
-- key: period, category, major
-- source: 据正文六(二)计算
-- chart: bars category
with figure as (
    select *
    from figures(['training_people', 'training_sessions'], $year_from, $year_to, $majors)
    where category is not null
)

select
    people.* replace (
        '每期平均人数' as indicator_name,
        round(people.value / sessions.value, 1) as value,
        1 as decimals,
        'neutral' as direction,
        null as printed,
        '据 正文 六(二) 计算' as source,
        null as note
    )
from figure as people
inner join figure as sessions
    on
        people.period = sessions.period
        and people.category = sessions.category
        and people.major is not distinct from sessions.major
where
    people.indicator = 'training_people' and sessions.indicator = 'training_sessions'
    and people.value is not null and sessions.value > 0
order by people.year, people.ordinal
