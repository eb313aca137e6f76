-- title: 看得到名单汇总的章页
-- unit:
-- description: 报告只印全校、名单分了专业的指标，选了专业就在章页上并列；每章取目录里最先的一个指标和一个专业。
-- key: chapter
-- source: 学校自己的名单
-- inner: yes
select
    indicator.chapter,
    arg_min(indicator.indicator, indicator.rowid) as indicator,
    arg_min(list_figure.major, indicator.rowid) as major
from list_figure
inner join indicator on list_figure.indicator = indicator.indicator
where
    list_contains($lists, list_figure.list)
    and list_figure.major is not null
    and list_figure.value is not null
    and list_figure.class is null
    and list_figure.groups = ''
    and exists (
        select 1
        from observation
        where observation.indicator = indicator.indicator
    )
    and not exists (
        select 1
        from observation
        where observation.indicator = indicator.indicator and observation.major is not null
    )
group by indicator.chapter
order by indicator.chapter
