-- title: 不能有小数或负数的数
-- severity: 错误
-- finds: 矛盾
-- compares: 人数、个数、项数等，应是不小于零的整数
-- tolerance: 不允许
-- compared: compared_values
-- doubts: one
select
    edition,
    ordinal,
    period || '的' || what || '印的是 ' || printed || '，'
    || if(value < 0, '不能小于零', unit || '数不能有小数') || '；请核对是否填错了格或单位。'
        as message,
    plain(value, 6) as arithmetic,
    page
from compared_values
where
    value < 0
    or (
        value <> round(value)
        and unit in (
            select counted.unit
            from unit as counted
            where counted.is_counted
        )
    )
