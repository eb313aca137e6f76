-- title: 德育活动多久一次
-- unit: 单位见各行
-- description: 主题班会与集会、帮扶导师谈心与了解情况的次数；多为制度规定的下限，不是实际发生的次数。
-- key: indicator, period, major
-- source: 正文三(六)、案例5
-- table: stated
select *
from
    figures_stated(
        [
            'theme_meetings_per_year', 'theme_meeting_topics', 'moral_assemblies_per_week',
            'mentor_talks_per_month', 'mentor_checkins_per_month'
        ],
        $year_from,
        $year_to,
        $majors
    )
