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
