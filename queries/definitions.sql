-- title: 指标定义
-- unit:
-- description: 所列指标的名称、单位、方向、定义与在附表中的位置。
-- key: indicator
-- source: 指标目录
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
from indicator
where list_contains($indicators, indicator)
order by chapter, official_table, official_row, indicator
