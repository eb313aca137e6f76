-- title: 分专业的数里不能照信的
-- unit:
-- description: 报告按专业印出、为核查所疑而学校还没有更正的数；出于一个原因的列一行。
-- key: finding
-- source: 报告各处，位置见各行
-- table: brief
-- empty: 没有这样的数。
select
    any_value(finding order by ordinal) as finding,
    string_agg(
        concat_ws(' · ', indicator_name, major, category) || ' ' || period || ' '
        || with_unit(printed, unit),
        '、' order by ordinal
    ) as indicator_name,
    any_value(source order by ordinal) as source,
    any_value(page order by ordinal) as page,
    count(*) as findings,
    -- The first sentence; the finding says the rest.
    any_value(string_split(doubt, '。')[1] order by ordinal) || '。' as message
from
    figures_by_major(
        (select list(code.indicator) from indicator as code), $year_from, $year_to, $majors
    )
where printed is not null and finding is not null and not corrected
group by cause
order by min(ordinal)
