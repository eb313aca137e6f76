-- hundred: the shares add up to 100. Half of the last digit printed is allowed for each of them.
create temp table hundred_comparison as
select
    * exclude (total),
    total as shares,
    total.value as recomputed,
    total.value - 100 as difference,
    if(most_places = 0, 0, 0.5 * total.figures / power(10, total.places)) + 1e-9 as tolerance,
    abs(difference) > tolerance as off
from with_total('hundred', 'part')
-- Shares of one period add up once, and not once for each of them.
where total.complete and ordinal = list_min(total.ordinals);

create temp view compared_hundreds as
select * from hundred_comparison
where not loose;
