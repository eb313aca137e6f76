-- title: 学生数的增长
-- unit: 人
-- description: 报告所印的本专业学生数，从开设之初到最近一年，一年一个数；同一年印在几处的，取主要出处的，
--   其余各处见备注与数据核查。没有印出的年份空着。
-- key: period, major
-- source: 表3-1、正文三(二)
-- chart: columns major
select *
from
    figures(
        (
            select list(indicator)
            from indicator
            where coalesce(same_as, indicator) = 'programme_students'
        ),
        $year_from,
        $year_to,
        $majors
    )
where major is not null
-- What one year is printed as in three places is no growth.
qualify
    row_number() over (
        partition by year, major
        order by indicator = 'programme_students' desc, is_doubted asc, ordinal asc
    ) = 1
order by year, ordinal
