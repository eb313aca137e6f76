-- same: both places print the same, as far as the coarser of them prints it; about-numbers where
-- what they may stand for has nothing in common. A unit here is the last digit printed.
create temp table compared_twins as
with twin as (
    select
        * exclude (total),
        total as main,
        total.value / scale as recomputed,
        1 / power(10, places) as unit_here,
        1 / power(10, total.places) / scale as unit_there,
        case
            when loose then printed_high <= total.low / scale or total.high / scale <= printed_low
            -- 50614 for 50614.64 is the same thing, cut off.
            when abs(unit_here - unit_there) > 1e-9
                then abs(value - recomputed) >= greatest(unit_here, unit_there)
            else abs(value - recomputed) > 1e-9
        end as differs
    from with_total('same', 'whole')
    where total.complete
),

-- A figure of a school year stands beside the calendar year it begins in and the one it ends in;
-- only where it agrees with neither do the two places contradict each other.
with_next as (
    select
        twin.*,
        next.value as value_next,
        next.period as period_next,
        next.printed as printed_next
    from twin
    left join audited as next
        on
            twin.edition = next.edition
            and twin.main.indicator = next.indicator
            and twin.main.what = next.what
            and if(twin.period like '%学年%', twin.year + 1, null) = next.year
            and next.period_type = 'calendar_year'
    qualify row_number() over (
        partition by twin.edition, twin.relation, twin.ordinal
        order by next.value is distinct from twin.value, next.ordinal
    ) = 1
)

select
    * exclude (unit_here, unit_there, value_next),
    (differs and value is distinct from value_next) as off
from with_next;
