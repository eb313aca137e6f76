-- range: the figure, or what it comes to for each of something, lies between low and high.
create temp table compared_ranges as
select
    * exclude (total),
    total as each_of,
    scale * value / coalesce(total.value, 1) as recomputed,
    recomputed < low or recomputed > high as off
from with_total('range', 'denominator')
where role = 'result' or (total.complete and total.value > 0);
