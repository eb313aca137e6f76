-- title: 收录的报告
-- unit:
-- description: 看板收录的各年报告。同一数值在几版报告中都有的，页面取最新一版，各版原值都保留在全部数据里。
-- key: edition
-- source: 报告封面与责任声明
select
    edition.edition,
    edition.title,
    edition.published,
    edition.pages,
    edition.licence,
    count(observation.ordinal) as figures,
    edition.note
from edition
left join observation on edition.edition = observation.edition
group by all
order by edition.edition desc
