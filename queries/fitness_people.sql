-- title: 参加体质健康测试的人数
-- unit: 人
-- description: 列入测试统计的学生数，其中合格（及格及以上）与优良（良好及以上）各有多少。
-- key: period, indicator, major
-- source: 图2-5
-- chart: columns indicator_name
select *
from
    figures(
        ['fitness_tested', 'fitness_pass_count', 'fitness_good_count'],
        $year_from, $year_to, $majors
    )
order by
    year, list_position(['fitness_tested', 'fitness_pass_count', 'fitness_good_count'], indicator)
