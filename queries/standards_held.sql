-- title: 标准与所印的数
-- unit:
-- description: 每一条标准与报告最近一期所印的数：报告自己的判定、按所印的数、按报告其他各处重算的数是否达到，与标准相差多少。
--   所印的数存疑而达到的，取决于更正；没有可比的数的，写明为什么；注明“未核实”的标准据转载文本，尚未与正式文本核对。
-- key: standard_id
-- source: 标准目录
-- table: standards
select
    standard.standard_id,
    standard.title as item,
    coalesce(source.title, standard.document) as document,
    source.number,
    standard.clause,
    standard.verified,
    standard.operator,
    standard.value as standard,
    standard.unit as standard_unit,
    standard.note as standard_note,
    figure.* exclude (standard_id, ordinal, status),
    indicator.chapter,
    coalesce(figure.status, 'O') as status,
    case judged.value when 1 then 'met' when 0 then 'missed' end as judged,
    reckoned.recomputed,
    round(figure.value - standard.value, 6) as apart,
    round(100 * (figure.value - standard.value) / standard.value, 1) as extent_pct,
    standing(figure.value, standard.operator, standard.value, figure.is_doubted) as standing,
    standing(reckoned.recomputed, standard.operator, standard.value, false) as standing_then
from standard
left join source on standard.document = source.source_id
left join newest_standard_figure as figure on standard.standard_id = figure.standard_id
left join indicator on figure.indicator = indicator.indicator
left join reckoned_rate as reckoned
    on
        figure.indicator = reckoned.indicator
        and figure.period = reckoned.period
        and figure.category is not distinct from reckoned.category
-- The column of ticks in the table of conditions names them as the indicators are named.
left join latest_figure as judged
    on
        judged.indicator = 'condition_met' and judged.major is null
        and figure.indicator_name = judged.category
        and figure.period = judged.period
order by standard.kind desc, figure.indicator is null asc, standard.rowid asc
