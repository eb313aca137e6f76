-- Of which figure each rate is a share, as the relations of the catalogue have it. What is printed
-- a second time is a share of the same as at its main place.
insert into rate_base by name
with base as (
    select
        result.edition,
        result.indicator,
        result.period,
        result.major,
        result.category,
        denominator.indicator as base_indicator,
        denominator.period as base_period,
        denominator.major as base_major,
        denominator.category as base_category,
        severity.ordinal as severity,
        denominator.operand
    from compared_figure as result
    inner join severity on result.severity = severity.severity
    inner join operand_figure as denominator
        on
            result.relation = denominator.relation
            and result.edition = denominator.edition
            and result.ordinal = denominator.compared
            and denominator.role = 'denominator'
    where result.kind in ('rate', 'people') and result.role = 'result' and result.unit = '%'
    -- A sum over majors or terms is printed nowhere.
    qualify
        count(*) over (
            partition by result.relation, result.edition, result.ordinal
        ) = 1
),

either_print as (
    select
        *,
        false as is_twin
    from base
    union all by name
    select
        base.* replace (twin.indicator as indicator), -- noqa: RF02
        true as is_twin
    from base
    inner join indicator as twin on base.indicator = twin.same_as
)

select * exclude (edition, severity, operand, is_twin)
from either_print
qualify
    row_number() over (
        partition by indicator, period, major, category
        order by is_twin asc, edition desc, severity asc, operand asc
    ) = 1
order by indicator, period, major, category;

-- Of which figure each is a part: of the sum that it is added up to, of what it is divided by to
-- come to a rate, of what counts the same things and cannot be less. A rate is a share already.
insert into part_of by name
with pair (sureness, operand, edition, part, whole) as (
    select
        1,
        part.operand,
        part.edition,
        part.ordinal,
        part.compared
    from operand_figure as part
    inner join relation on part.relation = relation.relation
    where relation.kind = 'sum' and part.role = 'part'
    union all
    select
        2,
        numerator.operand,
        numerator.edition,
        numerator.ordinal as part,
        denominator.ordinal as whole
    from operand_figure as numerator
    inner join operand_figure as denominator using (relation, edition, compared)
    inner join relation on numerator.relation = relation.relation
    where
        numerator.role = 'numerator'
        and denominator.role = 'denominator'
        and denominator.over_what is null
        and relation.scale = 100
    union all
    select
        3,
        whole.operand,
        whole.edition,
        whole.compared,
        whole.ordinal
    from operand_figure as whole
    inner join relation on whole.relation = relation.relation
    inner join severity on relation.severity = severity.severity
    inner join unit on whole.unit = unit.unit
    where
        relation.kind = 'within'
        and not severity.is_hint
        and whole.role = 'whole'
        and whole.over_what is null
        and unit.is_counted
)

select
    part.indicator,
    part.period,
    part.major,
    part.category,
    case
        when whole.major is null and part.major is not null then 'major'
        when part.period_type = 'term' and whole.period_type <> 'term' then 'term'
        when whole.category is null and part.category is not null then 'category'
    end as split,
    whole.indicator as whole_indicator,
    whole.period as whole_period,
    whole.major as whole_major,
    whole.category as whole_category
from pair
inner join audited as part on pair.edition = part.edition and pair.part = part.ordinal
inner join audited as whole on pair.edition = whole.edition and pair.whole = whole.ordinal
where part.unit = whole.unit and part.unit <> '%'
qualify
    row_number() over (
        partition by part.indicator, part.period, part.major, part.category, split
        order by pair.edition desc, pair.sureness asc, pair.operand asc
    ) = 1
order by part.indicator, part.period, part.major, part.category, split;
