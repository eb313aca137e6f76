-- title: 两年对照
-- unit: 单位见各行
-- description: 所选头一年与末一年都有数的指标，同类时期相比：变动最大的在前，有疑的在后，再后是不可比的和没有变化的。
--   变动幅度：比率为百分点之差，其他为相对头一年的百分数。两年相邻的按同一规则判断，中间隔着年份的只说差多少；
--   同一内容在报告两处印出的，只取主要一处。
-- key: indicator, major, category, period
-- source: 各指标所在图表
-- table: side_by_side
-- empty: 所选的头一年与末一年没有都印出的数；请换成有数的两年。
with figure as (
    select
        figure.*,
        indicator.chapter,
        kind_of(figure) as kind
    from
        figures(
            (select list(code.indicator) from indicator as code), $year_from, $year_to, $majors
        ) as figure
    inner join indicator on figure.indicator = indicator.indicator
    where
        figure.value is not null
        and indicator.same_as is null
        and $chapter in (0, indicator.chapter)
    qualify -- of several days in a year the last
        figure.ordinal
        = max(figure.ordinal)
            over (partition by figure.indicator, major, category, kind, year)
),

paired as (
    select
        later.*,
        earlier.value as before,
        earlier.period as period_before,
        earlier.finding as finding_before,
        earlier.doubt as doubt_before,
        earlier.corrected as corrected_before,
        later.is_doubted or earlier.is_doubted as is_in_doubt,
        if(later.stretch = earlier.stretch, round(later.value - before, 9), null) as difference
    from figure as later
    inner join figure as earlier using (indicator, kind)
    where
        later.major is not distinct from earlier.major
        and later.category is not distinct from earlier.category
        and later.year = $year_to and earlier.year = $year_from and $year_from < $year_to
),

judged as (
    select
        paired.* exclude (kind, is_in_doubt),
        abs(
            if(unit = '%', paired.difference, 100 * paired.difference / nullif(paired.before, 0))
        ) as extent,
        case
            when paired.difference is null then 'incomparable'
            when change.move is not null then change.move
            when paired.difference = 0 then 'steady'
            else if(is_in_doubt, 'maybe_moved', 'moved')
        end as move,
        coalesce(change.grounds, '中间隔着年份，不逐期判断') as grounds
    from paired
    left join change on paired.ordinal = change.ordinal and change.year_before = $year_from
)

select judged.*
from judged
inner join move on judged.move = move.move
order by
    judged.move in ('steady', 'unjudged') asc, judged.move = 'incomparable' asc,
    move.is_doubted asc, extent desc nulls last, ordinal asc
