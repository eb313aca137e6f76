-- title: 要紧而不能照信的数
-- unit:
-- description: 关键指标、决定是否达到标准的数和变动大的、前后不可比的数里，最近一期为核查所疑而学校还没有答复的；出于一个原因的列一行。
-- key: finding
-- source: 报告各处，位置见各行
-- table: brief
-- empty: 没有这样的数。
with known as (
    select figure.*
    from
        figures(
            (select list(code.indicator) from indicator as code), $year_from, $year_to, $majors
        ) as figure
    where figure.value is not null
),

last as (
    select arg_max(ordinal, (year, ordinal)) as ordinal
    from known
    group by indicator, major, category
),

newest as (
    select known.*
    from known
    inner join last on known.ordinal = last.ordinal
),

-- What decides on a standard, and either end of a step that is large or cannot be compared.
decisive as (
    select ordinal
    from standard_figure
    union all
    select unnest([change.ordinal, change.ordinal_before]) as ordinal
    from change
    inner join latest_figure as figure on change.ordinal = figure.ordinal
    inner join move on change.move = move.move
    where
        (move.is_doubted and move.is_better is not null)
        or (change.move = 'incomparable' and figure.direction <> 'neutral')
)

select
    any_value(newest.finding order by newest.ordinal) as finding,
    string_agg(
        concat_ws(' · ', newest.indicator_name, newest.category) || ' ' || newest.period || ' '
        || coalesce(with_unit(newest.printed, newest.unit), in_sum(newest.value, newest.unit)),
        '、' order by newest.ordinal
    ) as indicator_name,
    any_value(newest.source order by newest.ordinal) as source,
    min(newest.page) as page,
    count(*) as findings,
    -- The first sentence; the finding says the rest.
    any_value(string_split(newest.doubt, '。')[1] order by newest.ordinal) || '。' as message
from newest
inner join indicator on newest.indicator = indicator.indicator
where
    newest.finding is not null
    and not newest.corrected
    and (
        indicator.is_key
        or newest.ordinal in (select decisive.ordinal from decisive)
    )
group by newest.cause
order by bool_or(indicator.is_key) desc, min(newest.ordinal) asc
