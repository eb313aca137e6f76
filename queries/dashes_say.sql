-- title: 附表里印作横线的行
-- unit:
-- description: 数一数一张附表有几行在所选各年都印作横线（不适用），写成一句话。
-- key: sentence
-- source: 附表
with line as (
    select
        official_row,
        any_value(indicator_name) as name,
        bool_and(status = 'M') as dashed
    from latest_figure
    inner join indicator on latest_figure.indicator = indicator.indicator
    where
        official_table = $official_table
        and year between $year_from and $year_to
    group by official_row
),

counted as (
    select
        count(*) as lines,
        count(*) filter (where dashed) as dashed,
        string_agg(name, '、' order by official_row) filter (where dashed) as names
    from line
)

select
    $official_table || case
        when dashed = lines
            then '的' || lines || '行在所选各年都印作“-”（不适用）：没有一行填数，所以不画图，只列出表格。'
        else '有' || dashed || '行在所选各年都印作“-”（不适用），不等于0：' || names || '。'
    end as sentence
from counted
where dashed > 0
