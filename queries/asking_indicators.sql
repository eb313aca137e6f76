-- title: 可问的指标
-- unit:
-- description: 目录里的全部指标，供问句辨认。
-- key: indicator
-- source: 指标目录
-- inner: yes
select
    indicator,
    name,
    unit,
    definition,
    same_as,
    is_key,
    exists(
        select 1
        from standard
        where standard.indicator in (indicator.indicator, indicator.same_as)
    ) as has_standard
from indicator
order by chapter, same_as is not null, official_table nulls first, official_row, indicator
