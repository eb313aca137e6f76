-- title: 计划采取的对策
-- unit:
-- description: 报告对这一挑战提出的对策，按原意概括；“指标”一栏是日后可以用来检验的指标。
-- key: detail
-- source: 正文九
with measure as (
    select
        ordinal,
        edition,
        detail,
        source,
        page,
        unnest(coalesce(string_split(indicators, ';'), [null])) as indicator
    from facts('measure', $majors)
    where item = $challenge
)

select
    measure.detail,
    string_agg(indicator.name, '、') as measured_by,
    measure.edition,
    measure.source,
    measure.page
from measure
left join indicator on measure.indicator = indicator.indicator
group by all
order by min(measure.ordinal)
