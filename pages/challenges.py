"""九 挑战与对策: each challenge beside the figures that bear on it and what was planned."""

import streamlit as st

from dashboard.query import question
from dashboard.text import plain
from dashboard.ui import figure, filters, page

page.begin("九 挑战与对策", "报告提出的每项挑战，与它有关的数值并排，再看打算怎么做。")
challenges = question.run("challenges", filters.scope()).to_dict("records")
if not challenges:
    page.lack("挑战与对策")
for challenge in challenges:
    page.section(f"挑战 {challenge['item']}　{challenge['grouping']}")
    st.markdown(plain(f"{challenge['detail']}。"))
    bound = {"challenge": challenge["item"]}
    figure.grid(("challenge_figures", bound), ("challenge_measures", bound))
