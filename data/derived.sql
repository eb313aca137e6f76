-- Worked out once for each data file, after the rows are in, so that no page does it again.

-- What charts and tables ask for: the newest figure with all that is said about it on screen.
-- A table and not a view: joins and the window over editions cost more than any question asked.
create table latest_figure as
select
    latest.indicator,
    indicator.name as indicator_name,
    latest.period,
    latest.period_type,
    latest.year,
    latest.major,
    latest.category,
    latest.value,
    indicator.unit,
    latest.printed,
    latest.status,
    latest.source,
    latest.page,
    latest.note,
    indicator.decimals,
    indicator.direction,
    indicator.category_label,
    -- The order of print: editions as they came, rows as they stand.
    row_number() over (order by latest.edition, latest.ordinal) as ordinal,
    -- The majors by which the report splits the indicator; empty where it does not.
    list_distinct(list(latest.major) over (partition by latest.indicator)) as split_by
from latest_observation as latest
inner join indicator on latest.indicator = indicator.indicator
order by latest.indicator, latest.year, latest.edition, latest.ordinal;

-- The one rule by which a reader's choice of majors narrows a figure. Where the report splits the
-- indicator by one of the majors chosen, their rows are shown; where it does not, the whole school
-- is shown, and the screen says so. Next year's report may split more: nothing changes here.
create macro figures(wanted, first_year, last_year, majors) as table
    select * exclude (split_by)
    from latest_figure
    where
        list_contains(wanted, indicator)
        and year between first_year and last_year
        and case
            when list_has_any(split_by, majors) then list_contains(majors, major)
            else major is null
        end;

-- The same for questions about the majors themselves: all of them where none is chosen.
create macro figures_by_major(wanted, first_year, last_year, majors) as table
    select * exclude (split_by)
    from latest_figure
    where
        list_contains(wanted, indicator)
        and year between first_year and last_year
        and major is not null
        and (len(majors) = 0 or list_contains(majors, major));

-- What is not a number: the facts on a topic, from the newest edition that has any, in the order
-- of print. What the report ties to no major is true of the whole school, and stays whichever
-- majors are chosen.
create macro facts(wanted, majors) as table
    with newest as (
        select max(edition) as edition
        from fact
        where topic = wanted
    )

    select fact.*
    from fact
    inner join newest on fact.edition = newest.edition
    where
        fact.topic = wanted
        and (len(majors) = 0 or fact.major is null or list_contains(majors, fact.major))
    order by fact.ordinal;
