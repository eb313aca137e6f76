-- Worked out once for each data file, after the rows are in, so that no page does it again.

-- Periods of one kind may be held against each other. Of a day the year counts: the next report is
-- printed on another.
create macro kind_of(figure) as if(figure.period_type = 'as_of', '', figure.period_kind);

-- What charts and tables ask for: the newest figure with all that is said about it on screen. Where
-- the school has corrected a figure, the corrected value counts and the printed one stands beside
-- it; where the figures suggest a break in series that the school has not denied, it is drawn.
-- What is doubted stands in the row itself, so that no chart, table, card or file shows a doubted
-- figure as if nothing were the matter: the finding and what it says, both empty where there is no
-- doubt; whether the school has corrected the figure; whether a break is proposed, not printed.
-- A table and not a view: joins and the window over editions cost more than any question asked.
create temp table known_figure as
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
    doubted.cause,
    doubted.doubt,
    coalesce(doubted.corrected, false) as corrected,
    latest.status = 'A' and proposal.proposed is not null as proposed,
    -- By the audit or by the report itself.
    is_in_doubt(
        doubted.finding is not null and not doubted.corrected,
        status.is_doubtful,
        status.begins_series
    ) as is_doubted,
    -- What the print allows; what the school has corrected is exact.
    if(correction.value is null, printed.low, correction.value) as low,
    if(correction.value is null, printed.high, correction.value) as high
from latest_observation as latest
inner join observation as printed
    on latest.edition = printed.edition and latest.ordinal = printed.ordinal
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
    on status_drawn(latest.status, proposal.proposed) = status.status;

-- Figures of one series may be held against each other within a stretch: a break begins another,
-- and what is defined otherwise is of none.
alter table known_figure add column stretch bigint;

update known_figure
set
    stretch = (
        select count(*)
        from known_figure as first
        inner join status on first.status = status.status
        inner join indicator on known_figure.indicator = indicator.indicator
        where
            status.begins_series
            and first.indicator in (indicator.same_as, indicator.indicator)
            and first.major is not distinct from known_figure.major
            and first.category is not distinct from known_figure.category
            and kind_of(first) = kind_of(known_figure)
            and first.year <= known_figure.year
    )
where
    exists (
        select 1
        from status
        where
            status.status = known_figure.status
            and (status.is_comparable or status.begins_series)
    );

-- Of two figures the one that a mark of doubt is taken from: what the school has corrected is no
-- longer doubted.
create macro doubted_of(one, other) as
if(one.finding is null or (one.corrected and other.finding is not null), other, one);

-- The status of what is worked out of two figures: a gap in either, else what holds for both.
create macro status_of(one, other) as (
    select arg_max(status, (is_gap, begins_series, not is_comparable, ordinal))
    from status
    where status in (one, other)
);

create macro source_of(one, other) as
'据 ' || list_aggregate(
    list_sort(list_distinct([
        regexp_extract(place, '^(?:据 )?(.*?)(?: 计算)?$', 1)
        for place in [table_of(one.source), table_of(other.source)]
    ])),
    'string_agg',
    '、'
) || ' 计算';

create macro behind_number(unit) as
if(unit in ('%', '') or starts_with(unit, ':'), unit, ' ' || unit);

-- A number as it is written in a sum: 1,204 人, 2,584.56 万元, 18.1:1.
create macro in_sum(value, unit) as format('{:,.10g}', value) || behind_number(unit);

-- A figure as it is printed, with its unit where a bare number is printed: 592 人, 98.47%, 18:1.
create macro with_unit(printed, unit) as
printed || if(regexp_full_match(printed, '[0-9.,]+'), behind_number(unit), '');

create macro quotient(above, below, scale) as
in_sum(above.value, above.unit) || ' ÷ ' || in_sum(below.value, below.unit)
|| if(scale = 1, '', format(' × {:,.10g}', cast(scale as double)));

-- What is worked out of figures of the same period stands beside what is printed, with the doubts,
-- breaks and gaps of both.
insert into known_figure by name
with pair as (
    select
        derivation.*,
        code.name as indicator_name,
        code.unit,
        code.decimals,
        code.direction,
        above,
        below,
        doubted_of(above, below) as doubted,
        status_of(above.status, below.status) as status
    from derivation
    inner join indicator as code on derivation.indicator = code.indicator
    inner join known_figure as above on derivation.numerator = above.indicator
    inner join known_figure as below
        on
            derivation.denominator = below.indicator
            and above.period = below.period
            and above.major is not distinct from below.major
            and above.category is not distinct from below.category
    where coalesce(below.value > 0, true)
)

