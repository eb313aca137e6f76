-- Every comparison made by a relation, right or wrong, of whichever kind.
create temp table any_comparison as
select
    edition,
    relation,
    ordinal,
    kind,
    title,
    severity,
    scale,
    low,
    high,
    chapter,
    indicator,
    what,
    period,
    major,
    category,
    printed,
    recomputed,
    source,
    page,
    other_source,
    other_page,
    others,
    off
from
    query_table(
        [
            'sum_comparison', 'hundred_comparison', 'rate_comparison', 'people_comparison',
            'compared_wholes', 'compared_twins', 'count_comparison', 'compared_elapsed',
            'compared_ranges'
        ],
        true
    );

-- What stays in the file: which comparisons were made, and which did not hold.
create table comparison as
select * exclude (ordinal, scale, low, high, others)
from any_comparison
order by edition, relation, ordinal;
