-- title: 学生数的增长
-- unit: 人
-- description: 报告各处所印的本专业学生数，从开设之初到最近一年；没有印出的年份不列。“多名”等约数带 †。
-- key: period, major, indicator
-- source: 表3-1、正文一(二)、三(二)
-- chart: bars printed_at
select
    *,
    period || ' ' || regexp_replace(source, '^正文 | 第.*行$', '', 'g') as printed_at
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
order by year, printed_at
