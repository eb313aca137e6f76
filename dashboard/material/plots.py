"""A chart in numbers, whatever program draws it: categories, series, colours, and what each says.

Native charts of slides, workbooks and documents are made of this. What has no native form (the
calendar) has no plot and stays a table.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from dashboard.contract.codes import DIRECTION, DOUBTFUL, OPERATOR, STANDINGS
from dashboard.contract.period import period_axis
from dashboard.contract.units import COUNTED, behind
from dashboard.contract.wording import doubt_symbol, marked, rows_of, series_name
from dashboard.material.content import Content
from dashboard.material.palette import colour
from dashboard.render import charts
from dashboard.render.charts import RAMP, SERIES
from dashboard.render.charts.axes import is_lower_better
from dashboard.render.charts.kept_back import with_kept_back
from dashboard.render.charts.lines import STEP, unbroken
from dashboard.render.charts.parts import (
    GREY,
    WARN,
    colour_of,
    graded,
    is_remainder,
    padded,
    series,
)
from dashboard.render.panes import Pane, colours_of_majors
from dashboard.render.tables.figures import Row

Shape = Literal["line", "dots", "column", "bar"]  # a bar lies, a column stands
Stacking = Literal["", "stacked", "whole"]  # whole: each bar is 100 %

_LONGEST = 400  # per cent of a standard; what is longer is cut there
_ROOM = 1.15  # above the highest value, for its label
_DOTS = 10  # beside each other, as each has its name below it


@dataclass(frozen=True)
class Series:
    """Values by category, None where there is none, with what each says and its colour.

    ``goes_on``: the same series after a break, which a legend need not name again. ``hollow``:
    whether a value is doubtful. ``reach``: how far the interval of each dot reaches down and up.
    """

    name: str
    values: tuple[float | None, ...]
    labels: tuple[str, ...]
    colours: tuple[str, ...]
    hollow: tuple[bool, ...]
    goes_on: bool = False
    reach: tuple[tuple[float, float] | None, ...] = ()

    @property
    def colour(self) -> str:
        return self.colours[0]


@dataclass(frozen=True)
class Plot:
    """One native chart.

    ``caption`` says what it is of where a figure has several; ``beneath`` is said under the axis of
    the categories; ``line_at`` is where a standard lies.
    """

    caption: str
    shape: Shape
    stacking: Stacking
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    beneath: str = ""
    lowest: float | None = None
    highest: float | None = None
    line_at: float | None = None


def plots(shown: Content) -> tuple[Plot, ...]:
    """Return the native charts of a figure; none where it has no chart, or none that is native."""
    if shown.missing or not shown.kind or shown.kind[0] not in _KINDS:
        return ()
    made = [
        replace(plot, caption=" · ".join(filter(None, (pane.caption, plot.caption))))
        for pane in shown.panes
        for plot in _KINDS[shown.kind[0]](pane, shown.unit)
    ]
    return tuple(_levelled(made) if len(shown.panes) > 1 else made)


def _levelled(made: Sequence[Plot]) -> list[Plot]:
    """Give charts side by side one range: as far must mean as much."""
    alike = [plot for plot in made if not plot.stacking and plot.shape == made[0].shape]
    if len(alike) < len(made) or any(plot.line_at for plot in made):
        return [*made]
    known = [value for plot in made for one in plot.series for value in one.values if value]
    low, high = min(known, default=0.0), max(known, default=1.0)
    if made[0].shape == "line":
        room = (high - low) * 0.1 or abs(high) * 0.1 or 1.0
        return [replace(plot, lowest=low - room, highest=high + room) for plot in made]
    return [replace(plot, lowest=min(0.0, low), highest=_ROOM * high) for plot in made]


def _lines(pane: Pane, unit: str) -> list[Plot]:
    frame, by = _named(pane)
    axis = period_axis(frame["period"])
    if len(axis) <= STEP:
        return _columns(pane, unit)
    drawn = []
    for position, (name, rows) in enumerate(series(frame, by)):
        points = rows.set_index("period")
        of = colour_of(name, position, colours_of_majors())
        for part, periods in enumerate(unbroken(points, axis)):
            shown = {str(row["period"]): row for row in rows_of(rows) if row["period"] in periods}
            drawn.append(replace(_series(name, axis, shown, of), goes_on=part > 0))
    return [Plot("", "line", "", tuple(axis), tuple(drawn), unit, beneath=_beneath(frame))]


def _columns(pane: Pane, unit: str) -> list[Plot]:
    frame, by = _named(pane)
    axis = period_axis(frame["period"])
    return [Plot("", "column", "", tuple(axis), _over(axis, frame, by), unit, _beneath(frame))]


def _stacked(pane: Pane, unit: str) -> list[Plot]:
    frame, by = _named(pane)
    axis = period_axis(frame["period"])
    return [Plot("", "column", "stacked", tuple(axis), _over(axis, frame, by), unit)]


def _parts_of_100(pane: Pane, unit: str) -> list[Plot]:
    """Stack percentages as printed: they may add up to more than 100, and nothing is cut off."""
    pane = pane._replace(frame=with_kept_back(pane.frame, pane.by))
    [plot] = _stacked(pane, unit)
    tallest = float(pane.frame.groupby("period")["value"].sum().max())
    return [replace(plot, lowest=0.0, highest=100.0 if tallest <= 100.5 else tallest)]


def _divided(pane: Pane, unit: str) -> list[Plot]:
    """Lying bars of percentages of the newest period, one for each major."""
    axis = period_axis(pane.frame["period"])[-1:]
    newest = pane.frame[pane.frame["period"].isin(axis)]
    frame = with_kept_back(newest, pane.by)
    names = list(dict.fromkeys(frame["whose"]))
    lines = _over(names, frame.assign(period=frame["whose"]), pane.by)
    return [
        Plot("", "bar", "stacked", tuple(names), lines, unit, _beneath(frame, axis), 0.0, 100.0)
    ]


def _over(axis: Sequence[str], frame: pd.DataFrame, by: str) -> tuple[Series, ...]:
    lines = series(frame, by)
    own = graded(frame, [name for name, _ in lines]) | colours_of_majors()
    return tuple(
        _series(name, axis, {row["period"]: row for row in rows_of(rows)}, colour_of(name, n, own))
        for n, (name, rows) in enumerate(lines)
    )


def _bars(pane: Pane, unit: str) -> list[Plot]:
    """Lying bars, one for each member, grouped by period where there are several."""
    frame, by = _named(pane)
    axis = period_axis(frame["period"])
    names = list(dict.fromkeys(series_name(row, by) for row in rows_of(frame)))
    dated = all(row["period"] in series_name(row, by) for row in rows_of(frame))
    groups = [("", frame)] if len(axis) == 1 or dated else list(series(frame, "period"))
    groups.sort(key=lambda group: axis.index(group[0]) if group[0] else 0)
    own = colours_of_majors()
    own |= {name: GREY for name in names if is_remainder(name)} | {"全校": GREY}
    drawn = []
    for position, (period, rows) in enumerate(groups):
        back = len(groups) - 1 - position
        plain = RAMP[max(1, 6 - back)] if back else SERIES[0]
        made = _series(period, names, {series_name(r, by): r for r in rows_of(rows)}, plain)
        if len(groups) == 1:
            made = replace(made, colours=tuple(colour(own.get(name, plain)) for name in names))
        drawn.append(made)
    when = axis if len(groups) == 1 and not dated else []
    return [Plot("", "bar", "", tuple(names), tuple(drawn), unit, _beneath(frame, when))]


def _suitable(pane: Pane, unit: str) -> list[Plot]:
    return (_lines if charts.runs_on(pane.frame, pane.by) else _bars)(pane, unit)


def _shares(pane: Pane, unit: str) -> list[Plot]:
    """Lying bars of 100 %, one for each indicator and period."""
    frame, by = pane.frame, pane.by
    axis = period_axis(frame["period"])
    whole = frame["indicator_name"] + (" " + frame["period"] if len(axis) > 1 else "")
    names = list(dict.fromkeys(whole))
    fixed = {
        "已填": SERIES[0],
        "已填但存疑": RAMP[3],
        "未填": WARN,
        "不适用": GREY,
    } | colours_of_majors()
    drawn = tuple(
        _series(
            name,
            names,
            {row["whole"]: row for row in rows_of(rows)},
            colour_of(name, position, fixed),
        )
        for position, (name, rows) in enumerate(series(frame.assign(whole=whole), by))
    )
    return [Plot("", "bar", "whole", tuple(names), drawn, unit, _beneath(frame, axis))]


def _multiples(pane: Pane, unit: str) -> list[Plot]:
    """A chart each, with an axis of its own: series whose units or sizes would tangle."""
    axis = period_axis(pane.frame["period"])
    made = []
    for position, (name, rows) in enumerate(series(pane.frame, pane.by)):
        of = colour_of(name, position, colours_of_majors())
        points = rows.set_index("period")
        is_step = points["value"].count() <= STEP
        parts = [axis] if is_step else unbroken(points, axis)
        drawn = []
        for part, periods in enumerate(parts):
            shown = {str(row["period"]): row for row in rows_of(rows) if row["period"] in periods}
            drawn.append(replace(_series(name, axis, shown, of), goes_on=part > 0))
        its_unit = str(rows["unit"].iloc[0])
        shape: Shape = "column" if is_step else "line"
        made.append(Plot(name, shape, "", tuple(axis), tuple(drawn), its_unit, _beneath(rows)))
    return made


def _against_standards(pane: Pane, unit: str) -> list[Plot]:
    """Each value in per cent of its standard, with a line at 100."""
    rows = rows_of(pane.frame)
    dated = pane.frame["period"].nunique() > 1
    names = [
        f"{series_name(r, pane.by)}{' ' + r['period'] if dated else ''}（{_standard(r)}）"
        for r in rows
    ]
    colours = tuple(colour(WARN if row["standing"] == "missed" else SERIES[0]) for row in rows)
    drawn = Series(
        "达到标准的百分之几",
        tuple(_in_per_cent(row) for row in rows),
        tuple(_judged(row) for row in rows),
        colours,
        tuple(row["standing"] == "depends" for row in rows),
    )
    top = max([150.0, *(value for value in drawn.values if value is not None)])
    return [
        Plot("", "bar", "", tuple(names), (drawn,), "%", lowest=0.0, highest=top, line_at=100.0)
    ]


def _intervals(pane: Pane, unit: str) -> list[Plot]:
    """Dots with what chance leaves open: all in one row, or a chart for each whose they are."""
    frame, axis = pane.frame, period_axis(pane.frame["period"])[-1:]
    frame = frame[frame["period"].isin(axis) & frame["value"].notna()]
    if frame.empty:
        return []
    ends = pd.concat([frame["value"], frame["lowest"], frame["highest"]]).astype(float)
    low, high = padded(ends, 0.06) or (0.0, 1.0)
    alone = frame[pane.by].is_unique
    if alone and {*frame["unit"]} <= {*COUNTED}:
        return _bars(pane._replace(frame=frame), unit)
    drawn = []
    for whose, rows in [("", frame)] if alone else series(frame, "whose"):
        for at in range(0, len(rows), each := -(-len(rows) // -(-len(rows) // _DOTS))):
            part = rows.iloc[at : at + each]
            names = tuple(series_name(row, pane.by) for row in rows_of(part))
            dots, below = _dots(names, part), _beneath(frame, axis)
            plot = Plot(whose, "dots", "", names, (dots,), unit, below, max(0.0, low), high)
            drawn.append(plot)
    return drawn


def _dots(names: Sequence[str], frame: pd.DataFrame) -> Series:
    own, rows = colours_of_majors() | {"全校": GREY}, rows_of(frame)
    made = _series("", names, dict(zip(names, rows, strict=True)), SERIES[0])
    return replace(
        made,
        colours=tuple(colour(own.get(row["whose"], SERIES[0])) for row in rows),
        reach=tuple(
            None
            if pd.isna(row["lowest"])
            else (row["value"] - row["lowest"], row["highest"] - row["value"])
            for row in rows
        ),
    )


def _in_per_cent(row: Row) -> float | None:
    if pd.isna(row["value"]):
        return None
    return min(float(row["value"]) / row["standard"] * 100, float(_LONGEST))


def _judged(row: Row) -> str:
    said = STANDINGS.get(row["standing"])
    value = _label(row) + (behind(row["unit"]) if pd.notna(row["value"]) else "")
    return " ".join(filter(None, (value, said.label if said else "")))


def _standard(row: Row) -> str:
    return f"标准 {OPERATOR[row['operator']]} {row['standard']:,.10g}"


def _series(name: str, categories: Sequence[str], rows: dict[str, Row], of: str) -> Series:
    found = [rows.get(category) for category in categories]
    return Series(
        name,
        tuple(
            None if row is None or pd.isna(row["value"]) else float(row["value"]) for row in found
        ),
        tuple(_label(row) if row else "" for row in found),
        (colour(of),) * len(categories),
        tuple(row is not None and row["status"] in DOUBTFUL for row in found),
    )


def _label(row: Row) -> str:
    return marked(row) + doubt_symbol(row)


def _named(pane: Pane) -> tuple[pd.DataFrame, str]:
    """Return the rows with the names of their series as a chart has them."""
    return charts.telling_which_way(pane.frame, pane.by), pane.by


def _beneath(frame: pd.DataFrame, axis: Sequence[str] = ()) -> str:
    words = [*axis] if len(axis) == 1 else []
    return " · ".join([*words, DIRECTION["down"]] if is_lower_better(frame) else words)


_KINDS: dict[str, Callable[[Pane, str], list[Plot]]] = {
    "trend": _lines,
    "small_multiples": _multiples,
    "suitable": _suitable,
    "bars": _bars,
    "columns": _columns,
    "divided": _divided,
    "share_bars": _parts_of_100,
    "stacks": _stacked,
    "shares": _shares,
    "bullet": _against_standards,
    "intervals": _intervals,
}
