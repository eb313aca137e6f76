"""六 服务贡献: where graduates work, training for others, technical services, work abroad."""

from dashboard.outline.forms import form
from dashboard.outline.part import Outline, Part
from dashboard.query.question import Scope


def outline(_: Scope) -> Outline:
    return Outline(
        title="六 服务贡献",
        lead="毕业生到哪里就业，学校为社会培训了多少人，技术服务与国际影响如何。",
        cards=(
            "dual_certificate_graduates",
            "dual_certificate_rate_pct",
            "first_employment_rate_pct",
            "form4_local_employment",
            "training_people",
            "training_certificates",
            "form4_training_projects",
            "form4_training_hours",
        ),
        parts=(
            Part(
                "毕业生去向",
                [
                    ["employment_place", "employment_firm_size"],
                    ["graduate_sectors", "employment_shares"],
                ],
            ),
            Part(
                "技能培训",
                [
                    ["training_people", "training_sessions"],
                    [
                        ["training_people_per_session", "training_volume"],
                        ["service_facts", "training_bases"],
                    ],
                ],
            ),
            form("技术服务", "附表4"),
            form("国际影响", "附表5"),
        ),
    )
