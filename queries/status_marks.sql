-- title: 状态与记号
-- unit:
-- description: 每个数值都带一个状态，表格、图和下载文件用同一套记号。0 是报告填的零，与“-”和空白都不同。
-- key: status
-- source: 国际统计数据交换标准（SDMX）的状态代码
select
    status.status,
    status.shown,
    status.meaning,
    count(observation.status) as figures
from status
left join observation on status.status = observation.status
group by all
order by min(status.ordinal)
