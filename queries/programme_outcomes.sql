-- title: 分专业的就业率、对口率与升学率
-- unit: %
-- description: 报告在正文中给出的部分专业或专业大类的数，和毕业生去向表里分专业的对口率，分母与届别以报告的说明为准；“以上”是下限，不是确数。
-- key: indicator, period, major, category
-- source: 正文三(二)
-- chart: bars item
with figure as (
    select
        figure.*,
        -- What the report says of a group of majors is said of each major in it.
        coalesce(figure.major, figure.category) as whose,
        regexp_replace(figure.indicator_name, '（.*', '') as what
    from latest_figure as figure
    where
        (
            list_contains([
                'employment_rate_by_programme_pct',
                'match_rate_by_programme_pct',
                'vocational_exam_progression_rate_pct'
            ], figure.indicator)
            -- The same by major, where the table of graduates has it.
            or (figure.indicator = 'match_rate_pct' and figure.major is not null)
        )
        and figure.year between $year_from and $year_to
)

select
    figure.* exclude (split_by, whose, what),
    figure.whose || ' ' || figure.what as item
from figure
where
    len($majors) = 0
    or list_contains($majors, figure.major)
    or figure.category in (
        select major.major_category
        from major
        where list_contains($majors, major.major)
    )
order by figure.year, figure.whose, figure.ordinal
