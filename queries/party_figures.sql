-- title: 党建工作中的数
-- unit: 单位见各行
-- description: 正文党建一节印出的数。
-- key: indicator, period, major
-- source: 正文三(一)
-- table: stated
select *
from
    figures(
        ['party_study_participation_rate_pct', 'library_volunteering_interval_weeks'],
        $year_from,
        $year_to,
        $majors
    )
-- What was printed of one thing stands together, the newest first.
order by min(ordinal) over (partition by indicator, major, category) asc, year desc, ordinal asc
