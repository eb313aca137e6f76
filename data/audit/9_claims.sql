-- What the prose says about the figures, beside the figures that the report itself prints.
-- dashboard/ingest/claims_judged.py judges them and fills claim_verdict, when all other checks have
-- found what they find: what is doubted or not comparable bears out nothing. Judged once more when
-- the school has answered, as what it has answered for is in doubt no longer.
create temp view claim_to_judge as
select
    claim.edition,
    claim.claim,
    claim.assertion,
    claim.indicator,
    called(indicator.name, replace(claim.category, ';', '、'), claim.major)
    || coalesce('占' || if(whole.name = indicator.name, '全部', whole.name) || '的比例', '') as what,
    if(whole.name is null, indicator.unit, '%') as unit,
    claim.first_year,
    claim.last_year,
    claim.value,
    claim.value_to,
    claim.population
from claim
left join indicator on claim.indicator = indicator.indicator
left join indicator as whole on claim.share_of = whole.indicator
order by claim.edition, claim.ordinal;

-- Each figure as it may be relied on.
create temp view relied_figure as
with doubted as (
    select distinct
        edition,
        ordinal
    from named_figure
    where is_doubted and finding not in (select answer.finding from answer)
),

proposal as (
    select
        edition,
        first_ordinal as ordinal,
        any_value(proposed order by ordinal) as proposed
    from named_finding
    where
        proposed is not null
        -- What is explained may still be a break.
        and finding not in (
            select answer.finding
            from answer
            where answer.answer <> 'explained'
        )
    group by edition, first_ordinal
),

figure as (
    select
        audited.* exclude (value, printed, low, high),
        coalesce(correction.value, audited.value) as value,
        coalesce(correction.value, audited.low) as low,
        coalesce(correction.value, audited.high) as high,
        if(correction.value is null, audited.printed, plain(correction.value, 6)) as printed,
        coalesce(audited.same_as, audited.indicator) as main,
        status.begins_series,
        status.is_comparable or status.begins_series as is_comparable,
        is_in_doubt(
            doubted.ordinal is not null, status.is_doubtful, status.begins_series
        ) as is_doubted
    from audited
    left join answer as correction
        on
            correction.answer = 'corrected'
            and audited.edition = correction.edition
            and audited.indicator = correction.indicator
            and audited.period = correction.period
            and audited.major is not distinct from correction.major
            and audited.category is not distinct from correction.category
    left join doubted on audited.edition = doubted.edition and audited.ordinal = doubted.ordinal
    left join proposal on audited.edition = proposal.edition and audited.ordinal = proposal.ordinal
    inner join status on status_drawn(audited.status, proposal.proposed) = status.status
)

-- What is printed a second time is not to be relied on more than at its main place.
select
    figure.* replace (
        figure.is_doubted
        or coalesce(main.is_doubted and figure.value = main.value, false) as is_doubted
    )
from figure
left join figure as main
    on
        figure.edition = main.edition
        and figure.main = main.indicator
        and figure.indicator <> main.indicator
        and figure.period = main.period
        and figure.major is not distinct from main.major
        and figure.category is not distinct from main.category;

-- Only figures of the same edition count, and of each year the one period that the claim names by
-- its term; 2016—2024届 is many years in one and belongs to no series. A break at the main place of
-- what is printed a second time stands there without a number.
create temp view figure_spoken_of as
select
    claim.claim,
    claim.category as asked,
    claim.share_of,
    figure.* replace (if(claim.indicator = figure.indicator, figure.value, null) as value)
from claim
inner join indicator as own on claim.indicator = own.indicator
inner join relied_figure as figure
    on
        claim.edition = figure.edition
        and (
            claim.indicator = figure.indicator
            or (own.same_as = figure.indicator and figure.begins_series and claim.share_of is null)
        )
left join major on figure.major = major.major
where
    if(
        claim.share_of is null or claim.category is null,
        claim.category is not distinct from figure.category
        and claim.major is not distinct from figure.major,
        -- Named in a list, or of the category of majors that is named.
        is_one_of(coalesce(figure.category, major.major_category), claim.category)
        and (figure.category is null or claim.major is not distinct from figure.major)
    )
    and coalesce(claim.term, '')
    = regexp_extract(figure.period, '(春季|秋季|第一学期|第二学期)$')
    and figure.period not like '%—%'
    and figure.year between coalesce(claim.first_year, figure.year)
    and coalesce(claim.last_year, figure.year);

-- A share is worked out from what is printed, the parts named together being the whole of it.
create temp view share_spoken_of as
with part as (
    select
        edition,
        claim,
        share_of,
        period,
        any_value(period_type) as period_type,
        any_value(year) as year,
        min(ordinal) as ordinal,
        if(count(value) = count(*), fsum(value order by ordinal), null) as value,
        string_agg(plain(value, places), '+' order by ordinal) as written,
        count(*) as figures,
        bool_or(begins_series) as begins_series,
        bool_and(is_comparable) as is_comparable,
        bool_or(is_doubted) as is_doubted,
        arg_min(source, ordinal) as source,
        arg_min(page, ordinal) as page
    from figure_spoken_of
    where share_of is not null
    group by edition, claim, share_of, period
)

