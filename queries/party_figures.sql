-- title: 党建工作中的数
-- unit: 单位见各行
-- description: 正文党建一节印出的数。
-- key: indicator, period, major
-- source: 正文三(一)
-- table: stated
select *
from
    figures_stated(
        ['party_study_participation_rate_pct', 'library_volunteering_interval_weeks'],
        $year_from,
        $year_to,
        $majors
    )
