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
