-- title: 一版报告的全部数
-- unit: 单位见各行
-- description: 一版报告所印的每一个数，先各章，后附表，供与另一版逐个对照。
-- key: indicator, period, major, category
-- source: 报告各处
-- inner: yes
select
    observation.indicator,
    indicator.name as indicator_name,
    observation.period,
    observation.period_type,
    observation.year,
    observation.major,
    observation.category,
    observation.value,
    observation.printed,
    indicator.unit,
    indicator.decimals,
    indicator.direction,
    observation.status,
    observation.source,
    observation.page,
    observation.ordinal
from observation
inner join indicator on observation.indicator = indicator.indicator
where observation.edition = $edition
order by
    starts_with(observation.source, '附表'), indicator.chapter,
    regexp_extract(observation.source, '^[^ ]*'), observation.ordinal
