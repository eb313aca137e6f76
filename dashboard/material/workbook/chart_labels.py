"""The numbers that stand at the bars and points of a chart that Excel draws."""

import math
import re
from typing import Any

from dashboard.material import chart_look
from dashboard.material.palette import FONT, colours, upon
from dashboard.material.plots import Plot
from dashboard.material.workbook.sheets import clean

_LETTERS, _POINTS = 9, 0.75  # of labels in points; a pixel in points
_FEW = 40  # values that find room for their labels
_SLIMMEST = 0.04  # of a stacked bar: the part that has room for its number


def labels(plot: Plot, at: int, wide: float) -> dict[str, Any]:
    """Write its number at each value; with a mark, or in words of its own, where it has them.

    ``wide`` is the chart, in pixels.
    """
    one, is_turned = plot.series[at], chart_look.is_turned(plot, wide * _POINTS, _LETTERS)
    if len(plot.categories) * len(plot.series) > _FEW and not plot.stacking:
        return {}
    places = max(
        (len(found) for found in re.findall(r"\.([0-9]+)", " ".join(one.labels))), default=0
    )
    is_crowded = plot.shape == "line" and len(plot.series) > 1  # only ends and marks are written
    room_for = _SLIMMEST * _tallest(plot) if plot.stacking else -math.inf
    last = max((n for n, value in enumerate(one.values) if value is not None), default=0)
    font = {"name": FONT, "size": _LETTERS} | ({"rotation": -90} if is_turned else {})
    font |= {"color": f"#{upon(one.colour)}" if plot.stacking else colours()["textColor"]}
    custom: list[dict[str, Any] | None] = []
    for number, (value, label) in enumerate(zip(one.values, one.labels, strict=True)):
        plain = value is not None and label == f"{value:,.{places}f}"
        no_room = (is_crowded and plain and number != last) or (value or 0) < room_for
        if value is None or not label or no_room:
            custom.append({"delete": True})
        else:
            custom.append(None if plain else {"value": clean(label), "font": font})
    place = "center" if plot.stacking else "outside_end"
    if plot.shape == "dots":  # above and below it is its interval
        place = "right"
    elif plot.shape == "line":  # the uppermost above, and the others below
        is_below = is_crowded and chart_look.place_at_line(plot, at, last) == "b"
        place = "below" if is_below else "above"
    shown: dict[str, Any] = {
        "value": True,
        "num_format": "#,##0" + (f".{'0' * places}" if places else ""),
        "font": font,
        "position": place,
    }
    return {"data_labels": shown | ({"custom": custom} if any(custom) else {})}


def _tallest(plot: Plot) -> float:
    sums = zip(*(one.values for one in plot.series), strict=True)
    return max((sum(value or 0 for value in values) for values in sums), default=0.0)
