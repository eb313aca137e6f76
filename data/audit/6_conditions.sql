-- A condition with its tick, its standard, and its value as printed and as reckoned from the rest.
create temp table compared_conditions as
select
    verdict.edition,
    verdict.ordinal as verdict_ordinal,
    verdict.printed as verdict,
    verdict.value = 1 as met_in_print,
    verdict.source as verdict_source,
    verdict.page as verdict_page,
    figure.* exclude (edition, low, high),
    standard.standard_id,
    standard.operator,
    standard.value as standard,
    standard.title as standard_title,
    standard.verified,
    rate.recomputed,
    rate.numerator,
    rate.denominator,
    rate.others,
    rate.other_source,
    rate.other_page,
    rate.note as rate_note,
    meets(figure.value, standard.operator, standard.value) as met,
    meets(rate.recomputed, standard.operator, standard.value) as met_recomputed
from audited as verdict
inner join audited as figure
    on
        verdict.edition = figure.edition
        and verdict.category = figure.name
        and verdict.period = figure.period
        and verdict.major is not distinct from figure.major
        and figure.category is null
inner join standard on figure.indicator = standard.indicator and standard.kind = 'requirement'
left join rate_comparison as rate
    on
        figure.edition = rate.edition
        and figure.ordinal = rate.ordinal
where verdict.indicator = 'condition_met' and verdict.value is not null;
