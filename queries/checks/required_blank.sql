-- title: 必填而空白
-- severity: 错误
-- finds: 空缺
-- compares: 附表中打星号的指标，每一栏
-- tolerance: 不允许空白；印作横线的算填了“不适用”。整栏空白的，一张表只列一次
-- compared: compared_required
-- doubts: all
with cell as (
    select
        *,
        bool_and(status = 'O') over (partition by edition, official_table, period) as whole_column,
        count(*) over (partition by edition, official_table, period) as cells
    from compared_cells
    where ordinal is not null
)

-- Told once for all columns that hold nothing at all.
select
    edition,
    cast(null as integer) as ordinal,
    official_table || ' ' || string_agg(distinct period, '、' order by period)
    || '整栏空白，其中打星号的必填指标 ' || count(distinct indicator)
    || ' 项；请填写，没有调查或统计的请写明。' as message,
    '空白 ' || count(*) || ' 格' as arithmetic,
    official_table as source,
    min(page) as page,
    list(ordinal order by ordinal) as others,
    official_table || ' ' || string_agg(distinct period, '、' order by period) as detail
from cell
where whole_column and cells > 1 and required
group by edition, official_table
union all by name
select
    edition,
    ordinal,
    official_table || ' 的“' || name || '”是打星号的必填指标，' || period
    || '一栏是空白；请填写'
    || if(unit = '%', '，没有调查或统计的请写明', '，确实没有的写 0，不适用的写 -') || '。' as message,
    '空白' as arithmetic
from cell
where required and status = 'O' and not (whole_column and cells > 1)
