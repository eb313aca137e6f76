-- people: some whole number of people gives the percentage, to half of its last digit printed.
create temp table people_comparison as
select
    * exclude (total),
    total as everybody,
    value / scale * total.value as people,
    -- The share that the nearest whole number of them would give.
    scale * round(value / scale * total.value) / total.value as recomputed,
    recomputed - value as difference,
    0.5 / power(10, places) + 1e-9 as tolerance,
    abs(difference) > tolerance as off,
    is_cut_off(value, recomputed, places) as cut_off
from with_total('people', 'denominator')
where total.complete and total.value > 0;

create temp view compared_people as
select * from people_comparison
where not loose;
