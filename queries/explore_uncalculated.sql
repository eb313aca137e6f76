-- title: 算不出来的数
-- unit:
-- description: 由自选指标算不出来的，按原因列出指标与时期。
-- key: grounds, indicator_name
-- source: 各指标所在图表
-- inner: yes
with figure as (
    select
        grounds,
        indicator_name,
        period,
        min(ordinal) as ordinal,
        count(*) over (partition by indicator_name) as periods
    from
        figures_calculated(
            $calculation,
            $base_year,
            $indicators,
            $lines,
            $alone,
            '',
            $year_from,
            $year_to,
            $majors
        )
    group by grounds, indicator_name, period
)

select
    grounds,
    indicator_name,
    -- What holds for an indicator as a whole is of no period.
    case when count(*) < any_value(periods) then string_agg(period, '、' order by ordinal) end
        as periods
from figure
where grounds is not null
group by grounds, indicator_name
order by grounds, min(ordinal)
