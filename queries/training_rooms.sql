-- title: 实训室与实践场所
-- unit:
-- description: 报告列出的校内实训室、功能室和校外基地，按类归并。
-- key: major_category, category, detail
-- source: 正文二(二)、三(二)、三(三)
select * from facts_gathered('training_room', $majors)
