-- title: 数据的状态
-- unit:
-- description: 数据文件由哪些输入生成（校验码），其中最新的是哪一年版。
-- key: state
-- source: 数据文件
-- inner: yes
select
    build.state,
    (select max(edition.edition) from edition) as edition
from build
