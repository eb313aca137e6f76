"""附表: the six appended tables in the official form and order."""

from dashboard.contract.codes import FORMS
from dashboard.ui import page, parts
from dashboard.ui.parts import Part

page.begin("附表", "六张法定附表，按原表的格式与次序。带 * 的为必填指标；“—”“未填”与 0 是三回事。")
parts.show(
    *(
        Part(
            f"{table} {name}",
            [("official_form", {"official_table": table, "title": f"{table} {name}"})],
        )
        for table, name in FORMS.items()
    ),
    Part("填报情况", ["official_form_status"]),
)
