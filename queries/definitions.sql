-- title: 指标定义
-- unit:
-- description: 所列指标的名称、单位、方向、定义与在附表中的位置；名单才有的指标也在内。
-- key: indicator
-- source: 指标目录
-- inner: yes
with known as (
    select * from indicator
    union all by name
    select * from record_indicator
)

select
    indicator,
    name,
    unit,
    direction,
    definition,
    chapter,
    section,
    official_table,
    official_label,
    required
from known
where list_contains($indicators, indicator)
order by chapter, official_table, official_row, indicator
