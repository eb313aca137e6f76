-- Relations as they stand in the catalogue, and for each indicator printed a second time the
-- figure at its main place.
create temp table rule as
select
    relation,
    kind,
    title,
    severity,
    scale,
    low,
    high,
    note
from relation
union all
select
    'same:' || twin.indicator as relation,
    'same' as kind,
    '同一事项印了两处：' || main.name as title,
    '错误' as severity,
    case
        when twin.unit = '亩' and main.unit = '平方米' then 10000.0 / 15
        when twin.unit = '万元' and main.unit = '元' then 10000.0
        when twin.unit = '元' and main.unit = '万元' then 0.0001
        else 1.0
    end as scale,
    null as low,
    null as high,
    null as note
from indicator as twin
inner join indicator as main on twin.same_as = main.indicator;

create temp table rule_operand as
select
    ordinal as operand,
    relation,
    role,
    indicator,
    category,
    over_what
from operand
union all
select
    row_number() over (order by indicator) + side.after as operand,
    'same:' || indicator.indicator as relation,
    side.role,
    if(side.role = 'whole', indicator.same_as, indicator.indicator) as indicator,
    '=' as category,
    null as over_what
from indicator
cross join (values ('other', 100000), ('whole', 200000)) as side (role, after)
where indicator.same_as is not null;

-- The figure each comparison is about: the total, the rate, the part that must not exceed a whole.
create temp table anchor as
select
    rule.*,
    rule_operand.operand,
    rule_operand.role,
    audited.* exclude (low, high, note, kind),
    audited.low as printed_low,
    audited.high as printed_high
from rule
inner join rule_operand on rule.relation = rule_operand.relation
inner join audited on rule_operand.indicator = audited.indicator
where
    audited.value is not null
    and case rule.kind
        when 'sum' then rule_operand.role = 'whole'
        when 'count' then rule_operand.role = 'whole'
        when 'within' then rule_operand.role = 'part'
        when 'hundred' then rule_operand.role = 'part'
        when 'same' then rule_operand.role = 'other'
        when 'range' then rule_operand.role in ('result', 'numerator')
        else rule_operand.role = 'result'
    end
    and case rule_operand.category
        when '*' then audited.category is not null
        when '=' then true
        else
            case
                when rule_operand.category is null then audited.category is null
                else list_contains(string_split(rule_operand.category, ';'), audited.category)
            end
    end
    -- Shares of one period add up to 100 once, not once for each of them.
    and (
        rule.kind <> 'hundred'
        or audited.ordinal = (
            select min(first.ordinal)
            from observation as first
            where
                first.edition = audited.edition
                and first.indicator = audited.indicator
                and first.period = audited.period
                and first.major is not distinct from audited.major
                and first.category is not null
                and first.value is not null
        )
    );

-- Every figure that takes part in a comparison, beside the one it is about. Of several periods
-- that could be meant (2023年, 2023届, 2023-12-23) the one named alike comes first, and a term or
-- a range of cohorts is never held against another.
create temp table term as
select
    anchor.relation,
    anchor.edition,
    anchor.ordinal as anchor,
    rule_operand.operand,
    rule_operand.role,
    rule_operand.category as wanted,
    rule_operand.over_what,
    other.* exclude (edition, note)
from anchor
inner join rule_operand
    on
        anchor.relation = rule_operand.relation
        and (anchor.kind = 'hundred' or anchor.operand <> rule_operand.operand)
        -- Each part is held against the whole by itself.
        and not (anchor.kind = 'within' and rule_operand.role = 'part')
inner join audited as other
    on
        anchor.edition = other.edition
        and rule_operand.indicator = other.indicator
        and case rule_operand.category
            when '*' then other.category is not null
            when '=' then other.category is not distinct from anchor.category
            else
                case
                    when rule_operand.category is null
                        then
                            (other.category is null)
                            = (coalesce(rule_operand.over_what, '') <> 'category')
                    else list_contains(string_split(rule_operand.category, ';'), other.category)
                end
        end
        and case
            when rule_operand.over_what in ('major', 'category_of_major')
                then other.major is not null and anchor.major is null
            when rule_operand.over_what = 'major_category'
                then other.major in (
                    select major.major
                    from major
                    where major.major_category = anchor.category
                )
            else other.major is not distinct from anchor.major
        end
        and anchor.year = other.year
        and case
            when rule_operand.over_what = 'term'
                then
                    other.period_type = 'term'
                    and anchor.period_type <> 'term'
                    and starts_with(other.period, anchor.period)
            when anchor.period = other.period then true
            when other.period like '%—%' or anchor.period like '%—%' then false
            when other.period_type = 'term' then false
            else anchor.period_type <> other.period_type or other.period_type = 'as_of'
        end
