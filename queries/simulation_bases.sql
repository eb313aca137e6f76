-- title: 虚拟仿真实训基地
-- unit: 个
-- description: 虚拟仿真实训基地的总数，及其中国家级、省级、校级的个数。
-- key: indicator, period, major
-- source: 附表3
-- chart: bars indicator_name
select *
from
    figures(
        [
            'form3_simulation_bases', 'form3_simulation_bases_national',
            'form3_simulation_bases_provincial', 'form3_simulation_bases_school'
        ],
        $year_from,
        $year_to,
        $majors
    )
order by year, ordinal
