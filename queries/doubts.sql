-- title: 核查提出疑问的数值
-- unit:
-- description: 核查发现涉及而学校尚未答复的数值、学校更正过的数值，以及核查提议作序列中断的数值；
--   各处数值旁的 ※ 与“更”由此而来。
-- key: indicator, period, major, category
-- source: 核查发现
select
    latest.edition,
    latest.indicator,
    latest.period,
    latest.major,
    latest.category,
    figure.ordinal,
    doubted.finding,
    doubted.doubt,
    coalesce(doubted.corrected, false) as corrected,
    figure.status <> latest.status as proposed
from latest_observation as latest
inner join latest_figure as figure
    on
        latest.indicator = figure.indicator
        and latest.period = figure.period
        and latest.major is not distinct from figure.major
        and latest.category is not distinct from figure.category
left join doubted_figure as doubted
    on
        latest.indicator = doubted.indicator
        and latest.period = doubted.period
        and latest.major is not distinct from doubted.major
        and latest.category is not distinct from doubted.category
where doubted.finding is not null or figure.status <> latest.status
