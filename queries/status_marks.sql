-- title: 状态与记号
-- unit:
-- description: 每个数值都带一个状态，表格、图和下载文件用同一套记号。0 是报告填的零，与“-”和空白都不同。
-- key: status
-- source: 国际统计数据交换标准（SDMX）的状态代码
with mark as (
    select *
    from (
        values
        (1, 'A', '数字，实心点', '照报告所印，未见疑问'),
        (2, 'O', '未填', '报告留空，不知道是多少'),
        (3, 'M', '—', '报告填作“-”，表示不适用'),
        (4, 'B', '数字带 †，空心点，线在此断开', '自这一期起与以前不可比'),
        (5, 'D', '数字带 †，空心点', '口径与名称或同一指标的其他时期不同'),
        (6, 'U', '数字带 †，空心点', '约数、上下限，或扫描文字不清')
    ) as marks (position, status, shown, meaning) -- noqa: AL05
)

select
    mark.status,
    mark.shown,
    mark.meaning,
    count(observation.status) as figures
from mark
left join observation on mark.status = observation.status
group by all
order by min(mark.position)
