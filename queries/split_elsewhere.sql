-- title: 所选专业的数在哪里
-- unit:
-- description: 同一事项在报告中印了几处时，分了所选专业的另一处。
-- key: asked_for
-- source: 指标目录
-- inner: yes
select
    asked.indicator as asked_for,
    other.indicator,
    other.name as indicator_name,
    any_value(figure.source order by figure.ordinal desc) as source
from indicator as asked
inner join indicator as other
    on
        coalesce(asked.same_as, asked.indicator) = coalesce(other.same_as, other.indicator)
        and asked.indicator <> other.indicator
inner join latest_figure as figure on other.indicator = figure.indicator
where
    list_contains($indicators, asked.indicator)
    and list_contains($majors, figure.major)
    and figure.value is not null
    and figure.year between $year_from and $year_to
group by asked.indicator, other.indicator, other.name, other.same_as
-- The main place of the report, where that has it.
qualify
    row_number() over (
        partition by asked.indicator
        order by other.same_as is not null, other.indicator
    ) = 1
order by list_position($indicators, asked.indicator)
