-- title: 与其他专业、与全校相比
-- unit: 单位见各行
-- description: 所选专业最近一期的数，旁边是其他专业里最低、最高的一个和全校的数；只列至少两个专业有数的指标。
--   不排名次：报告没有印出各专业比率的人数，差别是不是偶然无从判断。
-- key: indicator, period, category, whose
-- source: 表3-1
-- table: matrix whose
with figure as (
    select
        latest_figure.* exclude (split_by),
        indicator.chapter,
        -- NULL for the whole school.
        list_contains($majors, latest_figure.major) as is_chosen
    from latest_figure
    inner join indicator on latest_figure.indicator = indicator.indicator
    where
        indicator.same_as is null
        and latest_figure.value is not null
        and latest_figure.year between $year_from and $year_to
    qualify
        latest_figure.year
        = max(latest_figure.year) filter (where latest_figure.major is not null)
            over (partition by latest_figure.indicator)
),

ranked as (
    select
        *,
        row_number() over (of_kind order by value asc, ordinal asc) as lowest,
        row_number() over (of_kind order by value desc, ordinal asc) as highest,
        bool_or(is_chosen) over of_one and bool_or(not is_chosen) over of_one as is_comparison
    from figure
    window
        of_one as (partition by indicator, period, category),
        of_kind as (partition by indicator, period, category, is_chosen)
),

beside as (
    select
        * exclude (is_chosen, lowest, highest, is_comparison),
        unnest([
            if(is_chosen, major, null),
            if(not is_chosen and lowest = 1, '其他专业最低', null),
            if(not is_chosen and highest = 1, '其他专业最高', null),
            if(major is null, '全校', null)
        ]) as whose,
        unnest([1, 2, 3, 4]) as place
    from ranked
    where is_comparison
)

select * exclude (place)
from beside
where whose is not null
order by min(ordinal) over (partition by indicator), place, ordinal
