-- title: 学生资助与人均资助额
-- unit: 单位见各行
-- description: 各学期领取助学金的人数与金额；人均资助额由两者相除算出。同一学生可在两个学期受助，人数不宜相加。
-- key: period, major, indicator_name
-- source: 表2-1
-- table: across
select *
from
    figures(
        ['aid_recipients', 'aid_amount_yuan', 'aid_per_recipient_yuan'],
        $year_from,
        $year_to,
        $majors
    )
order by indicator_name desc, ordinal asc
