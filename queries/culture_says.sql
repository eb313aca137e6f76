-- title: 本章有没有印出数字
-- unit:
-- description: 清点最新一版报告在文化传承一章印出的数，写成一句话。
-- key: sentence
-- source: 全部数据
-- inner: yes
with printed as (
    select count(*) as figures
    from latest_figure
    inner join indicator on latest_figure.indicator = indicator.indicator
    where
        indicator.chapter = 5
        and latest_figure.value is not null
        and latest_figure.year between $year_from and $year_to
)

select
    case
        when figures = 0
            then '报告这一章在所选年份没有印出数字，无从画出走势；本页只列其中的事实，以及校历、社团里与文化有关的部分。'
        else '报告这一章在所选年份印出' || figures || '个数，可在“指标探索”中查看；本页列出其中的事实，以及校历、社团里与文化有关的部分。'
    end as sentence
from printed
