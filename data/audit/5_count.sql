-- count: as many are listed as are said to be, exactly.
create temp table count_comparison as
select
    * exclude (total),
    total as list,
    total.counted as recomputed,
    total.counted - value as difference,
    abs(difference) > 1e-9 as off
from with_total('count', 'counted')
where total.counted is not null;

create temp view compared_counts as
select * from count_comparison
where not loose;
