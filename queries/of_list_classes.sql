-- title: 各班的数
-- unit: 单位见各行
-- description: 学校自己的名单汇总出来的数，最近一年，分班，最上面是全校。横线是比率的区间（威尔逊法，把握九成五）：
--   一个班人少，区间宽，与全校的区间分得开，差别才不像是偶然，所以不排名次。
-- key: indicator, period, category, who
-- source: 学校自己的名单
-- chart: intervals who
select
    * exclude (class, groups),
    coalesce(class, whose) as who
from list_figure
where
    list_contains($indicators, indicator)
    and case
        when class is null then groups = '' and (major is null or list_contains($majors, major))
        else
            ($group in ('', grade))
            and (len($majors) = 0 or list_contains($majors, major))
    end
    and year between $year_from and $year_to
qualify year = max(year) over (partition by indicator)
order by
    class is not null,
    major is not null,
    list_position(['高一', '高二', '高三'], grade) nulls first,
    class,
    ordinal
