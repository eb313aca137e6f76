-- title: 校内实践教学工位
-- unit: 单位见各行
-- description: 工位总数与生均工位数，照报告印出；生均一行若填成了总数，会标明存疑，并在备注中说明。
-- key: indicator, period, major
-- source: 正文三(三)、附表3
-- table: stated
select *
from
    figures(
        ['practice_places', 'form3_workstations_per_student'], $year_from, $year_to, $majors
    )
order by indicator desc, year desc
