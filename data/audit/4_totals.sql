-- What the figures of each role come to. A blank or a name that is not there leaves it open.
create temp table operand_total as
with asked as (
    select
        relation,
        role,
        count(*) as operands
    from rule_operand
    group by relation, role
),

figure as (
    select
        operand_figure.*,
        major.major_category,
        if(operand_figure.asked like '%;%', len(string_split(operand_figure.asked, ';')), null)
            as names_asked
    from operand_figure
    left join major on operand_figure.major = major.major
),

total as (
    select
        relation,
        edition,
        compared,
        role,
        fsum(value order by operand, ordinal) as value,
        sum(low) as low,
        sum(high) as high,
        max(places) as places,
        count(*) as figures,
        count(distinct operand) as operands,
        count(*) filter (where value is null) as blanks,
        sum(names_asked / 1.0) as names_asked,
        count(names_asked) as names_there,
        case any_value(over_what)
            when 'category' then count(distinct category)
            when 'category_of_major' then count(distinct major_category)
            else count(distinct major)
        end as counted,
        bool_or(shaky) as shaky,
        bool_or(coalesce(is_rough, false)) as loose,
        list(ordinal order by operand, ordinal) as ordinals,
        string_agg(plain(value, greatest(places, 2)), '+' order by operand, ordinal) as written,
        case
            when any_value(over_what) in ('major', 'major_category') then '各专业：'
            when any_value(over_what) = 'term' then '各学期的'
            else ''
        end
        || case
            -- In the order of the numbers: 123+462 are 就业 and 升学, and not the other way round.
            when count(distinct indicator) > 1
                then string_agg(name, '、' order by operand, ordinal)
            when count(category) between 1 and 6
                then
                    any_value(name) || '（'
                    || string_agg(category, '、' order by operand, ordinal) || '）'
            else any_value(name)
        end as names,
        if(
            any_value(over_what) = 'category_of_major',
            string_agg(distinct major_category, '、' order by major_category),
            string_agg(coalesce(category, major), '、' order by ordinal)
        ) as listed,
        -- Of the first figure, where there is but one.
        arg_min(source, (operand, ordinal)) as source,
        arg_min(page, (operand, ordinal)) as page,
        arg_min(period, (operand, ordinal)) as period,
        arg_min(what, (operand, ordinal)) as what,
        arg_min(printed, (operand, ordinal)) as printed,
        arg_min(unit, (operand, ordinal)) as unit,
        arg_min(indicator, (operand, ordinal)) as indicator
    from figure
    group by relation, edition, compared, role
)

select
    total.*,
    total.blanks = 0
    and total.operands = asked.operands
    -- Of four names asked for, four are there.
    and (total.names_there = 0 or total.names_there * total.names_there = total.names_asked)
        as complete
from total
inner join asked on total.relation = asked.relation and total.role = asked.role;

-- The figures compared by a kind of relation, each with the total of its operands of one role.
create temp macro with_total(wanted_kind, wanted_role) as table
    select
        figure.*,
        total,
        total.source as other_source,
        total.page as other_page,
        greatest(figure.places, total.places) as most_places,
        figure.shaky or coalesce(total.shaky, false) as doubtful,
        coalesce(figure.is_rough, false) or coalesce(total.loose, false) as loose,
        list_filter(coalesce(total.ordinals, []), lambda one: one <> figure.ordinal) as others
    from compared_figure as figure
    left join operand_total as total
        on
            figure.relation = total.relation
            and figure.edition = total.edition
            and figure.ordinal = total.compared
            and total.role = wanted_role
    where figure.kind = wanted_kind;

-- 26.36 printed as 26.3: cut off and not rounded.
create temp macro is_cut_off(value, exact, places) as
abs(floor(exact * power(10, places) + 1e-9) / power(10, places) - value) < 1e-9;
