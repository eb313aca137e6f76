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
            else len(majors) = 0 or major is null and not is_of_others(category, majors)
        end;

create macro term_of(period_kind) as regexp_replace(period_kind, '^学?年', '');

create macro split_of(lines, period_kind, category) as
case lines when 'term' then term_of(period_kind) when 'category' then category end;

-- The same as lines of a chart: of majors, of terms or of categories, or else a line an indicator,
-- of the whole where that is known. A line is named by what tells it from the others. Of terms and
-- categories one may be asked for alone.
create macro figures_in_lines(wanted, lines, alone, kind, first_year, last_year, majors) as table
    with figure as (
        select
            *,
            bool_or(major is null and not is_group(category) and value is not null)
                over of_one as has_school,
            bool_or(category is null and value is not null) over of_one as has_total
        from figures_explored(wanted, first_year, last_year, majors)
        where kind in ('', period_type)
        window of_one as (partition by indicator)
    ),

    line as (
        select * exclude (has_school, has_total)
        from figure
        where
            (lines <> 'term' or period_type = 'term')
            and if(lines = 'major', major is not null, major is null or not has_school)
            and if(
                lines = 'category',
                category is not null,
                category is null or not has_total or is_group(category) and not has_school
            )
            and (alone = '' or split_of(lines, period_kind, category) = alone)
    )

    select
        * replace (
            -- Terms as lines run over years.
            if(lines = 'term', regexp_extract(period, '^[0-9]+学?年'), period) as period
        ),
        coalesce(
            nullif(
                concat_ws(
                    ' · ',
                    case when count(distinct indicator) over () > 1 then indicator_name end,
                    case when lines = 'term' then term_of(period_kind) end,
                    case
                        when count(major) over of_one > 0 and not is_group(category)
                            then coalesce(major, '全校')
                    end,
                    case
                        when count(category) over of_one > 0
                            then
                                coalesce(
                                    category,
                                    if(bool_or(is_group(category)) over of_one, null, '合计')
                                )
                    end
                ),
                ''
            ),
            indicator_name
        ) as series
    from line
    window of_one as (partition by indicator);

-- How many places a number has behind its point.
create macro places_of(number) as
length(regexp_extract(format('{:.6f}', number), '[.](.*?)0*$', 1));

create macro difference(figure, before) as
in_sum(figure.value, figure.unit) || ' − ' || in_sum(before.value, before.unit);

