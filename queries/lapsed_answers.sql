-- title: 没有生效的答复
-- unit:
-- description: 学校对核查发现的答复里，现在不算数的每一条和原因：所据的数改过，或更正以后仍然对不上。要重新答复。
-- key: edition, finding, reason
-- source: 各版的核查答复
-- inner: yes
-- empty: 每一条答复都生效。
select
    edition,
    finding,
    answer,
    answered_by,
    answered_on,
    reason
from lapsed_answer
order by edition desc, finding asc, reason asc
