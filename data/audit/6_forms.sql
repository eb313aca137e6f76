-- The cells of the official forms: every row in each column that the form has in the edition.
create temp table compared_cells as
with form_column as (
    select distinct
        edition,
        official_table,
        period,
        year
    from audited
    where official_table is not null and category is null and major is null
)

select
    form_column.edition,
    form_column.official_table,
    form_column.period,
    form_column.year,
    indicator.indicator,
    indicator.name,
    indicator.unit,
    indicator.chapter,
    indicator.required,
    form_column.official_table || ' 第' || indicator.official_row || '行' as printed_line,
    audited.ordinal,
    audited.printed,
    audited.status,
    audited.value,
    audited.source,
    audited.page,
    before.value as before,
    before.printed as printed_before,
    before.period as period_before,
    before.ordinal as ordinal_before
from form_column
inner join indicator on form_column.official_table = indicator.official_table
left join audited
    on
        form_column.edition = audited.edition
        and indicator.indicator = audited.indicator
        and form_column.period = audited.period
        and audited.category is null
        and audited.major is null
left join audited as before
    on
        form_column.edition = before.edition
        and indicator.indicator = before.indicator
        and form_column.year - 1 = before.year
        and audited.period_kind = before.period_kind
        and before.category is null
        and before.major is null;

create temp view compared_required as
select * from compared_cells
where required;
