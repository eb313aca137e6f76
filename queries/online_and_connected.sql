-- title: 在线精品课程与接入国家智慧教育平台
-- unit: 单位见各行
-- description: 在线精品课程的各级门数，以及各类资源接入国家智慧教育平台的个数。“—”是报告印的横线（不适用），与填0不同。
-- key: indicator, period, major
-- source: 附表3
-- table: across
with wanted as (
    select list(indicator) as codes
    from indicator
    where indicator like 'form3_quality_online%' or indicator like 'form3_%_connected'
)

select *
from figures((select wanted.codes from wanted), $year_from, $year_to, $majors)
order by year, ordinal