select
    part.edition,
    part.claim,
    part.ordinal,
    part.period,
    part.year,
    100 * part.value / whole.value as value,
    plain(100 * part.value / whole.value, 1) || '%' as printed,
    1 as decimals,
    part.begins_series or whole.begins_series as begins_series,
    part.is_doubted or whole.is_doubted as is_doubted,
    part.source,
    part.page,
    part.is_comparable and whole.is_comparable as is_comparable,
    if(part.figures > 1, '(' || part.written || ')', part.written)
    || '÷' || plain(whole.value, whole.places) || '×100' as reckoning,
    '%' as unit,
    100 * part.value / whole.value as low,
    100 * part.value / whole.value as high,
    whole.value as base
from part
inner join relied_figure as whole
    on
        part.edition = whole.edition
        and part.share_of = whole.indicator
        and part.year = whole.year
        and fits_period(null, whole.period, whole.period_type, part.period, part.period_type)
where whole.category is null and whole.major is null and whole.value > 0
qualify row_number() over (
    partition by part.edition, part.claim, part.period
    order by whole.period <> part.period, whole.ordinal
) = 1;

create temp view figure_of_claim as
select
    edition,
    claim,
    ordinal,
    period,
    year,
    value,
    printed,
    decimals,
    begins_series,
    is_doubted,
    source,
    page,
    is_comparable,
    '' as reckoning,
    unit,
    low,
    high,
    (
        select any_value(base.value)
        from rate_base
        inner join relied_figure as base
            on
                figure_spoken_of.edition = base.edition
                and rate_base.base_indicator = base.indicator
                and rate_base.base_period = base.period
                and rate_base.base_major is not distinct from base.major
                and rate_base.base_category is not distinct from base.category
        where
            figure_spoken_of.indicator = rate_base.indicator
            and figure_spoken_of.period = rate_base.period
            and figure_spoken_of.major is not distinct from rate_base.major
            and figure_spoken_of.category is not distinct from rate_base.category
    ) as base
from figure_spoken_of
where share_of is null
union all
select * from share_spoken_of;

create temp view claimed_figure as
select * exclude (unit, low, high, base)
from figure_of_claim;

-- From one figure of a claim to a later one, where that is no change by the one rule, which changes
-- between periods follow too; without grounds where nobody knows of how many a rate is a share.
create temp view claimed_step as
with step as (
    select
        later.*,
        earlier.ordinal as before,
        if(
            later.unit = '%',
            is_beyond_chance(later.value, later.base, earlier.value, earlier.base),
            is_apart(later.low, later.high, earlier.low, earlier.high)
            and is_notable(later.value, earlier.value, indicator.notable_pct)
        ) as is_beyond,
        case
            when later.unit = '%'
                then
                    format(
                        '没有超出平常波动（{:.1f} 个百分点）',
                        ordinary_variation(later.value, later.base, earlier.value, earlier.base)
                    )
            when is_apart(later.low, later.high, earlier.low, earlier.high)
                then format('不到 {:.10g}%', indicator.notable_pct)
            else '分不出，两期印的是约数'
        end as grounds
    from figure_of_claim as later
    inner join figure_of_claim as earlier
        on
            later.edition = earlier.edition
            and later.claim = earlier.claim
            and later.year > earlier.year
    inner join claim on later.edition = claim.edition and later.claim = claim.claim
    inner join indicator on claim.indicator = indicator.indicator
)

select
    edition,
    claim,
    before,
    ordinal,
    grounds
from step
where not coalesce(is_beyond, false);

-- The figures of other indicators beside those of a claim that names numbers.
create temp view figure_elsewhere as
select
    claim.edition,
    claim.claim,
    figure.ordinal,
    called(indicator.name, other.category, null) as what,
    other.value,
    other.printed
from claimed_figure as figure
inner join claim on figure.edition = claim.edition and figure.claim = claim.claim
inner join indicator as own on claim.indicator = own.indicator
inner join observation as other
    on
        figure.edition = other.edition
        and figure.year = other.year
        and claim.major is not distinct from other.major
        and regexp_extract(figure.period, '[^0-9]*$') = regexp_extract(other.period, '[^0-9]*$')
        and claim.indicator <> other.indicator
inner join indicator
    on
        other.indicator = indicator.indicator
        and own.unit = indicator.unit
        -- The same sentence entered as a figure of its own says nothing new.
        and indicator.same_as is null
        and claim.source <> other.source
where
    claim.assertion in ('from_to', 'equals')
    and claim.share_of is null
    and other.value is not null
order by claim.edition, claim.claim, other.ordinal;

create table claim_verdict (
    edition integer,
    claim varchar,
    verdict varchar,
    evidence varchar,
    reason varchar,
    ordinals integer[],
    -- The figure to look at, what the prose says of it, and where it is printed.
    ordinal integer,
    said double,
    other_source varchar,
    other_page integer,
    -- The figures say otherwise, though perhaps of others than those the prose speaks of.
    is_contrary boolean
);

create view compared_claims as
select * from claim_verdict
where verdict <> '无法核对' or is_contrary;
