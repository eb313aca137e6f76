-- title: 指标定义
-- unit:
-- description: 一章（或全部）指标的名称、单位、好坏方向、定义，以及在附表中的位置；带 * 的为必填指标。
-- key: indicator
-- source: 指标目录
select
    indicator.name,
    indicator.unit,
    indicator.direction,
    concat_ws(
        '',
        indicator.definition,
        '按' || indicator.category_label || '分列。',
        '主要出处是“' || main.name || '”。'
    ) as definition,
    indicator.section,
    indicator.official_table || ' ' || indicator.official_label
    || case when indicator.required then '*' else '' end as official_label,
    indicator.indicator
from indicator
left join indicator as main on indicator.same_as = main.indicator
where $chapter = 0 or indicator.chapter = $chapter
order by
    indicator.chapter,
    indicator.official_table nulls first,
    indicator.official_row,
    indicator.indicator
