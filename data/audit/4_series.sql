-- Each figure beside the one a year earlier, as the reports up to an edition print them: what it
-- prints itself, and of the others ten years, or every edition would be held against all before it.
create temp table compared_years as
with known as (
    select
        edition.edition as seen,
        audited.*
    from edition
    inner join audited on edition.edition >= audited.edition
    where
        audited.value is not null
        and audited.period not like '%—%'
        and (audited.edition = edition.edition or audited.year > edition.edition - 10)
    qualify row_number() over (
        partition by
            edition.edition, audited.indicator, audited.period, audited.major, audited.category
        order by audited.edition desc
    ) = 1
),

beside as (
    select
        known.* exclude (edition),
        known.edition as printed_in,
        lag(value) over earlier as recomputed,
        lag(printed) over earlier as printed_before,
        lag(period) over earlier as period_before,
        lag(year) over earlier as year_before,
        lag(ordinal) over earlier as ordinal_before,
        lag(edition) over earlier as edition_before,
        lag(source) over earlier as other_source,
        lag(page) over earlier as other_page,
        shaky or coalesce(lag(shaky) over earlier, false) as doubtful
    from known
    window earlier as (
        partition by seen, indicator, period_kind, major, category
        order by year
    )
),

neighbours as (
    select
        *,
        recomputed - value as difference,
        abs(difference) as step,
        list(step) over (
            partition by seen, indicator, period_kind, major, category
        ) as steps,
        list_position(steps, step) as own
    from beside
    where year_before = year - 1
)

select
    seen as edition,
    * exclude (seen, steps, own),
    greatest(abs(value), abs(recomputed)) as larger,
    least(abs(value), abs(recomputed)) as smaller,
    -- So much that it is another unit rather than another year.
    smaller > 0 and larger / smaller >= 50 and not (unit = '%' and larger < 10) as of_other_size,
    if(edition_before = seen, [ordinal_before], []) as others,
    len(steps) as neighbours,
    -- What the other years moved by; the step itself is left out once.
    list_median(steps[:own - 1] || steps[own + 1:]) as typical
from neighbours
where printed_in = seen or edition_before = seen;

-- A table printed beside the one it was copied from: the same year, or the year before.
create temp table compared_columns as
with pair as (
    select
        rule.relation,
        rule.title,
        rule.severity,
        twin.*,
        same_year.value as same_year_value,
        same_year.printed as same_year_printed,
        earlier.ordinal as earlier_ordinal,
        earlier.value as earlier_value,
        earlier.period as earlier_period,
        earlier.source as earlier_source,
        earlier.page as earlier_page,
        earlier.what as earlier_name
    from rule
    inner join rule_operand as a on rule.relation = a.relation and a.role = 'other'
    inner join rule_operand as b on rule.relation = b.relation and b.role = 'whole'
    inner join audited as twin
        on
            a.indicator = twin.indicator and twin.value is not null
            and (a.category = '=' or a.category is not distinct from twin.category)
    inner join audited as earlier
        on
            twin.edition = earlier.edition
            and b.indicator = earlier.indicator
            and twin.year - 1 = earlier.year
            and (
                b.category is not distinct from earlier.category
                or (b.category = '=' and twin.category is not distinct from earlier.category)
            )
            and twin.major is not distinct from earlier.major
            and earlier.period_type <> 'term'
            and earlier.value is not null
    left join audited as same_year
        on
            twin.edition = same_year.edition
            and earlier.indicator = same_year.indicator
            and twin.year = same_year.year
            and earlier.period_kind = same_year.period_kind
            and earlier.category is not distinct from same_year.category
            and earlier.major is not distinct from same_year.major
    where rule.kind = 'same' and rule.scale = 1
)

select
    *,
    value = earlier_value and not is_rough as like_earlier,
    -- One year that differs from its own and agrees with the one before, and none that agrees.
    bool_or(value = earlier_value and value <> same_year_value) over whole
    and not bool_or(coalesce(value = same_year_value, false)) over whole as shifted
from pair
window whole as (partition by relation, edition);

-- The figures of which the year may be wrong: those of the column, and those it was copied from.
create temp view shifted_figure as
select
    edition,
    ordinal,
    ordinal as in_column,
    '这一列的年份像是错了一年' as said
from compared_columns
where shifted and like_earlier
union all
select
    edition,
    earlier_ordinal as ordinal,
    ordinal as in_column,
    table_of(source) || ' 把同一个数印在 ' || period || '，像是错了一年' as said
from compared_columns
where shifted and like_earlier;
