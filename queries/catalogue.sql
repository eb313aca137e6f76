-- title: 全部指标
-- unit:
-- description: 每个指标的最近数值与在报告中的位置；点指标名称即可在本页查看它。
-- key: indicator
-- source: 指标目录
-- table: catalogue
-- empty: 没有这样的指标。
with last as (
    -- The whole school's total stands for an indicator that is split.
    select arg_max(ordinal, (major is null, category is null, year, ordinal)) as ordinal
    from latest_figure
    group by indicator
),

newest as (
    select figure.*
    from latest_figure as figure
    inner join last on figure.ordinal = last.ordinal
)

select
    indicator.indicator,
    $address || indicator.indicator as link,
    indicator.name as indicator_name,
    indicator.section,
    indicator.chapter,
    indicator.official_table,
    indicator.official_label,
    indicator.definition,
    newest.* exclude (indicator, indicator_name, split_by)
from indicator
inner join newest on indicator.indicator = newest.indicator
where
    contains(
        lower(concat_ws(
            ' ',
            indicator.name, indicator.indicator, indicator.definition, indicator.section,
            indicator.official_table, indicator.official_label, newest.source
        )),
        lower(trim($wanted))
    )
order by
    indicator.chapter, indicator.official_table nulls first, indicator.official_row, newest.ordinal
