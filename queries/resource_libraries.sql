-- title: 专业教学资源库
-- unit: 个
-- description: 专业教学资源库的总数，及其中国家级、省级、校级的个数。
-- key: indicator, period, major
-- source: 附表3
-- chart: bars indicator_name
select *
from
    figures(
        [
            'form3_resource_libraries', 'form3_resource_libraries_national',
            'form3_resource_libraries_provincial', 'form3_resource_libraries_school'
        ],
        $year_from,
        $year_to,
        $majors
    )
order by year, ordinal
