-- title: 服务贡献一章中的数
-- unit: 单位见各行
-- description: 正文所述的办学年数、累计与今年的毕业生、双证书、就业与培训合计；约数照原文列出。
-- key: indicator, period, category, major
-- source: 正文六(一)、六(二)
-- table: stated
select *
from
    figures_stated(
        [
            'years_of_operation', 'graduates_cumulative', 'dual_certificate_graduates',
            'dual_certificate_rate_pct', 'first_employment_rate_pct', 'match_rate_prose_pct',
            'training_projects', 'training_people', 'training_certificates'
        ],
        $year_from,
        $year_to,
        $majors
    )
where category is null
