-- title: 与往年不相衔接的突变
-- severity: 存疑
-- finds: 矛盾
-- compares: 同一指标相邻两年的变化，与其余各年的变化
-- tolerance: 有四年以上的：变化超过其余各年变化中位数的4倍，且比率变动10个百分点、数量变动一半以上
--   ；只有两三年的：比率变动40个百分点，数量变动3倍或由20以上变为零。提议的序列中断由图画出，学校答
--   复“照印”后撤去
-- compared: compared_years
-- doubts: one
select
    edition,
    ordinal,
    recomputed,
    difference,
    period || '的' || what || '为 ' || with_unit(printed, unit) || '，' || period_before || '为 '
    || with_unit(printed_before, unit)
    || '，' || if(difference < 0, '一年升 ', '一年降 ') || apart_by(step, unit, 2)
    || coalesce('，其余各年一般只变动 ' || plain(typical, 2), '')
    || '；口径可能已经改变，' || '在说明之前两年不宜直接比较。' as message,
    plain(value, 4) || '-' || plain(recomputed, 4) || '=' || plain(-difference, 4) as arithmetic,
    other_source,
    other_page,
    others,
    if(smaller > 0, 'B', null) as proposed
from compared_years
where
    not doubtful
    -- Told as a change of size.
    and not of_other_size
    -- Told once, by the rate and not by the people in it as well.
    and indicator not in (
        select operand.indicator
        from operand
        inner join relation on operand.relation = relation.relation
        where operand.role = 'numerator' and relation.kind = 'rate'
    )
    and case
        when unit = '%' and neighbours >= 3 then step >= 10 and step > 4 * typical
        when unit = '%' then step >= 40
        when larger < 20 then false
        when smaller = 0 then true
        when neighbours >= 3 then larger / smaller >= 1.5 and step > 4 * typical
        else larger / smaller >= 3
    end
