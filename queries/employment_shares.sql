-- title: 直接就业者中的比例
-- unit: %
-- description: 留在当地、到中小微企业、在第三产业就业的人数各除以当年直接就业人数（不含升学），由附表1、附表4算出。
-- key: indicator, period, major
-- source: 据附表1、附表4计算
-- chart: bars indicator_name
with wanted as (
    select
        [
            'local_employment_share_pct', 'small_firm_employment_share_pct',
            'tertiary_employment_share_pct'
        ] as codes
)

select *
from figures((select wanted.codes from wanted), $year_from, $year_to, $majors)
order by year, list_position((select wanted.codes from wanted), indicator)
