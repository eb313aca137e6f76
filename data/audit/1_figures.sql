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

-- The name of a figure: what it counts, of what, in which major.
create temp macro called(name, category, major) as
name || coalesce('（' || category || '）', '') || coalesce('（' || major || '）', '');

create temp macro caution(note) as coalesce('（' || note || '。）', '');

-- The figures with what their print allows. Whatever has no upper bound goes on without end.
create temp table audited as
select
    observation.* exclude (high),
    if(
        observation.value is null, null, coalesce(observation.high, cast('inf' as double))
    ) as high,
    indicator.name,
    indicator.unit,
    indicator.decimals,
    indicator.chapter,
    indicator.same_as,
    indicator.official_table,
    indicator.required,
    called(indicator.name, observation.category, observation.major) as what,
    -- Counted by hand in a list, or printed as a rough number: the figure itself may be off.
    coalesce(observation.is_rough, false) or observation.printed = '' as shaky
from observation
inner join indicator on observation.indicator = indicator.indicator;

create temp view compared_values as
select * from audited
where value is not null;
