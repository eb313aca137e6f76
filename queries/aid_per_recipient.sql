-- title: 学生资助与人均资助额
-- unit: 单位见各行
-- description: 各学期领取助学金的人数与金额；人均资助额由两者相除算出。同一学生可在两个学期受助，人数不宜相加。
-- key: period, major, indicator_name
-- source: 表2-1
-- table: across
with figure as (
    select *
    from figures(['aid_recipients', 'aid_amount_yuan'], $year_from, $year_to, $majors)
),

per_recipient as (
    select
        amount.* replace (
            '人均资助额' as indicator_name,
            amount.value / recipients.value as value,
            '元/人' as unit,
            null as printed,
            'A' as status,
            '据 表2-1 计算' as source,
            null as note
        )
    from figure as amount
    inner join figure as recipients
        on
            amount.period = recipients.period
            and amount.major is not distinct from recipients.major
    where
        amount.indicator = 'aid_amount_yuan'
        and recipients.indicator = 'aid_recipients'
        and amount.value is not null
        and recipients.value > 0
)

select * from figure
union all by name
select * from per_recipient
order by indicator_name desc, ordinal asc
