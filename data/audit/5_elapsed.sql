-- elapsed: the years since the start. They may be counted with or without the first, unless the
-- relation says which (low to high more).
create temp table compared_elapsed as
select
    * exclude (total),
    total as start,
    year - total.value + coalesce(low, 0) as recomputed,
    recomputed - value as difference,
    coalesce(high - low, 1) + 1e-9 as tolerance,
    abs(difference) > tolerance as off
from with_total('elapsed', 'start')
where total.complete;
