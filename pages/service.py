"""六 服务贡献: where graduates work, training for others, technical services, work abroad."""

from dashboard.ui import cards, figure, page

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
page.section("毕业生到哪里就业")
figure.grid("employment_place", "employment_firm_size")
figure.grid("graduate_sectors", "employment_shares")
page.section("技能培训")
figure.grid("training_people", "training_sessions")
figure.grid(
    ["training_people_per_session", "training_volume"],
    ["service_facts", "training_bases"],
)
page.section("技术服务、知识产权与附表4")
page.say("dashes_say", official_table="附表4")
figure.show("official_form", official_table="附表4", title="附表4 服务贡献表")
page.section("国际影响")
page.say("dashes_say", official_table="附表5")
figure.show("official_form", official_table="附表5", title="附表5 国际影响表")
