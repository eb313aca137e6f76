-- title: 全部数值
-- unit: 单位见各行
-- description: 各版报告的每一个数值，连同报告原文、状态、来源、页码和备注。
-- key: edition, indicator, period, major, category
-- source: 报告全文
select *
from observation_export
