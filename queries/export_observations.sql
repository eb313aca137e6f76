-- title: 全部数值
-- unit: 单位见各行
-- description: 各版报告的每一个数值，连同报告原文、状态、来源、页码和备注。
-- key: edition, indicator, period, major, category
-- source: 报告全文
-- inner: yes
with printed as (
    select
        *,
        row_number() over () as position
    from observation_export
)

select
    printed.* exclude (position),
    -- Of a figure printed again, the newest print alone is the one in doubt.
    figure.finding,
    figure.doubt
from printed
left join latest_figure as figure
    on
        printed.edition = figure.edition
        and printed.indicator = figure.indicator
        and printed.period = figure.period
        and printed.major is not distinct from figure.major
        and printed.category is not distinct from figure.category
order by printed.position
