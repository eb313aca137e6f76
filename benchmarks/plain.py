"""The page to compare with: as most people write one, started with ``streamlit run``."""

import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from dashboard.dev.live_server import Server, running

CHARTS, OTHER = "Charts", "Other"  # its two pages

_APP = f"""\
import streamlit as st

st.set_page_config(layout="wide")
st.navigation(
    [
        st.Page("charts.py", title="{CHARTS}", default=True),
        st.Page("other.py", title="{OTHER}"),
    ]
).run()
"""
_OTHER = """\
import streamlit as st

st.title("Other")
st.write("A page without charts.")
"""
_HEAD = """\
import pandas as pd
import plotly.express as px
import streamlit as st

df = pd.DataFrame(
    [
        (year, name, 20 + (year * 7 + len(name) * 13 + place * 29) % 60)
        for year in range(2016, 2025)
        for place, name in enumerate(["one", "two", "three", "four"])
    ],
    columns=["year", "name", "value"],
)
st.title("Charts")
years = sorted(df["year"].unique())
first, last = st.select_slider("Years", options=years, value=(years[0], years[-1]))
df = df[df["year"].between(first, last)]
"""
_KINDS = (
    'px.line(df, x="year", y="value", color="name", markers=True, height={height})',
    'px.bar(df, x="year", y="value", color="name", height={height})',
    'px.bar(df[df["year"] == last], x="value", y="name", orientation="h", height={height})',
)


def write(folder: Path, heights: Sequence[int]) -> None:
    """Write an app with a page of charts of these heights (pixels) and one without charts."""
    lines = [_HEAD]
    for place, height in enumerate(heights):
        if place % 2 == 0:
            lines.append("left, right = st.columns(2)\n")
        figure = _KINDS[place % len(_KINDS)].format(height=height)
        side = "right" if place % 2 else "left"
        lines.append(f'{side}.subheader("Chart {place + 1}")\n')
        lines.append(f'{side}.plotly_chart({figure}, key="chart-{place}")\n')
    for name, text in (("app.py", _APP), ("other.py", _OTHER), ("charts.py", "".join(lines))):
        (folder / name).write_text(text, encoding="utf-8")


@contextmanager
def plain(folder: Path) -> Iterator[Server]:
    """Run the app that was written into ``folder``."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    # The first settings are needed to measure at all, the last keeps it from asking outside.
    options = ("--server.headless=true", "--server.address=127.0.0.1", f"--server.port={port}")
    quiet = "--browser.gatherUsageStats=false"
    with running(
        folder, ("-m", "streamlit", "run", "app.py", *options, quiet), within=folder
    ) as it:
        yield it
