-- title: 学生资助与人均资助额
-- unit: 单位见各行
-- description: 各学期领取助学金的人数与金额；人均资助额由两者相除算出。同一学生可在两个学期受助，人数不宜相加。
-- key: period, major, indicator_name
-- source: 表2-1
-- table: across
select *
from figures(['aid_recipients', 'aid_amount_yuan'], $year_from, $year_to, $majors)
union all by name
select
    * replace (
        '人均资助额' as indicator_name,
        '元/人' as unit,
        'A' as status,
        '据 表2-1 计算' as source
    )
from figures_divided('aid_amount_yuan', 'aid_recipients', $year_from, $year_to, $majors)
order by indicator_name desc, ordinal asc
