-- title: 与上一期相差很大的数
-- unit: 单位见各行
-- description: 本版新印的数与上一期同类时期相比：比率相差10个百分点以上，或大到三倍、小到三分之一；
--   其他数大到一倍半以上、小到三分之二以下。逐个问一次：确实如此，还是填错了。
-- key: indicator, period, major, category
-- source: 报告各处
-- inner: yes
with figure as (
    select *
    from latest_observation
    where value is not null and status <> 'D'
),

paired as (
    select
        *,
        lag(value) over earlier as before,
        lag(printed) over earlier as printed_before,
        lag(period) over earlier as period_before,
        lag(year) over earlier as year_before
    from figure
    window earlier as (
        partition by indicator, major, category, if(period_type = 'as_of', '', period_kind)
        order by year
    )
),

apart as (
    select
        paired.*,
        indicator.name as indicator_name,
        indicator.unit,
        indicator.decimals,
        indicator.direction,
        paired.value - paired.before as difference,
        greatest(paired.value, paired.before) as larger,
        least(paired.value, paired.before) as smaller
    from paired
    inner join indicator on paired.indicator = indicator.indicator
    -- A year is a name: the next one is no jump.
    where
        indicator.unit <> '年'
        and paired.edition = $edition
        and paired.value <> paired.before
        -- Over more years much may change; one may be missing where an edition was skipped.
        and paired.year - paired.year_before <= 2
)

select * exclude (larger, smaller)
from apart
where
    not exists (
        select 1
        from observation as earlier
        where
            earlier.edition < $edition
            and earlier.indicator = apart.indicator
            and earlier.period = apart.period
            and earlier.major is not distinct from apart.major
            and earlier.category is not distinct from apart.category
            and earlier.value = apart.value
    )
    and case
        when unit = '%' then abs(difference) >= 10 or (larger >= 1 and larger >= 3 * smaller)
        -- Of a handful, one more is much and yet nothing.
        else larger >= 1.5 * smaller and (larger >= 10 or larger - larger % 1 <> larger)
    end
order by ordinal
