-- title: 指标目录
-- unit:
-- description: 全部指标的代码、名称、单位、好坏方向、定义、所在章节与附表位置。
-- key: indicator
-- source: 指标目录
-- inner: yes
select *
from indicator
order by chapter, official_table nulls first, official_row, indicator
