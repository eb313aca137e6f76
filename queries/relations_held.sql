-- title: 数与数之间应成立的关系
-- unit: 次
-- description: 目录里写明的每一条关系，在这一版报告里比对了多少次、有多少次不成立。不成立的在前；
--   全部成立的也列出，没有发现才不是没有查。
-- key: relation
-- source: 关系目录
-- table: listing
with kind as (
    select *
    from (
        values
        (1, 'sum', '合计'), (2, 'hundred', '百分之百'), (3, 'rate', '比率'), (4, 'people', '整数人'),
        (5, 'within', '不超过'), (6, 'same', '同一事项'), (7, 'count', '个数'),
        (8, 'elapsed', '年数'), (9, 'range', '常理')
    ) as kinds (position, kind, name) -- noqa: AL05
)

select
    comparison.relation,
    kind.name as relation_kind,
    comparison.title as relation_title,
    count(*) as comparisons,
    count(*) filter (where comparison.off) as failing
from comparison
inner join kind on comparison.kind = kind.kind
where comparison.edition = $edition
group by all
order by failing = 0, min(kind.position), relation_title, comparison.relation