select
    pair.above.edition,
    pair.indicator,
    pair.indicator_name,
    pair.above.period,
    pair.above.period_type,
    pair.above.year,
    pair.above.period_kind,
    pair.above.major,
    pair.above.category,
    round(pair.scale * pair.above.value / pair.below.value, pair.decimals) as value,
    pair.unit,
    cast(null as varchar) as printed,
    status.status,
    status.is_comparable,
    source_of(pair.above, pair.below) as source,
    if(pair.above.page = pair.below.page, pair.above.page, null) as page,
    nullif(
        concat_ws(
            '；',
            quotient(pair.above, pair.below, pair.scale),
            if(status.is_doubtful, pair.above.note, null),
            if(status.is_doubtful, pair.below.note, null)
        ),
        ''
    ) as note,
    pair.decimals,
    pair.direction,
    pair.above.category_label,
    (select max(known_figure.ordinal) from known_figure)
    + row_number() over (order by pair.indicator, pair.above.ordinal) as ordinal,
    list_distinct(list(pair.above.major) over (partition by pair.indicator)) as split_by,
    pair.doubted.finding,
    pair.doubted.cause,
    pair.doubted.doubt,
    pair.doubted.corrected,
    pair.above.proposed or pair.below.proposed as proposed,
    pair.above.is_doubted or pair.below.is_doubted as is_doubted,
    -- Whether it has moved is told by what it comes to.
    value as low,
    value as high,
    pair.above.stretch + pair.below.stretch as stretch
from pair
inner join status on pair.status = status.status;

insert into rate_base by name
select
    known.indicator,
    known.period,
    known.major,
    known.category,
    derivation.denominator as base_indicator,
    known.period as base_period,
    known.major as base_major,
    known.category as base_category
from derivation
inner join known_figure as known on derivation.indicator = known.indicator
where known.value is not null;

-- A rate beside what it is a share of, and where those were a sample, how many there were in all.
create table latest_figure as
select
    known.* exclude (low, high),
    base.value as base,
    base.indicator_name as base_name,
    base.is_doubted as base_is_doubted,
    whole.value as base_of,
    whole.indicator_name as base_of_name,
    whole.is_doubted as base_of_is_doubted
from known_figure as known
left join rate_base
    on
        known.indicator = rate_base.indicator
        and known.period = rate_base.period
        and known.major is not distinct from rate_base.major
        and known.category is not distinct from rate_base.category
left join known_figure as base
    on
        rate_base.base_indicator = base.indicator
        and rate_base.base_period = base.period
        and rate_base.base_major is not distinct from base.major
        and rate_base.base_category is not distinct from base.category
left join indicator as sample on base.indicator = sample.indicator
left join known_figure as whole
    on
        sample.sample_of = whole.indicator
        and base.year = whole.year
        and base.major is not distinct from whole.major
        and whole.category is null
        and whole.period_type <> 'term'
qualify row_number() over (partition by known.ordinal order by whole.ordinal desc) = 1
order by known.indicator, known.year, known.edition, known.ordinal;

-- What became of each figure since the one printed before it of the same kind of period: 2023年秋季
-- is held against 2022年秋季, never against 2023年春季. The one rule for "changed", "better" and
-- "comparable"; whatever is said of a change anywhere is read from here.
create table change (
    -- That of the figure in latest_figure.
    ordinal integer primary key,
    ordinal_before integer not null,
    before double not null,
    period_before varchar not null,
    year_before integer not null,
    -- NULL where the two cannot be compared.
    difference double,
    -- By how much it moved: a rate by points, anything else by per cent of what it was.
    extent double,
    move varchar not null references move (move),
    -- Why, in words.
    grounds varchar not null
);

insert into change by name
with figure as (
    select
        latest.*,
        known.low,
        known.high,
        indicator.notable_pct,
        coalesce(indicator.same_as, indicator.indicator) as main
    from latest_figure as latest
    inner join known_figure as known on latest.ordinal = known.ordinal
    inner join indicator on latest.indicator = indicator.indicator
    where latest.value is not null
),

-- What is printed a second time is not to be relied on more than at its main place.
trusted as (
    select figure.* replace (figure.is_doubted or coalesce(main.is_doubted, false) as is_doubted)
    from figure
    left join figure as main
        on
            figure.main = main.indicator
            and figure.indicator <> main.indicator
            and figure.period = main.period
            and figure.major is not distinct from main.major
            and figure.category is not distinct from main.category
            and figure.value = main.value
),

paired as (
    select
        *,
        lag(ordinal) over earlier as ordinal_before,
        lag(value) over earlier as before,
        lag(low) over earlier as low_before,
        lag(high) over earlier as high_before,
        lag(base) over earlier as base_before,
        lag(period) over earlier as period_before,
        lag(year) over earlier as year_before,
        lag(stretch) over earlier as stretch_before,
        is_doubted or lag(is_doubted) over earlier as doubted,
        is_doubted as doubted_now
    from trusted as figure -- noqa: AL05
    window
        earlier as (
            partition by indicator, major, category, kind_of(figure)
            order by year, ordinal
        )
    qualify before is not null
),

