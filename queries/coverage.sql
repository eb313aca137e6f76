-- title: 各章与各附表的填报情况
-- unit: 格
-- description: 所选年份内本版报告每一章、每一张附表应有的数据格里，已填、存疑、未填和标为不适用的各有多少。
--   空白算未填，印作横线的算不适用；正文各章只计印出的数字。条内数字为格数，条长为所占比例。
-- key: indicator_name, category
-- source: 全部数据
-- chart: shares category
with cell as (
    select
        coalesce(
            nullif(regexp_extract(observation.source, '^附表[1-6]'), ''),
            cast(indicator.chapter as varchar)
        ) as part,
        case
            when status.is_gap then status.label
            when status.is_doubtful then '已填但存疑'
            else '已填'
        end as category
    from observation
    inner join indicator on observation.indicator = indicator.indicator
    inner join status on observation.status = status.status
    where
        observation.edition = (select max(edition) from edition)
        and observation.year between $year_from and $year_to
),

counted as (
    select
        part,
        category,
        count(*) as value
    from cell
    group by part, category
)

select
    null as indicator,
    part.title as indicator_name,
    (select max(edition) from edition) || '年报告' as period,
    cast(null as varchar) as major,
    -- A part without any figure keeps its line, with nothing in it.
    coalesce(counted.category, '已填') as category,
    coalesce(counted.value, 0) as value,
    '格' as unit,
    'A' as status,
    '据全部数据格计数' as source,
    null as page,
    cast(null as varchar) as note,
    0 as decimals,
    '填报情况' as category_label
from part
left join counted on part.part = counted.part
where exists (from counted)
order by part.part, list_position(['已填', '已填但存疑', '未填', '不适用'], category)
