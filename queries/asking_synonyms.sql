-- title: 可问的说法
-- unit:
-- description: 指标的其他说法，供问句辨认。
-- key: words
-- source: 指标目录
-- inner: yes
select
    words,
    indicators,
    category,
    is_nearest
from synonym
order by rowid
