-- Worked out once for each data file, after the rows are in, so that no page does it again.

-- What charts and tables ask for: the newest figure with all that is said about it on screen. Where
-- the school has corrected a figure, the corrected value counts and the printed one stands beside
-- it; where the figures suggest a break in series that the school has not denied, it is drawn.
-- What is doubted stands in the row itself, so that no chart, table, card or file shows a doubted
-- figure as if nothing were the matter: the finding and what it says, both empty where there is no
-- doubt; whether the school has corrected the figure; whether a break is proposed, not printed.
-- A table and not a view: joins and the window over editions cost more than any question asked.
create table latest_figure as
with correction as (
    select *
    from answer
    where answer = 'corrected'
    qualify row_number() over (
        partition by edition, indicator, period, major, category
        order by ordinal desc
    ) = 1
),

proposal as (
    select
        figure.edition,
        figure.ordinal,
        any_value(finding.proposed order by finding.ordinal) as proposed,
        any_value(finding.message order by finding.ordinal) as message
    from finding
    inner join standing_figure as figure
        on finding.finding = figure.finding and figure.position = 1
    where
        finding.proposed is not null
        and not exists (
            select 1
            from answer
            where
                answer.edition = finding.edition
                and answer.finding = finding.finding
                and answer.answer <> 'explained'
        )
    group by figure.edition, figure.ordinal
)

select
    latest.edition,
    latest.indicator,
    indicator.name as indicator_name,
    latest.period,
    latest.period_type,
    latest.year,
    latest.period_kind,
    latest.major,
    latest.category,
    coalesce(correction.value, latest.value) as value,
    indicator.unit,
    latest.printed,
    status.status,
    status.is_comparable,
    latest.source,
    latest.page,
    nullif(
        concat_ws(
            '；',
            latest.note,
            if(
                correction.value is not null,
                '学校更正为 ' || regexp_replace(cast(correction.value as varchar), '\.0$', '')
                || '（报告印 ' || latest.printed || '）：' || correction.text,
                null
            ),
            if(latest.status = 'A', '核查提议作序列中断：' || proposal.message, null)
        ),
        ''
    ) as note,
    indicator.decimals,
    indicator.direction,
    indicator.category_label,
    -- The order of print: editions as they came, rows as they stand.
    row_number() over (order by latest.edition, latest.ordinal) as ordinal,
    -- The majors by which the report splits the indicator; empty where it does not.
    list_distinct(list(latest.major) over (partition by latest.indicator)) as split_by,
    doubted.finding,
    doubted.doubt,
    coalesce(doubted.corrected, false) as corrected,
    latest.status = 'A' and proposal.proposed is not null as proposed
from latest_observation as latest
inner join indicator on latest.indicator = indicator.indicator
left join correction
    on
        latest.edition = correction.edition
        and latest.indicator = correction.indicator
        and latest.period = correction.period
        and latest.major is not distinct from correction.major
        and latest.category is not distinct from correction.category
left join doubted_figure as doubted
    on
        latest.indicator = doubted.indicator
        and latest.period = doubted.period
        and latest.major is not distinct from doubted.major
        and latest.category is not distinct from doubted.category
left join proposal
    on latest.edition = proposal.edition and latest.ordinal = proposal.ordinal
inner join status
    on status.status = if(latest.status = 'A', coalesce(proposal.proposed, 'A'), latest.status)
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

-- The same, each figure beside the one before it of the same kind of period: 2023年秋季 is compared
-- with 2022年秋季, never with 2023年春季. Figures of different definition have no difference.
create macro figures_compared(wanted, first_year, last_year, majors) as table
    select
        *,
        lag(value) over earlier as before,
        lag(period) over earlier as period_before,
        lag(status) over earlier as status_before,
        lag(year) over earlier as year_before,
        lag(finding is not null and not corrected) over earlier as doubted_before,
        case
            when is_comparable and lag(is_comparable) over earlier
                then value - lag(value) over earlier
        end as difference
    from figures(wanted, first_year, last_year, majors)
    window earlier as (
        partition by indicator, major, category, period_kind
        order by year
    );

-- The same for questions about the majors themselves: all of them where none is chosen.
create macro figures_by_major(wanted, first_year, last_year, majors) as table
    select * exclude (split_by)
    from latest_figure
    where
        list_contains(wanted, indicator)
        and year between first_year and last_year
        and major is not null
        and (len(majors) = 0 or list_contains(majors, major));

-- The whole school's figures that a standard is about. One for a category names it in its title.
create view standard_figure as
select
    standard.standard_id,
    latest.* exclude (split_by)
from standard
inner join latest_figure as latest on standard.indicator = latest.indicator
where
    latest.value is not null and latest.major is null
    and coalesce(contains(standard.title, latest.category), true);

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
