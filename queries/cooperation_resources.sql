-- title: 校企合作的投入
-- unit: 单位见各行
-- description: 附表所填的校企合作课程、教材、企业提供的设备、共建中心，以及聘请的大国工匠与劳动模范。“—”是报告印的横线（不适用），与填0不同。
-- key: indicator, period, major
-- source: 附表3、附表6
-- table: across
select *
from
    figures(
        [
            'form3_cooperative_courses', 'form3_cooperative_course_hours',
            'form3_textbooks_cooperative', 'form6_enterprise_equipment_10k_yuan',
            'form6_shared_practice_centres', 'form6_master_craftsmen'
        ],
        $year_from,
        $year_to,
        $majors
    )
order by year, ordinal
