"""Units: which count whole things, what else is printed for them, how one turns into another."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PERCENT, YEAR = "%", "年"


@dataclass(frozen=True)
class Unit:
    """``counted``: half of one cannot be. ``synonyms`` are printed for it just as well.

    ``verdicts`` are words that are printed for a number of it.
    """

    counted: bool = False
    synonyms: tuple[str, ...] = ()
    verdicts: Mapping[str, int] = field(default_factory=dict)


# A unit that nothing is said of here needs no entry.
UNITS = {
    "人": Unit(counted=True, synonyms=("名", "位")),
    "个": Unit(counted=True, synonyms=("家", "所", "间")),
    "班": Unit(counted=True, synonyms=("个", "个班")),
    "门": Unit(counted=True, synonyms=("科",)),
    # What is met is one, and what is not met none: those met add up to their number.
    "项": Unit(counted=True, synonyms=("个",), verdicts={"达标": 1, "未达标": 0, "不达标": 0}),
    "本": Unit(counted=True),
    "所": Unit(counted=True, synonyms=("个", "家")),
    "次": Unit(counted=True),
    "人次": Unit(counted=True),
    "期": Unit(counted=True, synonyms=("个",)),
    "科": Unit(counted=True, synonyms=("门",)),
    "年级": Unit(counted=True),
    "平方米": Unit(synonyms=("㎡", "m²", "m2")),
}
COUNTED = tuple(name for name, unit in UNITS.items() if unit.counted)
VERDICTS = {name: unit.verdicts for name, unit in UNITS.items()}
UNIT_SYNONYMS = {name: unit.synonyms for name, unit in UNITS.items()}
# How many of the second are one of the first.
SCALES = {
    ("亩", "平方米"): 10000 / 15,
    ("万元", "元"): 10000.0,
    ("元", "万元"): 0.0001,
}


def is_ratio(unit: str) -> bool:
    """Tell the unit of a ratio as printed, such as :1 of 18:1."""
    return unit.startswith(":")


def on_form(unit: str) -> str:
    """Return what stands in the column of units of an appended table: for a ratio a dash."""
    return "—" if is_ratio(unit) else unit


def tables() -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the tables of the database that hold units."""
    return {
        "unit": [{"unit": name, "is_counted": unit.counted} for name, unit in UNITS.items()],
        "unit_scale": [
            {"unit": unit, "other_unit": other, "scale": scale}
            for (unit, other), scale in SCALES.items()
        ],
    }


def behind(unit: str) -> str:
    """Return what is written behind a number: 99.24%, 18.1:1, 1976 人."""
    return unit if not unit or unit == PERCENT or is_ratio(unit) else f" {unit}"


def difference_unit(unit: str) -> str:
    """Return what stands behind a difference: of rates points, of ratios nothing."""
    if unit == PERCENT:
        return " 个百分点"
    return "" if is_ratio(unit) else behind(unit)
