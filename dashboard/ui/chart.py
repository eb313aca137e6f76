"""A chart on the screen, drawn in the browser by a script of our own.

Streamlit's own chart sends four times as much for all kinds that Plotly has, draws each chart some
three times, and those far below the screen as well.
"""

from collections.abc import Callable

import streamlit as st

from dashboard.render.figure_parts import Chart
from dashboard.serve import browser_files
from dashboard.serve import streamlit_seams as seams

_HTML = '<div class="chart" role="figure" tabindex="0" aria-busy="true"><p>图正在载入…</p></div>'


def show(chart: Chart, key: str, pick: Callable[[str], None] | None = None) -> None:
    """Draw a chart; ``pick`` is told the name on the axis beside a value that is clicked."""

    def picked() -> None:
        if pick and (name := st.session_state[key].get("picked")):
            pick(str(name))

    seams.draw_component(
        browser_files.CHART_NAME,
        browser_files.CHART,
        browser_files.CHART_VERSION,
        _HTML,
        key=key,
        data=chart.sent,
        height=chart.height,
        on_picked_change=picked,
    )