-- What a reader has worked out of each figure, from that and another one: of the year it is held
-- against, of the whole it is a part of, of the same period for a ratio. Where that cannot be,
-- there is no value, and the grounds say why. A figure in doubt, on either side, keeps its mark.
create macro figures_calculated(
    calculation, base_year, wanted, lines, alone, kind, first_year, last_year, majors
) as table
    with line as (
        select
            ordinal,
            period as axis,
            series
        from
            figures_in_lines(
                if(calculation = 'ratio', wanted[:1], wanted),
                lines,
                alone,
                kind,
                first_year,
                last_year,
                majors
            )
        where value is not null
    ),

    pair as (
        select
            line.axis,
            line.series,
            figure,
            against,
            calculation in ('share', 'ratio') as is_of_two
        from line
        inner join latest_figure as figure on line.ordinal = figure.ordinal
        left join part_of
            on
                calculation = 'share'
                and figure.indicator = part_of.indicator
                and figure.period = part_of.period
                and figure.major is not distinct from part_of.major
                and figure.category is not distinct from part_of.category
        left join latest_figure as against
            on
                against.value is not null
                and case calculation
                    when 'share'
                        then
                            part_of.whole_indicator = against.indicator
                            and part_of.whole_period = against.period
                            and part_of.whole_major is not distinct from against.major
                            and part_of.whole_category is not distinct from against.category
                    else
                        figure.major is not distinct from against.major
                        and figure.category is not distinct from against.category
                        and if(
                            calculation = 'ratio',
                            against.indicator = wanted[2] and figure.period = against.period,
                            figure.indicator = against.indicator
                            and kind_of(figure) = kind_of(against)
                            and against.year
                            = if(calculation = 'growth', figure.year - 1, base_year)
                        )
                end
        qualify
            row_number() over (
                partition by figure.ordinal
                order by
                    coalesce(part_of.split, '') <> lines asc,
                    part_of.split asc,
                    against.ordinal desc
            ) = 1
    ),

    weighed as (
        select
            *,
            case
                when against.value is null
                    then
                        case calculation
                            when 'share'
                                then if(figure.unit = '%', '本身就是比率', '没有登记它的总数')
                            when 'ratio' then '同一时期没有另一项的数'
                            when 'growth' then '上一年没有数'
                            else base_year || '年没有数'
                        end
                when not is_of_two and figure.stretch <> against.stretch then '其间口径有变，不可比'
                when not is_of_two and (figure.stretch + against.stretch) is null then '两期口径不同'
                when calculation <> 'change' and against.value = 0 then '作除数的是 0'
            end as grounds
        from pair
    ),

    reckoned as (
        select
            *,
            case
                when grounds is not null then null
                when calculation = 'change' then round(figure.value - against.value, 6)
                when calculation = 'growth'
                    then 100 * (figure.value - against.value) / against.value
                else if(calculation = 'ratio', 1, 100) * figure.value / against.value
            end as result
        from weighed
    ),

    rounded as (
        select
            *,
            cast(
                case calculation
                    when 'change' then greatest(figure.decimals, places_of(result))
                    when 'share' then 2
                    -- Three digits that count, whatever the two are measured in; of nought, none.
                    when 'ratio'
                        then
                            case
                                when max(abs(result)) over () > 0
                                    then
                                        greatest(
                                            0,
                                            least(6, 2 - floor(log10(max(abs(result)) over ())))
                                        )
                                else 0
                            end
                    else 1
                end as integer
            ) as places
        from reckoned
    )

    select
        figure.* exclude (split_by) replace (
            axis as period,
            round(result, places) as value,
            case calculation
                when 'change' then if(figure.unit = '%', '个百分点', figure.unit)
                when 'index' then base_year || '年＝100'
                when 'ratio'
                    then if(figure.unit = against.unit, '倍', figure.unit || '/' || against.unit)
                when 'growth' then if(figure.unit = '%', '%，非百分点', '%')
                else '%'
            end as unit,
            cast(null as varchar) as printed,
            -- Within a series a break stands where it is printed, not at all that follows it.
            status_of(
                figure.status,
                if(is_of_two or against.is_comparable, against.status, figure.status)
            ) as status,
            source_of(figure, if(is_of_two, against, figure)) as source,
            if(figure.page = against.page, figure.page, null) as page,
            places as decimals,
            if(calculation = 'change', figure.direction, 'neutral') as direction,
            doubted_of(figure, against).finding as finding,
            doubted_of(figure, against).cause as cause,
            doubted_of(figure, against).doubt as doubt,
            doubted_of(figure, against).corrected as corrected,
            figure.is_doubted or coalesce(against.is_doubted, false) as is_doubted,
            cast(null as double) as base,
            cast(null as double) as base_of
        ),
        series,
        figure.value as own,
        against.value as against,
        against.period as period_against,
        if(is_of_two, against.indicator_name, null) as name_against,
        case calculation
            when 'change' then difference(figure, against)
            when 'growth'
                then
                    '（' || difference(figure, against) || '） ÷ '
                    || in_sum(against.value, against.unit) || ' × 100'
            else quotient(figure, against, if(calculation = 'ratio', 1, 100))
        end as arithmetic,
        grounds
    from rounded;

-- A finding of no year, or of no major, is shown whichever are chosen.
create macro is_chosen(finding_years, finding_major, first_year, last_year, majors) as
coalesce(list_has_any(finding_years, range(first_year, last_year + 1)), true)
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
create table reckoned_rate as
select
    indicator,
    period,
    category,
    arg_max(recomputed, (edition, off)) as recomputed -- rather what does not hold
from comparison
where kind = 'rate' and major is null
group by indicator, period, category
order by indicator, period, category;

-- Facts of one kind and group together in a line, in the order of print.
create macro facts_gathered(wanted, majors) as table
    select
        kind as category,
        major,
        nullif("grouping", kind) as major_category,
        string_agg(item, '、' order by ordinal) as items,
        detail,
        any_value(edition) as edition,
        any_value(source) as source,
        min(page) as page
    from facts(wanted, majors)
    group by "grouping", major, kind, detail
    order by min(ordinal);

-- Each figure beside the standard for it, and what it comes to by the report's own other figures.
create table beside_standard as
select
    latest.ordinal,
    standard.value as standard,
    standard.operator,
    standing(latest.value, standard.operator, standard.value, latest.is_doubted) as standing,
    standard.verified,
    reckoned.recomputed
from latest_figure as latest
inner join standard on latest.indicator = standard.indicator
left join reckoned_rate as reckoned
    on
        latest.indicator = reckoned.indicator
        and latest.period = reckoned.period
        and latest.category is not distinct from reckoned.category
        and latest.major is null
order by latest.ordinal, standard.rowid;
