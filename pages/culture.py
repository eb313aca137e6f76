"""五 文化传承: courses, activities and honours; a small page, as the chapter is prose."""

from dashboard.ui import figure, page

page.begin("五 文化传承", "传统文化与技艺怎样进课程、进活动、进校园。")
page.say("culture_says")
page.section("课程与活动")
figure.grid("culture_courses", "culture_calendar")
figure.grid("culture_activities", "culture_festivals")
page.section("社团与荣誉")
figure.grid("culture_clubs", "honours_by_level")
figure.show("school_honours")