qualify
    rule_operand.over_what = 'term'
    or rank() over (
        partition by anchor.relation, anchor.edition, anchor.ordinal, rule_operand.operand
        order by
            other.period <> anchor.period,
            other.period_type <> anchor.period_type,
            other.period_type <> 'calendar_year',
            other.period_type asc,
            other.period desc
    ) = 1;

-- What the terms of each role come to. A blank or a name that is not there leaves it open.
create temp table side as
with wanted as (
    select
        relation,
        role,
        count(*) as operands
    from rule_operand
    group by relation, role
),

found as (
    select
        relation,
        edition,
        anchor,
        role,
        any_value(over_what) as over_what,
        sum(value) as value,
        sum(low) as low,
        sum(high) as high,
        max(places) as places,
        count(*) as terms,
        count(distinct operand) as operands,
        count(*) filter (where value is null) as blanks,
        count(distinct operand) filter (where wanted like '%;%') as lists,
        sum(len(string_split(wanted, ';')) / 1.0) filter (where wanted like '%;%') as asked,
        count(*) filter (where wanted like '%;%') as named,
        bool_or(shaky) as shaky,
        bool_or(loosely is not null) as loose,
        list(ordinal order by operand, ordinal) as ordinals,
        string_agg(plain(value, greatest(places, 2)), '+' order by operand, ordinal) as written,
        case
            when any_value(over_what) in ('major', 'major_category') then '各专业：'
            when any_value(over_what) = 'term' then '各学期的'
            else ''
        end
        || if(
            count(distinct indicator) = 1 and count(category) between 1 and 6,
            any_value(name) || '（' || string_agg(category, '、' order by operand, ordinal) || '）',
            -- In the order of the numbers: 123+462 are 就业 and 升学, and not the other way round.
            if(
                count(distinct indicator) = 1,
                any_value(name),
                string_agg(name, '、' order by operand, ordinal)
            )
        ) as names,
        if(
            any_value(over_what) = 'category_of_major',
            string_agg(
                distinct (
                    select major.major_category
                    from major
                    where major.major = term.major
                ), '、'
            ),
            string_agg(coalesce(category, major), '、' order by ordinal)
        ) as listed,
        arg_min(source, (operand, ordinal)) as source,
        arg_min(page, (operand, ordinal)) as page,
        arg_min(period, (operand, ordinal)) as period,
        arg_min(what, (operand, ordinal)) as what,
        arg_min(printed, (operand, ordinal)) as printed,
        arg_min(unit, (operand, ordinal)) as unit,
        arg_min(indicator, (operand, ordinal)) as indicator,
        count(distinct major) as majors,
        count(distinct category) as categories,
        count(distinct(
            select major.major_category from major
            where major.major = term.major
        ))
            as categories_of_major
    from term
    group by relation, edition, anchor, role
)

select
    found.*,
    found.blanks = 0
    and found.operands = wanted.operands
    -- Of four names asked for, four are there.
    and (found.lists = 0 or found.named * found.named = found.asked) as complete
from found
inner join wanted on found.relation = wanted.relation and found.role = wanted.role;

-- Every comparison made, right or wrong: what is printed, what it should be, how it was reckoned.
create temp table reckoning as
with paired as (
    select
        anchor.*,
        first.value as first_value,
        first.low as first_low,
        first.high as first_high,
        first.places as first_places,
        first.terms as first_terms,
        first.written as first_written,
        first.names as first_names,
        first.listed as first_listed,
        first.what as first_what,
        first.printed as first_printed,
        first.unit as first_unit,
        first.indicator as first_indicator,
        first.period as first_period,
        first.ordinals as first_ordinals,
        first.source as first_source,
        first.page as first_page,
        first.shaky or coalesce(second.shaky, false) as others_shaky,
        first.loose or coalesce(second.loose, false) as others_loose,
        case first.over_what
            when 'category' then first.categories
            when 'category_of_major' then first.categories_of_major
            else first.majors
        end as counted,
        second.value as second_value,
        second.written as second_written,
        second.what as second_what,
        second.ordinals as second_ordinals
    from anchor
    left join side as first
        on
            anchor.relation = first.relation
            and anchor.edition = first.edition
            and anchor.ordinal = first.anchor
            and first.role = case anchor.kind
                when 'sum' then 'part'
                when 'hundred' then 'part'
                when 'within' then 'whole'
                when 'same' then 'whole'
                when 'rate' then 'numerator'
                when 'people' then 'denominator'
                when 'count' then 'counted'
                when 'elapsed' then 'start'
                when 'range' then 'denominator'
            end
    left join side as second
        on
            anchor.kind = 'rate'
            and anchor.relation = second.relation
            and anchor.edition = second.edition
            and anchor.ordinal = second.anchor
            and second.role = 'denominator'
    where
        case anchor.kind
            when 'range' then anchor.role = 'result' or (first.complete and first.value > 0)
            when 'rate' then first.complete and second.complete and second.value > 0
            when 'people' then first.complete and first.value > 0
            when 'count' then first.relation is not null
            else first.complete
        end
)

