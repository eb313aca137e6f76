-- Whether a figure is of the category that an operand asks for, beside the figure compared.
create temp macro fits_category(asked, over_what, category, compared_category) as
case asked
    when '*' then category is not null
    when '=' then category is not distinct from compared_category
    else
        if(
            asked is null,
            (category is null) = (coalesce(over_what, '') <> 'category'),
            is_one_of(category, asked)
        )
end;

create temp macro fits_major(over_what, major, compared_major, compared_category) as
case
    when over_what in ('major', 'category_of_major')
        then major is not null and compared_major is null
    when over_what = 'major_category'
        then major in (
            select known.major
            from major as known
            where known.major_category = compared_category
        )
    else major is not distinct from compared_major
end;

-- Of one year may be 2023年, 2023届 and 2023-12-23; but neither a term nor a range of cohorts is
-- ever held against another.
create temp macro fits_period(over_what, period, period_type, compared_period, compared_type) as
case
    when over_what = 'term'
        then
            period_type = 'term'
            and compared_type <> 'term'
            and starts_with(period, compared_period)
    when compared_period = period then true
    when period like '%—%' or compared_period like '%—%' then false
    when period_type = 'term' then false
    else compared_type <> period_type or period_type = 'as_of'
end;

-- Every figure that takes part in a comparison, beside the one it is about. Of several periods
-- that could be meant the one named alike comes first.
create temp table operand_figure as
select
    compared.relation,
    compared.edition,
    compared.ordinal as compared,
    rule_operand.operand,
    rule_operand.role,
    rule_operand.category as asked,
    rule_operand.over_what,
    other.* exclude (edition, note)
from compared_figure as compared
inner join rule_operand
    on
        compared.relation = rule_operand.relation
        -- Shares of a hundred are all parts of it, also the one compared.
        and (compared.kind = 'hundred' or compared.operand <> rule_operand.operand)
        -- Each part is held against the whole by itself.
        and not (compared.kind = 'within' and rule_operand.role = 'part')
inner join audited as other
    on
        compared.edition = other.edition
        and compared.year = other.year
        and rule_operand.indicator = other.indicator
        and fits_category(
            rule_operand.category, rule_operand.over_what, other.category, compared.category
        )
        and fits_major(rule_operand.over_what, other.major, compared.major, compared.category)
        and fits_period(
            rule_operand.over_what,
            other.period,
            other.period_type,
            compared.period,
            compared.period_type
        )
qualify
    rule_operand.over_what = 'term'
    or rank() over (
        partition by compared.relation, compared.edition, compared.ordinal, rule_operand.operand
        order by
            other.period <> compared.period,
            other.period_type <> compared.period_type,
            other.period_type <> 'calendar_year',
            other.period_type asc,
            other.period desc
    ) = 1;
