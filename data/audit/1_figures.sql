-- What the report is held against: itself. Run after the rows are in; the checks in
-- queries/checks/ read what is paired here and say where two figures cannot both be right.
--
-- Everything is printed figures within one edition. A correction answers a finding, it does not
-- hide it; and what another edition prints is a revision, with a check of its own.

-- A number as people write it: at most so many decimals, no trailing zeros.
create temp macro plain(number, places) as
regexp_replace(cast(round(number, cast(places as integer)) as varchar), '\.0$', '');

-- The same beside a bound, with as many decimals as tell the two apart: 32.996 is not written 33.
create temp macro plain_beside(number, bound, places) as
plain(
    number,
    coalesce(
        list_min([
            many for many in range(places, 7)
            if round(number, cast(many as integer)) <> round(bound, cast(many as integer))
        ]),
        places
    )
);

-- 1976 人, 99.24%, 18.10:1; a unit printed with the number is not written twice.
create temp macro with_unit(number, unit) as
case
    when not regexp_full_match(number, '[0-9,.]*[0-9]') then number
    when unit = '%' or starts_with(unit, ':') then number || unit
    else number || ' ' || unit
end;

create temp macro apart_by(difference, unit, places) as
plain(abs(difference), places)
|| case when unit = '%' then ' 个百分点' when starts_with(unit, ':') then '' else ' ' || unit end;

-- Whoever counted or guessed at a figure may be wrong as well as the report.
create temp macro grave(severity, doubtful) as
if(doubtful and severity = '错误', '存疑', severity);

create temp macro caution(caveat) as coalesce('（' || caveat || '。）', '');

-- The figures with what their print allows: 99.24% stands for anything from 99.235 to 99.245,
-- 300多名 for 300 and something more, 不少于30次 for 30 or more.
create temp table audited as
with printed as (
    select
        observation.*,
        indicator.name,
        indicator.unit,
        indicator.decimals,
        indicator.chapter,
        indicator.same_as,
        indicator.official_table,
        indicator.required,
        coalesce(
            length(nullif(regexp_extract(observation.printed, '[0-9][.]([0-9]+)', 1), '')), 0
        ) as places,
        case
            when regexp_matches(observation.printed, '以上|不少于|至少|不低于|超过') then '以上'
            when regexp_matches(observation.printed, '近|不到|不足|以下|以内|不超过|至多') then '以下'
            when regexp_matches(observation.printed, '[多余几]') then '多'
            when regexp_matches(observation.printed, '[约百千万]|左右|上下|[0-9][-至][0-9]') then '约'
        end as loosely,
        regexp_replace(observation.period, '[0-9]{4}', '') as kind
    from observation
    inner join indicator on observation.indicator = indicator.indicator
)

select
    *,
    name || coalesce('（' || category || '）', '') || coalesce('（' || major || '）', '') as what,
    -- Counted by hand in a list, or printed as a rough number: the figure itself may be off.
    loosely is not null or printed = '' as shaky,
    case loosely
        when '以下' then 0.8 * value
        when '约' then 0.9 * value
        when '以上' then value
        when '多' then value
        else value - 0.5 / power(10, places)
    end as low,
    case loosely
        when '以上' then cast('inf' as double)
        when '以下' then value
        when '约' then 1.1 * value
        when '多'
            -- 300多 is under 400, 1920多 under 2112: the last digit named, or a tenth.
            then value + greatest(
                0.1 * value,
                power(
                    10,
                    length(cast(cast(value as bigint) as varchar))
                    - length(rtrim(cast(cast(value as bigint) as varchar), '0'))
                )
            )
        else value + 0.5 / power(10, places)
    end as high
from printed;
