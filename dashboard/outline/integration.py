"""四 产教融合: partners, co-taught courses, mentors, internships, and whether it shows in jobs."""

from dashboard.outline.part import Outline, Part
from dashboard.query.question import Scope


def outline(_: Scope) -> Outline:
    return Outline(
        title="四 产教融合",
        lead="与谁合作、合作什么，企业投入了多少，学生的实习与对口就业怎样。",
        cards=(
            "cooperation_year_ordinal",
            "form3_cooperative_courses",
            "form3_cooperative_course_hours",
            "form3_textbooks_cooperative",
            "form6_industry_mentors",
            "form6_mentor_hours",
            "practice_places",
            "form6_internship_funds_10k_yuan",
        ),
        parts=(
            Part(
                "校企合作",
                [
                    "partners",
                    [
                        ["cooperation_facts", "cooperation_shares"],
                        ["cooperation_match_rate", "cooperation_resources"],
                    ],
                ],
            ),
            Part(
                "行业导师与实习",
                [["industry_mentors", ["internship_funds", "practice_places"]]],
            ),
        ),
    )
