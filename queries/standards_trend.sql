-- title: 自何时达到，何时过线
-- unit:
-- description: 报告印了两年以上的，从最近一年往回看，连续达到或没有达到标准是自哪一年起。最近三年以上逐年靠近标准的，
--   照这几年的直线延长到标准，给出过线的年份；超过十年的不给。直线不是预测。
-- key: item
-- source: 标准目录
-- table: held
with figure as (
    select
        standard.title as item,
        standard.value as standard,
        latest.* exclude (standard_id, printed, period_type, direction),
        abs(latest.value - standard.value) as distance,
        meets(latest.value, standard.operator, standard.value) as met
    from standard
    inner join standard_figure as latest on standard.standard_id = latest.standard_id
),

step as (
    select
        *,
        row_number() over backward as back,
        -- From neighbour to neighbour, and never across a break.
        coalesce(lead(year) over backward = year - 1, false)
        and is_comparable and met = lead(met) over backward as held,
        held and distance < lead(distance) over backward as nearing
    from figure
    window backward as (partition by item, period_kind order by year desc)
    -- Of 春季 and 秋季 the one printed last.
    qualify
        period_kind
        = first_value(period_kind) over (partition by item order by year desc, ordinal desc)
),

run as (
    select
        *,
        min(back) filter (where not held) over one as held_for,
        min(back) filter (where not nearing) over one as nearing_for,
        max(back) over one as known_for
    from step
    window one as (partition by item)
),

line as (
    select
        *,
        min(year) filter (where back <= held_for) over one as since,
        regr_slope(value, year) filter (where back <= nearing_for) over one as slope,
        regr_intercept(value, year) filter (where back <= nearing_for) over one as intercept,
        try_cast(ceil((standard - intercept) / nullif(slope, 0)) as integer) as crossing
    from run
    window one as (partition by item)
    qualify back = 1 and known_for > 1
)

select
    *,
    if(held_for = known_for, '至少自 ', '自 ') || since || ' 年起' || if(met, '达到', '没有达到')
        as held_since,
    case
        when nearing_for > 2 and crossing - year between 1 and 10
            then '约 ' || crossing || ' 年' || if(met, '不再达到', '达到')
    end as outlook
from line
order by ordinal
