-- title: 可单看的学期或类别
-- unit:
-- description: 自选指标按学期或类别分列时，在所选年份与专业内各有哪些。
-- key: split
-- source: 各指标所在图表
-- inner: yes
select split_of($lines, period_kind, category) as split
from
    figures_in_lines($indicators, $lines, '', '', $year_from, $year_to, $majors)
where value is not null and split_of($lines, period_kind, category) is not null
group by all
order by min(ordinal)
