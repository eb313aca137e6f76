"""Charts as pure functions: a frame of published figures in, a Plotly figure out.

Every function takes rows shaped like the table ``latest_figure`` (one row a figure), the name of
the column that splits them into series and the colours that some names always have, and draws
nothing itself. Colours are Streamlit's placeholders, which the browser replaces by the palette of
``.streamlit/config.toml``: so light and dark, and every page, share the one palette. Plotly's
template is left out, as it would be most of what is sent.
"""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from dashboard.render.charts.bars import bars, columns
from dashboard.render.charts.calendars import heatmap
from dashboard.render.charts.flows import flow
from dashboard.render.charts.lines import padded, small_multiples, trend
from dashboard.render.charts.parts import RAMP, SERIES, Colours, series, wrap
from dashboard.render.charts.standards import bullet
from dashboard.render.charts.wholes import share_bars, shares

__all__ = [
    "KINDS",
    "RAMP",
    "SERIES",
    "Chart",
    "Colours",
    "bars",
    "bullet",
    "columns",
    "flow",
    "heatmap",
    "padded",
    "share_bars",
    "shares",
    "small_multiples",
    "suitable",
    "trend",
    "wrap",
]

Chart = Callable[[pd.DataFrame, str, Colours], go.Figure]


def suitable(frame: pd.DataFrame, by: str, colours: Colours) -> go.Figure:
    """Lines where a series runs over three periods or more, bars where none does."""
    known = frame[frame["value"].notna()]
    longest = max((rows["period"].nunique() for _, rows in series(known, by)), default=0)
    return (trend if longest > 2 else bars)(frame, by, colours)


# The kinds that a query's header may name.
KINDS: dict[str, Chart] = {
    chart.__name__: chart
    for chart in (
        trend,
        small_multiples,
        suitable,
        bars,
        columns,
        share_bars,
        shares,
        flow,
        bullet,
        heatmap,
    )
}
