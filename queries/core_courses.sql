-- title: 核心课程与课程模块
-- unit:
-- description: 报告在正文中列出的课程，按专业与课程类别归并；没有列出的专业不等于没有核心课程。
-- key: major_category, major, category, detail
-- source: 正文三(二)、三(三)、八(一)
select * from facts_gathered('core_course', $majors)