measured as (
    select
        paired.*,
        round(value - before, 9) as step,
        if(unit = '%', abs(step), abs(100 * step / nullif(before, 0))) as extent,
        ordinary_variation(value, base, before, base_before) as ordinary,
        is_apart(low, high, low_before, high_before) as is_apart,
        if(
            unit = '%',
            is_beyond_chance(value, base, before, base_before),
            is_apart and is_notable(value, before, notable_pct)
        ) as is_beyond
    from paired
),

judged as (
    select
        *,
        case
            when coalesce(stretch <> stretch_before, true) then 'incomparable'
            when step = 0 then 'steady'
            when is_beyond is null then 'unjudged'
            when not is_beyond then 'steady'
            else
                if(doubted, 'maybe_', '')
                || case
                    when direction = 'neutral' then 'moved'
                    when (step > 0) = (direction = 'up') then 'better'
                    else 'worse'
                end
        end as move
    from measured
)

select
    ordinal,
    ordinal_before,
    before,
    period_before,
    year_before,
    if(move = 'incomparable', null, step) as difference,
    if(move = 'incomparable', null, extent) as extent,
    move,
    case
        when stretch <> stretch_before or (stretch is not null and not is_comparable)
            then '自' || period || '起与以前不可比'
        when move = 'incomparable' then '两期口径不同'
        when step = 0 then '两期相同'
        when move = 'unjudged' then '报告没有印出每期按多少人计算'
        when unit = '%'
            then
                '以' || base_name || format(' {:,.10g}、{:,.10g} 计，', base_before, base)
                || if(move = 'steady', '不超过', '超过')
                || format('平常波动（{:.1f} 个百分点）', ordinary)
        when not is_apart then '两期印的是约数，分不出高低'
        when before = 0 then '自零起'
        else '变动' || if(move = 'steady', '不到', '达到') || format(' {:.10g}%', notable_pct)
    end
    || case
        when not doubted or move = 'incomparable' then ''
        else '；' || if(doubted_now, period, period_before) || '的数有疑'
    end as grounds
from judged
order by ordinal;

-- A group of majors stands among the categories of a figure, and says nothing of those outside it.
create macro is_group(category) as
coalesce(list_contains((select list(major_category) from major), category), false);

create macro is_of_others(category, majors) as
len(majors) > 0
and is_group(category)
and not list_contains(
    (
        select list(major_category)
        from major
        where list_contains(majors, major)
    ),
    category
);

-- The one rule by which a reader's choice of majors narrows a figure. Where the report splits the
-- indicator by one of the majors chosen, their rows are shown; where it does not, what is of no
-- major is shown, unless it is of a group without any of them, and the screen says so. Next year's
-- report may split more: nothing changes here.
create macro figures(wanted, first_year, last_year, majors) as table
    select * exclude (split_by)
    from latest_figure
    where
        list_contains(wanted, indicator)
        and year between first_year and last_year
        and case
            when list_has_any(split_by, majors) then list_contains(majors, major)
            else major is null and not is_of_others(category, majors)
        end;

-- The same, each figure with what became of it since the one before, where that was asked for too.
create macro figures_compared(wanted, first_year, last_year, majors) as table
    select
        figure.*,
        change.* exclude (ordinal, ordinal_before)
    from figures(wanted, first_year, last_year, majors) as figure
    left join change on figure.ordinal = change.ordinal and change.year_before >= first_year;

-- The same for questions about the majors themselves: all of them where none is chosen.
create macro figures_by_major(wanted, first_year, last_year, majors) as table
    select * exclude (split_by)
    from latest_figure
    where
        list_contains(wanted, indicator)
        and year between first_year and last_year
        and major is not null
        and (len(majors) = 0 or list_contains(majors, major));

-- A standard met by what is doubted is not met, until that is put right.
create macro standing(value, operator, standard, is_doubted) as
case
    when not meets(value, operator, standard) then 'missed'
    when is_doubted then 'depends'
    when meets(value, operator, standard) then 'met'
end;

-- The whole school's figures that a standard is about. One for a category names it in its title.
create table standard_figure as
select
    standard.standard_id,
    latest.* exclude (split_by)
from standard
inner join latest_figure as latest on standard.indicator = latest.indicator
where
    latest.value is not null and latest.major is null
    and coalesce(contains(standard.title, latest.category), true)
order by standard.standard_id, latest.ordinal;

create table newest_standard_figure as
select *
from standard_figure
qualify row_number() over (partition by standard_id order by year desc, ordinal desc) = 1
order by standard_id;

