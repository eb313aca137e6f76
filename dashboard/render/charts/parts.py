"""What all kinds of chart are made of: the palette, and the split of their rows into series."""

import re

import pandas as pd

from dashboard.contract.wording import rows_of, series_name

SERIES = [f"#{n:06d}" for n in range(1, 11)]  # theme.chartCategoricalColors
RAMP = [f"#{n:06d}" for n in range(11, 21)]  # theme.chartSequentialColors
WARN, MUTED, INK = "#000002", "#000036", "#000037"
INSIDE = "inherit"  # letters inside a bar are light or dark, whichever can be read on it

Colours = dict[str, str]


def upon(colour: str) -> str:
    """Return the colour of letters that can be read on another, black or white."""
    return f"#{int(colour[1:]) + 100:06d}"


HEIGHT = 320
_GRADES = [RAMP[8], RAMP[5], RAMP[3], WARN]
# What is left over says least, and is grey; no other series is.
_REMAINDER, GREY = re.compile("其他|其它|其余|未(?!来|就业)|不详|不适用"), SERIES[9]
FEW, FEW_GAP = 3, 0.7  # fewer upright bars than this stand slim, not as wide as the page


def series(frame: pd.DataFrame, by: str) -> list[tuple[str, pd.DataFrame]]:
    """Split into series in the order in which the rows come, which is that of the report."""
    places: dict[str, list[int]] = {}
    for place, row in enumerate(rows_of(frame)):
        places.setdefault(series_name(row, by), []).append(place)
    return [(name, frame.take(of_one)) for name, of_one in places.items()]


def colour_of(name: str, position: int, colours: Colours) -> str:
    """Return the colour that a name always has, or the next of the palette; what is left, grey."""
    usual = GREY if is_remainder(name) else SERIES[position % (len(SERIES) - 1)]
    return colours.get(name, usual)


def graded(frame: pd.DataFrame, names: list[str]) -> Colours:
    """Give grades, best first, the steps of one ramp, the same in every chart; others nothing."""
    if set(frame["category_label"].dropna()) != {"等级"} or len(names) > len(_GRADES):
        return {}
    return dict(zip(names, _GRADES, strict=False))


def is_remainder(name: str) -> bool:
    """Tell what is left of a whole: 其他, 其余（报告未列去向）, 未能判定; 未就业 is asked after."""
    return _REMAINDER.match(name) is not None


def values(values: pd.Series) -> list[float | None]:
    return [None if pd.isna(value) else float(value) for value in values]


def padded(values: pd.Series, share: float) -> list[float] | None:
    """Return a range with room above the highest point and below the lowest, for labels too."""
    if values.isna().all():
        return None
    low, high = float(values.min()), float(values.max())
    room = (high - low) * share or abs(high) * share or 1.0
    return [low - room, high + room]
