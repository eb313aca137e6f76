"""附表: the six appended tables in the official form and order."""

import streamlit as st

from dashboard.contract.codes import FORMS
from dashboard.ui import figure, page

page.begin("附表", "六张法定附表，按原表的格式与次序。带 * 的为必填指标；“—”“未填”与 0 是三回事。")
figure.show("official_form_status")
chosen = st.pills(
    "显示",
    ["全部", *FORMS],
    default="全部",
    required=True,
    key="form",
    bind="query-params",
)
for table, name in FORMS.items():
    if chosen in ("全部", table):
        figure.show("official_form", official_table=table, title=f"{table} {name}")
