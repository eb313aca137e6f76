-- title: 配备比例
-- unit: 单位见各行
-- description: 由附表6同一年的两行相除算出：在编占教职工、专任教师占教职工，以及每名教师对应的在校生数。
-- key: period, major, indicator_name
-- source: 据附表6计算
-- table: across
with wanted as (
    select
        [
            'authorised_post_share_pct', 'full_time_teacher_share_form6_pct',
            'students_per_full_time_teacher', 'students_per_class_teacher',
            'students_per_ideology_teacher', 'students_per_pe_teacher', 'students_per_arts_teacher'
        ] as codes
)

select *
from figures((select wanted.codes from wanted), $year_from, $year_to, []::varchar[])
where value is not null
order by list_position((select wanted.codes from wanted), indicator), year
