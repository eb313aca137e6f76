-- within: no part is more than the whole. About-numbers count by what they may stand for at least.
create temp table compared_wholes as
select
    * exclude (total),
    total as whole,
    total.value as recomputed,
    printed_low >= total.high as off
from with_total('within', 'whole')
where total.complete;
