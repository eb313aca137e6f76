-- Where a sum does not come out: which single facts could be others, so that all comes out.
-- dashboard/ingest/mending.py tries them on these equations and fills mending_way.
create temp view broken_sum as
select * from compared_sums
where off;

-- What must hold between figures, in the editions where some sum does not. Parts that need not be
-- all of their whole bind nothing where they are not.
create temp view equation as
with holding as (
    select
        * exclude (parts),
        parts as terms,
        cast(null as double) as divisor,
        cast([] as integer[]) as divisors
    from compared_sums
    union all by name
    select
        * exclude (shares),
        shares as terms
    from compared_hundreds
    union all by name
    select
        * exclude (numerator, denominator, people, cut_off),
        numerator as terms,
        denominator.value as divisor,
        denominator.ordinals as divisors
    from compared_rates
)

select
    edition,
    relation,
    ordinal,
    kind,
    value,
    terms.value as total,
    terms.ordinals as terms,
    divisor,
    coalesce(divisors, []) as divisors,
    scale,
    tolerance,
    difference,
    off
from holding
where
    edition in (select broken_sum.edition from broken_sum)
    and not (off and severity = '提示')
order by edition, relation, ordinal;

create temp view figure_of_equation as
select
    edition,
    ordinal,
    value
from audited
where
    value is not null
    and edition in (select broken_sum.edition from broken_sum);

-- Where the same is printed once more, in either direction, each with how much of its unit is one
-- of the first: a fact that is wrong is wrong in all its places.
create temp view printed_place as
with pair as (
    select
        edition,
        ordinal,
        main.ordinals[1] as main,
        scale
    from compared_twins
    where
        severity <> '提示'
        and len(main.ordinals) = 1
        and not loose
        and not differs
        and edition in (select broken_sum.edition from broken_sum)
)

select
    edition,
    ordinal,
    main as other,
    scale as factor
from pair
union all
select
    edition,
    main as ordinal,
    ordinal as other,
    1 / scale as factor
from pair
order by edition, ordinal, other;

create temp table mending_way (
    edition integer,
    relation varchar,
    compared integer,
    ordinal integer,
    value double,
    also integer[],
    rates integer[],
    counts integer[]
);

create temp view mending as
with noted as (
    select
        way.* exclude (also, rates, counts),
        figure.places,
        coalesce(figure.category, figure.major, figure.name) || ' '
        || plain(figure.value, figure.places) || '→' || plain(way.value, figure.places) as change,
        nullif(
            concat_ws(
                '；',
                (
                    select
                        string_agg(distinct table_of(other.source), '、')
                        || ' 也印 ' || any_value(other.printed) || '，要一起改'
                    from audited as other
                    where other.edition = way.edition and list_contains(way.also, other.ordinal)
                ),
                (
                    select
                        '按它算出的'
                        || string_agg(rate.what || ' ' || rate.printed, '、' order by rate.ordinal)
                        || ' 也要改'
                    from audited as rate
                    where rate.edition = way.edition and list_contains(way.rates, rate.ordinal)
                ),
                (
                    select
                        '算出它的'
                        || string_agg(part.what || ' ' || part.printed, '、' order by part.ordinal)
                        || ' 也要改'
                    from audited as part
                    where part.edition = way.edition and list_contains(way.counts, part.ordinal)
                )
            ),
            ''
        ) as note
    from mending_way as way
    inner join audited as figure
        on way.edition = figure.edition and way.ordinal = figure.ordinal
)

select
    relation,
    edition,
    compared as ordinal,
    count(*) as ways,
    string_agg(change || coalesce('（' || note || '）', ''), '，或 ' order by noted.ordinal)
        as written
from noted
group by relation, edition, compared;
