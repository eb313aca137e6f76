"""五 文化传承: courses, activities and honours; a small page, as the chapter is prose."""

from dashboard.outline.part import Outline, Part
from dashboard.query.question import Scope


def outline(_: Scope) -> Outline:
    return Outline(
        title="五 文化传承",
        lead="传统文化与技艺怎样进课程、进活动、进校园。",
        parts=(
            Part(
                "课程与活动",
                [
                    ["culture_courses", "culture_calendar"],
                    ["culture_activities", "culture_festivals"],
                ],
            ),
            Part("社团与荣誉", [["culture_clubs", "honours_by_level"], "school_honours"]),
        ),
    )
