-- title: 文化艺术类社团招收人数
-- unit: 人
-- description: 报告写明类别的按类别；其余按名称判断，取与舞蹈、书画、朗诵、摄影、音乐、戏剧有关的社团。
-- key: period, category, major
-- source: 图2-21
-- chart: bars category
with culture_club as (
    select item
    from facts('club', $majors)
    -- Names, as the report gives most clubs no kind.
    where kind = '文化艺术' or regexp_matches(item, '舞|书法|绘画|美术|朗诵|摄影|音乐|合唱|戏|非遗')
)

select *
from figures(['club_members'], $year_from, $year_to, $majors)
where category in (select culture_club.item from culture_club)
order by year, ordinal
