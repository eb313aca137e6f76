-- title: 自何时达到，何时过线
-- unit:
-- description: 报告印了两年以上的，从最近一年往回看，连续达到或没有达到标准是自哪一年起；最近的数存疑而达到的，取决于更正。
--   何时过线：自可比的每一年到最近一年的平均步子，按最快的和最慢的各延长到标准，给出最早和最晚的年份；可比的不足四年、
--   有一年的步子不是走向标准、这几年的升降没有超出平常波动、最晚超过十年，都不给。延长不是预测。
-- key: item
-- source: 标准目录
-- table: held
with run as (
    select
        *,
        min(back) filter (where not held) over one as held_for,
        max(back) over one as known_for,
        -- What may be compared with the last, if that may be relied on.
        not is_doubted
        and (is_comparable or begins_series)
        and year >= coalesce(began, year) as counts,
        (last.value - value) / nullif(last.year - year, 0) as pace,
        (standard - last.value) / nullif(pace, 0) as years,
        is_beyond_chance(last.value, last.base, value, base) as is_beyond
    from standard_series
    window one as (partition by item)
),

line as (
    select
        *,
        min(year) filter (where back <= held_for) over one as since,
        count(*) filter (where counts) over one as points,
        bool_and(years > 0) filter (where counts and back > 1) over one as is_nearing,
        min(years) filter (where counts and back > 1) over one as soonest,
        max(years) filter (where counts and back > 1) over one as latest,
        arg_max(is_beyond, back) filter (where counts) over one as has_moved
    from run
    window one as (partition by item)
    qualify back = 1 and known_for > 1
)

select
    line.* exclude (last),
    indicator.chapter,
    if(held_for = known_for, '至少自 ', '自 ') || since || ' 年起' || if(met, '达到', '没有达到')
    || if(standing = 'depends', '，' || period || '的取决于更正', '') as held_since,
    case
        when
            counts and points >= 4 and is_nearing and latest <= 10
            and if(line.unit = '%', coalesce(has_moved, false), true)
            then
                cast(year + ceil(soonest) as integer)
                || if(
                    ceil(soonest) = ceil(latest), '', ' 至 ' || cast(year + ceil(latest) as integer)
                )
                || ' 年' || if(met, '不再达到', '达到')
    end as outlook
from line
inner join indicator on line.indicator = indicator.indicator
order by line.ordinal