select
    relation,
    kind,
    title,
    severity,
    note as caveat,
    scale,
    edition,
    ordinal,
    indicator,
    name,
    what,
    period,
    year,
    major,
    category,
    chapter,
    unit,
    value,
    printed,
    places,
    case when kind = 'hundred' then greatest(places, first_places) else places end as digits,
    printed_low,
    printed_high,
    loosely,
    1 / power(10, places) as unit_here,
    1 / power(10, first_places) / scale as unit_there,
    shaky or coalesce(others_shaky, false) as doubtful,
    loosely is not null or coalesce(others_loose, false) as loose,
    case kind
        when 'hundred' then first_value
        when 'sum' then first_value
        when 'within' then first_value
        when 'same' then first_value / scale
        when 'rate' then scale * first_value / second_value
        when 'people'
            -- The share that the nearest whole number of people would give.
            then scale * round(value / scale * first_value) / first_value
        when 'count' then counted
        when 'elapsed' then year - first_value + coalesce(low, 0)
        when 'range' then scale * value / coalesce(first_value, 1)
    end as recomputed,
    first_value,
    first_low,
    first_high,
    first_places,
    first_terms,
    first_written,
    first_names,
    first_listed,
    first_what,
    first_printed,
    first_unit,
    first_indicator,
    first_period,
    first_ordinals,
    second_value,
    second_written,
    second_what,
    low,
    high,
    source,
    page,
    first_source as other_source,
    first_page as other_page,
    second_ordinals,
    list_filter(
        coalesce(first_ordinals, []) || coalesce(second_ordinals, []),
        lambda one: one <> ordinal
    ) as others,
    -- Half of the last digit printed, of each figure in a sum; whole numbers add up exactly.
    case
        when kind in ('sum', 'hundred') and greatest(places, first_places) = 0 then 0
        when kind = 'sum' then 0.5 * (first_terms + 1) / power(10, greatest(places, first_places))
        when kind = 'hundred' then 0.5 * first_terms / power(10, first_places)
        when kind in ('rate', 'people') then 0.5 / power(10, places)
        -- Years may be counted with or without the first, unless the relation says which.
        when kind = 'elapsed' then coalesce(high - low, 1)
        else 0
    end + 1e-9 as tolerance,
    recomputed - case kind when 'hundred' then 100 else value end as difference,
    case kind
        when 'within' then printed_low >= first_high
        when 'range' then recomputed < low or recomputed > high
        when 'same'
            then
                case
                    when loose
                        then printed_high <= first_low / scale or first_high / scale <= printed_low
                    -- 50614 for 50614.64 is the same thing, cut off.
                    when abs(unit_here - unit_there) > 1e-9
                        then abs(value - recomputed) >= greatest(unit_here, unit_there)
                    else abs(value - recomputed) > 1e-9
                end
        else abs(difference) > tolerance
    end as off,
    -- 26.36 printed as 26.3: cut off and not rounded.
    kind in ('rate', 'people')
    and abs(floor(recomputed * power(10, places) + 1e-9) / power(10, places) - value) < 1e-9
        as cut
from paired;

-- A figure of a school year stands beside the calendar year it begins in and the one it ends in;
-- only where it agrees with neither do the two places contradict each other.
update reckoning
set off = false
where
    kind = 'same' and off and period like '%学年%'
    and exists (
        select 1
        from audited as next
        where
            next.edition = reckoning.edition
            and next.indicator = reckoning.first_indicator
            and next.year = reckoning.year + 1
            and next.major is not distinct from reckoning.major
            and next.value = reckoning.value
    );

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
from reckoning
order by edition, relation, ordinal;

create temp view compared_sums as
select * from reckoning
where kind = 'sum' and not loose;

create temp view compared_hundreds as
select * from reckoning
where kind = 'hundred' and not loose;

create temp view compared_rates as
select * from reckoning
where kind = 'rate' and not loose;

create temp view compared_people as
select * from reckoning
where kind = 'people' and not loose;

create temp view compared_wholes as
select * from reckoning
where kind = 'within';

create temp view compared_counts as
select * from reckoning
where kind = 'count' and not loose;

create temp view compared_elapsed as
select * from reckoning
where kind = 'elapsed';

create temp view compared_ranges as
select * from reckoning
where kind = 'range';

create temp view compared_twins as
select * from reckoning
where kind = 'same';
