-- Every comparison made by a relation, right or wrong, of whichever kind.
create temp macro in_common(kind_of_comparison) as table
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
    from query_table(kind_of_comparison);

create temp table any_comparison as
select * from in_common('sum_comparison')
union all
select * from in_common('hundred_comparison')
union all
select * from in_common('rate_comparison')
union all
select * from in_common('people_comparison')
union all
select * from in_common('compared_wholes')
union all
select * from in_common('compared_twins')
union all
select * from in_common('count_comparison')
union all
select * from in_common('compared_elapsed')
union all
select * from in_common('compared_ranges');

-- What stays in the file: which comparisons were made, and which did not hold.
create table comparison as
select
    edition,
    relation,
    kind,
    title,
    severity,
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
    off
from any_comparison
order by edition, relation, ordinal;
