-- Figures and facts taken together as several questions ask for them; on top of derived.sql.

-- Figures of one thing together as they were printed, the newest first: what the prose states.
create macro figures_stated(wanted, first_year, last_year, majors) as table
    select *
    from figures(wanted, first_year, last_year, majors)
    order by
        min(ordinal) over (partition by indicator, major, category) asc, year desc, ordinal asc;

-- The graduates of each cohort, whole, beside those of them who went on and those who took work,
-- and how many are left; the mark of doubt of what is left is that of any of the three.
create macro cohorts(first_year, last_year, majors) as table
    with figure as (
        select *
        from figures(
            ['graduates', 'graduates_enrolled_higher', 'graduates_employed'],
            first_year, last_year, majors
        )
    )

    select
        graduates,
        enrolled,
        employed,
        graduates.value - enrolled.value - employed.value as rest,
        doubted_of(doubted_of(enrolled, employed), graduates) as doubted
    from figure as graduates
    inner join figure as enrolled
        on
            graduates.period = enrolled.period
            and graduates.major is not distinct from enrolled.major
    inner join figure as employed
        on
            graduates.period = employed.period
            and graduates.major is not distinct from employed.major
    where
        graduates.indicator = 'graduates'
        and enrolled.indicator = 'graduates_enrolled_higher'
        and employed.indicator = 'graduates_employed';

-- Where a reader picks indicators without majors, the whole school and every major are shown.
create macro figures_explored(wanted, first_year, last_year, majors) as table
    select * exclude (split_by)
    from latest_figure
    where
        list_contains(wanted, indicator)
        and year between first_year and last_year
        and case
            when list_has_any(split_by, majors) then list_contains(majors, major)
            else len(majors) = 0 or major is null
        end;

-- A finding of no year, or of no major, is shown whichever are chosen.
create macro is_chosen(finding_year, finding_major, first_year, last_year, majors) as
coalesce(finding_year between first_year and last_year, true)
and coalesce(len(majors) = 0 or list_contains(majors, finding_major), true);

create macro activities(majors) as table
    select
        ordinal,
        item,
        major,
        kind as category,
        "grouping" as time,
        detail,
        edition,
        source,
        page
    from facts('activity', majors);

-- What the whole school's rates come to by the report's own other figures.
create view reckoned_rate as
select
    indicator,
    period,
    category,
    arg_max(recomputed, (edition, off)) as recomputed -- rather what does not hold
from comparison
where kind = 'rate' and major is null
group by indicator, period, category;
