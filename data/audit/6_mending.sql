-- Where a sum does not come out: which single figures could be others, so that all comes out.
-- dashboard/ingest/mending.py tries them on these equations and fills mending_way.
create temp view broken_sum as
select * from compared_sums
where off;

-- What must hold between figures, in the editions where some sum does not.
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
where edition in (select broken_sum.edition from broken_sum)
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

create temp table mending_way (
    edition integer,
    relation varchar,
    compared integer,
    ordinal integer,
    value double
);

create temp view mending as
select
    way.relation,
    way.edition,
    way.compared as ordinal,
    count(*) as ways,
    string_agg(
        coalesce(figure.category, figure.major, figure.name) || ' '
        || plain(figure.value, figure.places) || '→' || plain(way.value, figure.places),
        '，或 '
        order by way.ordinal
    ) as written
from mending_way as way
inner join audited as figure
    on way.edition = figure.edition and way.ordinal = figure.ordinal
group by way.relation, way.edition, way.compared;
