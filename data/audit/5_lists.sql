-- What the report prints for the whole school or a major, beside what the school's own list gives.
create temp table compared_lists as
select
    audited.*,
    record.value as recomputed,
    record.value - audited.value as difference,
    record.persons,
    record_list.label as list,
    record.delivered,
    is_beyond_print(record.value, audited.low, audited.high) as off
from audited
inner join record
    on
        audited.indicator = record.indicator
        and is_same_period(audited.period, record.period)
        and audited.major is not distinct from record.major
        and audited.category is not distinct from record.category
inner join record_list on record.list = record_list.list
where
    audited.value is not null
    and record.value is not null
    and record.grade is null
    and record.sex is null
    and record.class is null;
