-- title: 指标目录
-- unit:
-- description: 全部指标的名称、单位、方向、定义，以及在附表中的位置。
-- key: indicator
-- source: 指标目录
select *
from indicator
order by chapter, official_table nulls first, official_row, indicator
