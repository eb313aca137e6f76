-- title: 关键指标
-- unit:
-- description: 指标目录里标为关键、报告也印出的指标，按报告的章。
-- key: indicator
-- source: 指标目录
-- inner: yes
select figure.indicator
from latest_figure as figure
inner join indicator on figure.indicator = indicator.indicator
where indicator.is_key and figure.value is not null
group by figure.indicator
order by any_value(indicator.chapter), min(figure.ordinal)
