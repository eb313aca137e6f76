"""五 文化传承: courses, activities and honours; a small page, as the chapter is prose."""

from dashboard.ui import page, parts
from dashboard.ui.parts import Part

page.begin("五 文化传承", "传统文化与技艺怎样进课程、进活动、进校园。")
page.say("culture_says")
parts.show(
    Part(
        "课程与活动",
        [["culture_courses", "culture_calendar"], ["culture_activities", "culture_festivals"]],
    ),
    Part("社团与荣誉", [["culture_clubs", "honours_by_level"], "school_honours"]),
)
