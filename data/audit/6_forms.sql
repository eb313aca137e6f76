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
    form_column.official_table || ' 第' || indicator.official_row || '行' as place,
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

-- A condition with its tick, its standard, and its value as printed and as reckoned from the rest.
create temp table compared_conditions as
select
    verdict.edition,
    verdict.ordinal as verdict_ordinal,
    verdict.printed as verdict,
    verdict.value = 1 as met_in_print,
    verdict.source as verdict_source,
    verdict.page as verdict_page,
    figure.* exclude (edition, low, high),
    standard.standard_id,
    standard.operator,
    standard.value as standard,
    standard.title as standard_title,
    standard.verified,
    rate.recomputed,
    rate.numerator,
    rate.denominator,
    rate.others,
    rate.other_source,
    rate.other_page,
    rate.note as caveat,
    case standard.operator
        when '>=' then figure.value >= standard.value
        when '>' then figure.value > standard.value
        when '<=' then figure.value <= standard.value
        when '<' then figure.value < standard.value
        else figure.value = standard.value
    end as met,
    case standard.operator
        when '>=' then rate.recomputed >= standard.value
        when '>' then rate.recomputed > standard.value
        when '<=' then rate.recomputed <= standard.value
        when '<' then rate.recomputed < standard.value
        else rate.recomputed = standard.value
    end as met_recomputed
from audited as verdict
inner join audited as figure
    on
        verdict.edition = figure.edition
        and verdict.category = figure.name
        and verdict.period = figure.period
        and verdict.major is not distinct from figure.major
        and figure.category is null
inner join standard on figure.indicator = standard.indicator and standard.kind = 'requirement'
left join rate_comparison as rate
    on
        figure.edition = rate.edition
        and figure.ordinal = rate.ordinal
where verdict.indicator = 'condition_met' and verdict.value is not null;

-- What an edition prints again, beside what the edition before it printed.
create temp table compared_editions as
select
    again.*,
    earlier.edition as earlier_edition,
    earlier.value as earlier_value,
    earlier.printed as earlier_printed,
    earlier.status as earlier_status,
    earlier.source as earlier_source,
    earlier.page as earlier_page
from audited as again
inner join observation as earlier
    on
        again.edition > earlier.edition
        and again.indicator = earlier.indicator
        and again.period = earlier.period
        and again.major is not distinct from earlier.major
        and again.category is not distinct from earlier.category
qualify row_number() over (
    partition by again.edition, again.ordinal
    order by earlier.edition desc
) = 1;

create temp view compared_values as
select * from audited
where value is not null;

-- The rows of every other table: what is printed in all of them but one was left out in that one.
create temp table compared_rows as
with cell as (
    select
        edition,
        ordinal,
        indicator,
        category,
        period_kind,
        period,
        major,
        page,
        regexp_replace(source, ' 第[0-9]+行.*$', '') as place,
        regexp_extract(source, '第[0-9]+行') as line
    from audited
    where regexp_matches(source, ' 第[0-9]+行')
),

printed_column as (
    select
        edition,
        place,
        indicator,
        category,
        period_kind,
        count(distinct line) as lines
    from cell
    group by edition, place, indicator, category, period_kind
),

printed_line as (
    select
        edition,
        place,
        line,
        any_value(period order by ordinal) as period,
        any_value(major order by ordinal) as major,
        any_value(page order by ordinal) as page,
        count(*) over (partition by edition, place) as lines
    from cell
    group by edition, place, line
)

select
    line.edition,
    line.place || ' ' || line.line as source,
    line.page,
    regexp_extract(line.period, '[0-9]{4}') || printed_column.period_kind as period,
    line.major,
    printed_column.indicator,
    printed_column.category,
    printed_column.period_kind,
    cell.ordinal
from printed_line as line
inner join printed_column
    on line.edition = printed_column.edition and line.place = printed_column.place
left join cell
    on
        line.edition = cell.edition
        and line.place = cell.place
        and line.line = cell.line
        and printed_column.indicator = cell.indicator
        and printed_column.category is not distinct from cell.category
        and printed_column.period_kind = cell.period_kind
where printed_column.lines >= 2 and printed_column.lines >= line.lines - 1;
