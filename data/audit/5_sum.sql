-- sum: the parts add up to the whole. Half of the last digit printed is allowed for each figure, as
-- each was rounded by itself; whole numbers add up exactly.
create temp table sum_comparison as
select
    * exclude (total),
    total as parts,
    total.value as recomputed,
    total.value - value as difference,
    if(most_places = 0, 0, 0.5 * (total.figures + 1) / power(10, most_places)) + 1e-9 as tolerance,
    abs(difference) > tolerance as off
from with_total('sum', 'part')
where total.complete;

create temp view compared_sums as
select * from sum_comparison
where not loose;
