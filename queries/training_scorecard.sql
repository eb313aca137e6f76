-- title: 附表1 人才培养质量计分卡
-- unit: 单位见各行
-- description: 国家表式附表1的全部指标，逐年并列；带 † 的数值存疑，原因见“说明”。
-- key: period, indicator, major
-- source: 附表1
-- table: across
select *
from
    figures(
        (
            select list(indicator) from indicator
            where official_table = '附表1'
        ),
        $year_from, $year_to, $majors
    )
order by ordinal
