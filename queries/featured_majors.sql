-- title: 特色专业
-- unit:
-- description: 第八章的指标分专业填报，其中出现的专业就是特色创新一章所写的专业。
-- key: major
-- source: 第八章
-- inner: yes
select distinct figure.major
from latest_figure as figure
inner join indicator on figure.indicator = indicator.indicator
where indicator.chapter = 8 and figure.major is not null
order by figure.major
