-- title: 没有达到、刚刚达到或取决于更正的标准
-- unit:
-- description: 报告最近一期所印的数没有达到的标准，高出标准不到一成而达到的，和因为所印的数存疑、要等更正才能说达到的。
--   国家目标不是对单个学校的要求；注明“标准未核实”的据转载文本，尚未与正式文本核对。
-- key: standard_id
-- source: 标准目录
-- table: near
-- empty: 有数可比的标准都已达到，而且都留有余地。
select
    standard.standard_id,
    standard.title as item,
    standard.verified,
    standard.value as standard,
    standard.kind = 'national_aim' as is_aim,
    figure.* exclude (standard_id),
    indicator.chapter,
    round(figure.value - standard.value, 6) as apart,
    round(100 * (figure.value - standard.value) / standard.value, 1) as extent_pct,
    standing(figure.value, standard.operator, standard.value, figure.is_doubted) as standing
from standard
inner join newest_standard_figure as figure on standard.standard_id = figure.standard_id
inner join indicator on figure.indicator = indicator.indicator
where
    standing <> 'met' or abs(extent_pct) < 10
order by
    standing = 'missed' desc, standing = 'depends' desc, standard.kind desc, standard.rowid asc
