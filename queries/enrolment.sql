-- title: 在校生与毕业生
-- unit: 人
-- description: 附表6的全日制在校生数与附表1的当年毕业生数，逐年比较；表式没有说明在校生的统计时点。
-- key: period, indicator, major
-- source: 附表6、附表1
-- chart: columns indicator_name
select *
from figures(['form6_full_time_students', 'form1_graduates'], $year_from, $year_to, $majors)
order by indicator desc, year asc, ordinal asc
