"""Charts as pure functions: a frame of published figures in, a Plotly figure out.

Every function takes rows shaped like the table ``latest_figure`` (one row a figure), the name of
the column that splits them into series and the colours that some names always have, and draws
nothing itself. Colours are placeholders, which the browser replaces by the palette of
``.streamlit/config.toml``: so light and dark, and every page, share the one palette. Plotly's
template is left out, as it would be most of what is sent.
"""

import functools
from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from dashboard.contract.codes import DIRECTION
from dashboard.render.charts.axes import is_lower_better
from dashboard.render.charts.bars import bars
from dashboard.render.charts.calendars import heatmap
from dashboard.render.charts.columns import columns
from dashboard.render.charts.divisions import divided
from dashboard.render.charts.intervals import intervals
from dashboard.render.charts.labels import wrap
from dashboard.render.charts.letters import held, hold, written
from dashboard.render.charts.lines import STEP, told_apart, trend
from dashboard.render.charts.multiples import small_multiples
from dashboard.render.charts.parts import GREY, RAMP, SERIES, Colours, padded, series
from dashboard.render.charts.standards import bullet
from dashboard.render.charts.wholes import share_bars, shares, stacks

__all__ = [
    "GREY",
    "KINDS",
    "RAMP",
    "SERIES",
    "Chart",
    "Colours",
    "bars",
    "bullet",
    "category",
    "columns",
    "divided",
    "heatmap",
    "intervals",
    "padded",
    "runs_on",
    "share_bars",
    "shares",
    "small_multiples",
    "stacks",
    "suitable",
    "telling_which_way",
    "told_apart",
    "trend",
    "wrap",
]

Chart = Callable[[pd.DataFrame, str, Colours], go.Figure]


def suitable(frame: pd.DataFrame, by: str, colours: Colours) -> go.Figure:
    """Lines where a series runs over three periods or more, bars where none does."""
    return (trend if runs_on(frame, by) else bars)(frame, by, colours)


def runs_on(frame: pd.DataFrame, by: str) -> bool:
    """Tell whether any series has values of three periods or more."""
    known = frame[frame["value"].notna()]
    longest = max((rows["period"].nunique() for _, rows in series(known, by)), default=0)
    return longest > STEP


def category(name: str) -> str:
    """Return a name as it stands on an axis, but for the breaks in it."""
    return str(written(held(name)))


def _to_the_letter(chart: Chart) -> Chart:
    """Let nothing in the rows or in the names of colours be read as markup."""

    @functools.wraps(chart)
    def drawn(frame: pd.DataFrame, by: str, colours: Colours) -> go.Figure:
        named = {held(name): colour for name, colour in colours.items()}
        rows = hold(frame)
        return chart(rows if chart in _SAYING_IT else telling_which_way(rows, by), by, named)

    return drawn


_SAYING_IT = (bullet, small_multiples)  # of each of their bars and charts


def telling_which_way(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """Name what is better lower beside what is not; where all is, their axis says so."""
    if by not in ("indicator_name", "series") or "direction" not in frame or is_lower_better(frame):
        return frame
    lower = frame["direction"] == "down"
    said = frame[by].where(~lower, frame[by] + f"（{DIRECTION['down']}）")
    return frame.assign(**{by: said})


# The kinds that a query's header may name.
KINDS: dict[str, Chart] = {
    chart.__name__: _to_the_letter(chart)
    for chart in (
        trend,
        small_multiples,
        suitable,
        bars,
        columns,
        share_bars,
        shares,
        stacks,
        bullet,
        divided,
        heatmap,
        intervals,
    )
}
