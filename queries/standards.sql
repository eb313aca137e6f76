-- title: 标准的出处
-- unit:
-- description: 看板用到的每一条标准的文件、文号、条款和核实情况；适用指标为空的，报告没有可与之相比的数字。
-- key: item
-- source: 标准目录
select
    standard.title as item,
    indicator.name as indicator_name,
    coalesce(source.title, standard.document) as document,
    source.number,
    coalesce(standard.clause, '未查实') as clause,
    standard.verified,
    standard.note
from standard
left join indicator on standard.indicator = indicator.indicator
left join source on standard.document = source.source_id
order by standard.kind desc, standard.rowid asc