-- The same over the years: of 春季 and 秋季 the one printed last, each figure beside the last one,
-- and whether it holds with the one before it, which is never so across a break.
create table standard_series as
with figure as (
    select
        standard.title as item,
        standard.value as standard,
        latest.* exclude (standard_id, printed, period_type, direction),
        meets(latest.value, standard.operator, standard.value) as met,
        standing(latest.value, standard.operator, standard.value, latest.is_doubted) as standing,
        status.begins_series
    from standard
    inner join standard_figure as latest on standard.standard_id = latest.standard_id
    inner join status on latest.status = status.status
    qualify
        latest.period_kind
        = first_value(latest.period_kind) over (
            partition by standard.title order by latest.year desc, latest.ordinal desc
        )
)

select
    *,
    row_number() over backward as back,
    first_value(struct_pack(value, year, base)) over backward as last,
    max(year) filter (where begins_series) over (partition by item) as began,
    coalesce(lead(year) over backward = year - 1, false)
    and is_comparable
    and met = lead(met) over backward as held
from figure
window backward as (partition by item order by year desc)
order by item, year;

-- The findings, each with the slip it comes of: that is as grave as the finding that names it, one
-- of the gravest. It is about the years of all figures that take part, and of all that a sentence
-- speaks of: what is said of 2019 and 2023 is shown to whoever looks at either.
create table finding_of_cause as
with spoken_of as (
    select
        finding.finding,
        unnest([finding.year, claim.first_year, claim.last_year]) as year
    from finding
    left join claim
        on
            finding.check_id = 'claims'
            and finding.edition = claim.edition
            and finding.detail = claim.claim
    union all
    select
        finding_figure.finding,
        observation.year
    from finding_figure
    inner join observation using (edition, ordinal)
),

concerned as (
    select
        finding,
        list(distinct year order by year) filter (where year is not null) as years
    from spoken_of
    group by finding
)

select
    finding.*,
    concerned.years,
    head.finding as cause,
    head.severity as cause_severity,
    min(finding.ordinal) over (partition by head.finding) as cause_ordinal,
    audit_check.finds as cause_finds
from finding
inner join concerned on finding.finding = concerned.finding
inner join finding_cause on finding.finding = finding_cause.finding
inner join finding as head on finding_cause.cause = head.finding
inner join audit_check on head.check_id = audit_check.check_id
order by finding.edition, finding.ordinal;

-- Every figure that takes part in a finding, the one it is about first.
create table figures_of_finding as
select
    finding_figure.finding,
    list({
        'name': concat_ws(' · ', indicator.name, observation.major, observation.category),
        'indicator': observation.indicator,
        'chapter': indicator.chapter,
        'period': observation.period,
        'printed': with_unit(observation.printed, indicator.unit),
        'source': observation.source,
        'page': observation.page
    } order by finding_figure.position) as figures
from finding_figure
inner join observation using (edition, ordinal)
inner join indicator on observation.indicator = indicator.indicator
group by finding_figure.finding
order by finding_figure.finding;

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

-- What the school's own lists give, as charts and tables ask for it: another kind of figure than
-- what is printed, so it stands in a table of its own and in no other question. A rate bears the
-- interval that chance leaves it (Wilson's, 95 %).
create table list_figure as
with place as (
    select
        indicator,
        category,
        min(ordinal) as ordinal
    from record
    group by indicator, category
),

known as (
    select
        indicator,
        decimals,
        direction,
        category_label
    from indicator
    union all
    select
        indicator,
        decimals,
        direction,
        category_label
    from record_indicator
),

given as (
    select
        *,
        value / 100 as share,
        -- The square of how many standard errors stand on each side, for each person.
        if(unit = '%' and persons > 0, 1.96 * 1.96 / persons, null) as doubt
    from record_export
),

bounded as (
    select
        * exclude (share, doubt),
        100 * (share + doubt / 2) / (1 + doubt) as middle,
        100 * sqrt(doubt * share * (1 - share) + doubt * doubt / 4) / (1 + doubt) as half
    from given
)

select
    bounded.* exclude (school_year, middle, half),
    bounded.school_year as year,
    concat_ws(' ', bounded.grade, bounded.sex) as groups,
    abs(round(bounded.middle - bounded.half, 1)) as lowest, -- never -0
    round(bounded.middle + bounded.half, 1) as highest,
    coalesce(bounded.major, '全校') as whose,
    '学校名单汇总' as origin,
    '据' || record_list.label || '汇总（' || bounded.delivered || ' 交来）' as source,
    cast(null as integer) as page,
    cast(null as varchar) as note,
    known.category_label,
    known.decimals,
    known.direction,
    row_number() over (
        order by place.ordinal asc, bounded.school_year asc, major.rowid asc nulls last
    ) as ordinal
from bounded
inner join record_list on bounded.list = record_list.list
inner join place
    on
        bounded.indicator = place.indicator
        and bounded.category is not distinct from place.category
left join known on bounded.indicator = known.indicator
left join major on bounded.major = major.major
order by ordinal;
