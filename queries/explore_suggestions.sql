-- title: 可以从这里开始
-- unit:
-- description: 至少有三期数值、而且有升降的指标，不含再分类的；每节取一组，有好坏方向的优先；取数据最长的几节，最多八组。
-- key: section, unit
-- source: 各指标所在图表
-- inner: yes
with long_series as (
    select
        indicator.indicator,
        indicator.name,
        indicator.section,
        indicator.unit,
        indicator.chapter,
        indicator.direction <> 'neutral' as judged,
        count(distinct figure.period) as periods,
        min(figure.ordinal) as ordinal
    from latest_figure as figure
    inner join indicator on figure.indicator = indicator.indicator
    -- A line each: broken down further they would tangle.
    where figure.value is not null and figure.category is null and indicator.same_as is null
    group by all
    having periods >= 3 and count(distinct figure.value) > 1
),

-- One of each section and not too many, or they would be no quick choice.
grouped as (
    select
        chapter,
        section,
        unit,
        list(indicator order by ordinal) as indicators,
        string_agg(name, '、' order by ordinal) as names,
        bool_or(judged) as judged,
        max(periods) as periods
    from long_series
    group by chapter, section, unit
),

longest as (
    select *
    from grouped
    qualify
        row_number() over (
            partition by section
            order by judged desc, periods desc, len(indicators) desc, unit asc
        ) = 1
    order by periods desc, judged desc, section asc
    limit 8
)

select
    section,
    unit,
    indicators,
    names
from longest
-- Sections are numbered in Chinese: 二(三) is the third of the second chapter.
order by chapter, instr('一二三四五六七八九', substr(section, 3, 1))
