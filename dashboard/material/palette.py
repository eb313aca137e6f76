"""The school's colours, for what no browser draws: charts name them by their places."""

import functools
from typing import Any

from dashboard import paths, settings
from dashboard.render.charts import RAMP, SERIES

FONT = "微软雅黑"  # Windows and WPS have it
_MODE = "light"  # paper and slides are white


@functools.lru_cache(maxsize=1)
def colours() -> dict[str, Any]:
    """Return the colours by the names that [theme.light] of .streamlit/config.toml has."""
    return settings.theme()[_MODE] | settings.read(paths.DATA).colours.get(_MODE, {})


def colour(place: str) -> str:
    """Return the colour, as the web writes it, that a chart means by its place."""
    known = colours()
    if place in SERIES:
        return str(known["chartCategoricalColors"][SERIES.index(place)])
    return str(known["chartSequentialColors"][RAMP.index(place)])


def plain(name: str) -> str:
    """Return a colour of the theme by its name, as six digits."""
    return digits(str(colours()[name]))


def digits(colour: str) -> str:
    """Return a colour as Office writes it: six digits."""
    return colour.lstrip("#").upper()


def upon(colour: str) -> str:
    """Return the colour of letters that can be read on another: that of paper, or of all text."""
    paper = colours()["backgroundColor"]
    is_dark = settings.contrast(paper, colour) >= settings.LEGIBLE
    return digits(paper) if is_dark else plain("textColor")
