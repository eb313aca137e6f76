-- Percentages of one table that no whole number of the people known gives, and that one other base
-- would give together: a part of the teachers, say. Of rates whose base nothing printed confirms.
--
-- With so many bases to choose from some base fits by chance: only where that is less likely than
-- one in twenty is anything said.
create temp macro fits_base(value, places, base) as
abs(100 * round(value / 100 * base) / base - value) <= 0.5 / power(10, places) + 1e-9
or is_cut_off(value, 100 * ceil(value / 100 * base - 1e-9) / base, places);

create temp view unconfirmed_rate as
select
    audited.*,
    table_of(audited.source) as of_table
from audited
where
    audited.unit = '%'
    and audited.value > 0
    and audited.value < 100
    and not coalesce(audited.is_rough, false)
    and not exists (
        select 1
        from any_comparison as compared
        where
            compared.kind in ('rate', 'people')
            and compared.edition = audited.edition
            and compared.ordinal = audited.ordinal
            and not compared.off
    );

create temp table other_base as
with doubted as (
    select
        edition,
        ordinal,
        everybody.value as base
    from compared_people
    where off and not cut_off
    union
    select
        edition,
        ordinal,
        denominator.value as base
    from wrong_rate
    where not cut_off
),

-- One in doubt with another of the table, by every base up to the one known.
pair as (
    select
        one.edition,
        one.ordinal,
        one.what,
        one.value,
        one.places,
        other.ordinal as other_ordinal,
        other.what as other_what,
        other.value as other_value,
        other.places as other_places,
        unnest(range(2, cast(doubted.base as bigint))) as base
    from doubted
    inner join unconfirmed_rate as one
        on doubted.edition = one.edition and doubted.ordinal = one.ordinal
    inner join unconfirmed_rate as other
        on
            one.edition = other.edition
            and one.of_table = other.of_table
            and one.period = other.period
            and one.major is not distinct from other.major
            and one.ordinal <> other.ordinal
    where
        -- Each base gives as many shares, each rounded or cut off.
        power(doubted.base, 3) / 3 * power(0.015, 2) / power(10, one.places + other.places) < 0.05
),

fitting as (
    select distinct
        *,
        round(value / 100 * base) as people,
        round(other_value / 100 * base) as other_people
    from pair
    where fits_base(value, places, base) and fits_base(other_value, other_places, base)
),

either as (
    select
        edition,
        ordinal,
        people,
        other_what,
        other_value,
        other_people,
        base
    from fitting
    union
    select
        edition,
        other_ordinal as ordinal,
        other_people as people,
        what as other_what,
        value as other_value,
        people as other_people,
        base
    from fitting
)

select
    edition,
    ordinal,
    '按另一个总人数，它与同表的' || any_value(other_what) || ' ' || plain(any_value(other_value), 4)
    || '% 就都能由整数人得出：'
    || string_agg(
        base || ' 人中的 ' || plain(people, 0) || ' 人和 ' || plain(other_people, 0) || ' 人',
        '、' order by base
    )
    || '；可能只按一部分人计算，请写明按哪些人。' as said
from either
group by edition, ordinal, other_what;

-- Said wherever such a rate is found to be wrong; nothing where no base is known.
create temp macro other_base_said(for_edition, figure) as
coalesce(
    (
        select string_agg(other_base.said, '' order by other_base.said)
        from other_base
        where other_base.edition = for_edition and other_base.ordinal = figure
    ),
    ''
);
