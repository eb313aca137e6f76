"""六 服务贡献: where graduates work, training for others, technical services, work abroad."""

from dashboard.contract.codes import FORMS
from dashboard.ui import cards, page, parts
from dashboard.ui.parts import Part

page.begin("六 服务贡献", "毕业生到哪里就业，学校为社会培训了多少人，技术服务与国际影响如何。")
cards.row(
    "dual_certificate_graduates",
    "dual_certificate_rate_pct",
    "first_employment_rate_pct",
    "form4_local_employment",
    "training_people",
    "training_certificates",
    "form4_training_projects",
    "form4_training_hours",
)
parts.show(
    Part(
        "毕业生去向",
        [["employment_place", "employment_firm_size"], ["graduate_sectors", "employment_shares"]],
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
    *(
        Part(
            name,
            [("official_form", {"official_table": table, "title": f"{table} {FORMS[table]}"})],
        )
        for name, table in (("技术服务", "附表4"), ("国际影响", "附表5"))
    ),
)
