-- What the prose says about the figures, beside the figures that the report itself prints.
-- dashboard/ingest/claims_judged.py judges them and fills claim_verdict.
create temp view claim_to_judge as
select
    claim.edition,
    claim.claim,
    claim.assertion,
    claim.indicator,
    indicator.name,
    called(indicator.name, claim.category, claim.major) as what,
    indicator.unit,
    claim.first_year,
    claim.last_year,
    claim.value,
    claim.value_to
from claim
left join indicator on claim.indicator = indicator.indicator
order by claim.edition, claim.ordinal;

-- Only figures of the same edition count, and of each year the one period that the claim names by
-- its term; 2016—2024届 is many years in one and belongs to no series.
create temp view claimed_figure as
select
    claim.edition,
    claim.claim,
    observation.ordinal,
    observation.period,
    observation.year,
    observation.value,
    observation.printed,
    indicator.decimals,
    observation.status = 'B' as breaks,
    status.is_doubtful as doubtful,
    observation.source,
    observation.page
from claim
inner join indicator on claim.indicator = indicator.indicator
inner join observation
    on
        claim.edition = observation.edition
        and claim.indicator = observation.indicator
        and claim.category is not distinct from observation.category
        and claim.major is not distinct from observation.major
inner join status on observation.status = status.status
where
    coalesce(claim.term, '')
    = regexp_extract(observation.period, '(春季|秋季|第一学期|第二学期)$')
    and observation.period not like '%—%'
    and observation.year between coalesce(claim.first_year, observation.year)
    and coalesce(claim.last_year, observation.year);

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
where claim.assertion in ('from_to', 'equals') and other.value is not null
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
    other_page integer
);

create view compared_claims as
select * from claim_verdict
where verdict <> '无法核对';
