-- title: 还缺哪些名单
-- unit:
-- description: 报告没有分专业的，学校自己的名单能分；还没有交的名单、缺的学年和缺的列各写一句。
-- key: sentence
-- source: 学校自己的名单
-- inner: yes
with given as (
    select distinct on (list, year) *
    from list_figure
),

lacking_list as (
    select
        ordinal,
        '没有' || label || '：交来就有各专业的' || case list
            when 'fitness' then '体测等级、合格率和各单项'
            when 'vision' then '近视率和视力不良率'
            when 'enrolment' then '学生数、男女人数和各年级人数'
            when 'graduates' then '毕业、升学、就业人数和对口率'
        end || '。' as sentence
    from record_list
    where list not in (select given.list from given)
),

-- From the first year of a list to the last of any.
spanned as (
    select
        list,
        unnest(range(min(year), (select max(list_figure.year) from list_figure) + 1)) as year
    from given
    group by list
),

lacking_year as (
    select
        10 + any_value(record_list.ordinal) as ordinal,
        record_list.label || '缺 '
        || string_agg(spanned.year || '学年', '、' order by spanned.year)
        || '的：交来，历年的图才连得上。' as sentence
    from spanned
    inner join record_list on spanned.list = record_list.list
    anti join given on spanned.list = given.list and spanned.year = given.year
    group by record_list.label
),

lacking_column as (
    select
        20 + record_list.ordinal as ordinal,
        record_list.label || '里没有' || wanted.said || '这一列：带这一列的交来，就有各专业的'
        || wanted.gives || '。' as sentence
    from (
        values
        ('enrolment', 'enrolment_aid_pct', '是否享受国家助学金', '受助比率'),
        ('graduates', 'match_rate_pct', '专业是否对口', '对口就业率'),
        ('graduates', 'graduates_pay_mean_yuan', '起薪', '平均起薪')
    ) as wanted (list, indicator, said, gives)
    inner join record_list on wanted.list = record_list.list
    semi join given on wanted.list = given.list
    anti join list_figure on wanted.indicator = list_figure.indicator
)

select sentence
from (
    from lacking_list
    union all
    from lacking_year
    union all
    from lacking_column
) as lacking
order by ordinal, sentence
