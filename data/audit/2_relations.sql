-- Relations as they stand in the catalogue, and for each indicator printed a second time the
-- figure at its main place.
--
-- Where a relation of the catalogue compares the two, that one says how grave it is and why.
create temp view plain_twin as
select *
from indicator as known
where
    known.same_as is not null
    and not exists (
        select 1
        from relation
        inner join operand as twin
            on relation.relation = twin.relation and twin.role = 'other'
        inner join operand as main
            on relation.relation = main.relation and main.role = 'whole'
        where
            relation.kind = 'same'
            and twin.indicator = known.indicator
            and main.indicator = known.same_as
    );

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
    coalesce(unit_scale.scale, 1.0) as scale,
    null as low,
    null as high,
    null as note
from plain_twin as twin
inner join indicator as main on twin.same_as = main.indicator
left join unit_scale on twin.unit = unit_scale.unit and main.unit = unit_scale.other_unit;

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
from plain_twin as indicator
cross join (values ('other', 100000), ('whole', 200000)) as side (role, after);

-- Which role is held against what the others come to. The others come to one total each, but for
-- a rate, which has two.
create temp table compared_role (kind varchar, role varchar);

insert into compared_role values
('sum', 'whole'), ('hundred', 'part'), ('within', 'part'), ('rate', 'result'),
('people', 'result'), ('same', 'other'), ('count', 'whole'), ('elapsed', 'result'),
('range', 'result'), ('range', 'numerator');

create temp macro is_one_of(category, names) as list_contains(string_split(names, ';'), category);

-- The figure each comparison is about: the total, the rate, the part that must not exceed a whole.
create temp table compared_figure as
select
    rule.*,
    rule_operand.operand,
    rule_operand.role,
    audited.* exclude (low, high, note),
    audited.low as printed_low,
    audited.high as printed_high
from rule
inner join compared_role on rule.kind = compared_role.kind
inner join rule_operand
    on rule.relation = rule_operand.relation and compared_role.role = rule_operand.role
inner join audited on rule_operand.indicator = audited.indicator
where
    audited.value is not null
    and case rule_operand.category
        when '*' then audited.category is not null
        when '=' then true
        else
            if(
                rule_operand.category is null,
                audited.category is null,
                is_one_of(audited.category, rule_operand.category)
            )
    end;
