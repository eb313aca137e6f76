-- title: 一版报告的附表
-- unit: 单位见各行
-- description: 所选年份以内最新一版报告的一张附表，每一行都在，照原表的次序：空白是空白，“-”是“-”，0 是 0。学校更正过的用更正后的数。
-- key: official_row, column
-- source: 附表1至附表6
-- inner: yes
with filled as (
    select
        observation.* exclude (value),
        indicator.name,
        indicator.official_table is not null as is_of_form,
        coalesce(latest.corrected, false) as corrected,
        if(latest.corrected, latest.value, observation.value) as value
    from observation
    inner join indicator on observation.indicator = indicator.indicator
    -- What a later edition prints again stays here as it was printed.
    left join latest_figure as latest
        on
            observation.edition = latest.edition
            and observation.indicator = latest.indicator
            and observation.period = latest.period
            and observation.category is not distinct from latest.category
            and latest.major is null
    -- The form is filled in by the school as a whole.
    where observation.major is null
),

newest as (
    select max(edition) as edition
    from edition
    where edition <= $year_to
    having max(edition) is not null
)

select
    newest.edition,
    line.indicator,
    line.name as indicator_name,
    line.official_row,
    line.official_no,
    line.official_label,
    line.required,
    line.unit,
    line.decimals,
    -- How many were asked stands in a column of its own.
    if(filled.is_of_form, filled.period, filled.name) as "column",
    filled.period,
    filled.value,
    coalesce(filled.printed, '') as printed,
    coalesce(filled.status, 'O') as status,
    filled.corrected
from indicator as line
cross join newest
left join filled
    on
        newest.edition = filled.edition
        and case
            when filled.is_of_form then line.indicator = filled.indicator
            else filled.source = line.official_table || ' 第' || line.official_row || '行'
        end
where line.official_table = $official_table
order by line.official_row asc, filled.is_of_form desc, filled.year asc
