-- title: 与全校的差别
-- unit:
-- description: 名单最近一年的比率里，所选专业与全校的差别不像是偶然的：全校的数在它的区间之外（威尔逊法，把握九成五）。
--   二十次比较里仍会有一次是偶然。
-- key: sentence
-- source: 学校自己的名单
-- inner: yes
with newest as (
    select *
    from list_figure
    where
        list = $list
        and groups = $group
        and class is null
        and category is null
        and lowest is not null
        and direction <> 'neutral'
        and year between $year_from and $year_to
    qualify year = max(year) over (partition by indicator)
),

beside as (
    select
        theirs.*,
        school.value as school,
        school.value not between theirs.lowest and theirs.highest as is_apart
    from newest as theirs
    inner join newest as school
        on theirs.indicator = school.indicator and theirs.period = school.period
    where
        theirs.major is not null
        and school.major is null
        and (len($majors) = 0 or list_contains($majors, theirs.major))
),

told as (
    select
        ordinal,
        format(
            '{}：{}{} {:.2f}%（n={}，{:.1f}–{:.1f}），{}全校的 {:.2f}%，不像是偶然。',
            major, period, indicator_name, value, persons, lowest, highest,
            if(value < school, '低于', '高于'), school
        ) as sentence
    from beside
    where is_apart
    union all
    select
        0 as ordinal,
        '各比率与全校的差别都可能是偶然。' as sentence
    from beside
    having count(*) > 0 and not bool_or(is_apart)
)

select sentence
from told
order by ordinal
