"""What became of the figures of a chart since the ones before, and the words to say it in."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.contract.codes import FIRM_MOVES, MOVES
from dashboard.contract.units import behind
from dashboard.contract.wording import decimals, number, rows_of, series_name, short_name
from dashboard.render.sentences import moved

Row = dict[str, Any]

FEW = 2  # told at length
DOUBT, AMONG = "（数有疑）", "（其中有存疑的数）"


def changed(known: pd.DataFrame, by: str, changes: pd.DataFrame) -> str:
    """Say of the last figure of each series what became of it since the one before."""
    rows = _judged(known, by, changes)
    told = [row for row in rows if MOVES[row["move"]].tone != "gap"]
    told.sort(key=_weight)
    named = told[:FEW] or (rows if len(rows) <= FEW else [])
    parts = [_move(row, by) for row in named]
    if len(told) > len(named) > 0:
        parts.append(f"另有 {len(told) - len(named)} 项有变化")
    rest = [row for row in rows if row not in told and row not in named]
    for code in dict.fromkeys(row["move"] for row in rest):
        alike = [row for row in rest if row["move"] == code]
        parts.append(_alike(alike, by, of_all=len(alike) == len(rows)))
    return sentence(parts)


def _weight(row: Row) -> tuple[float, bool, bool]:
    """Put first what moved most, from nought before all; then what is certain, good or bad.

    However much it is doubted: what fell to nothing must not be one of the rest.
    """
    move = MOVES[row["move"]]
    extent: float = row["extent"] if pd.notna(row["extent"]) else math.inf
    return -extent, move.doubted, move.better is None


def _judged(known: pd.DataFrame, by: str, changes: pd.DataFrame) -> list[Row]:
    """Join to the last figure of each series its change; what a query works out itself has none."""
    if not {"ordinal", "indicator", "year", "unit"} <= set(known.columns) or changes.empty:
        return []
    of = {(row["ordinal"], row["indicator_name"], row["value"]): row for row in rows_of(changes)}
    series: dict[str, list[Row]] = {}
    for row in rows_of(known):
        change = of.get((row["ordinal"], row["indicator_name"], row["value"]), {})
        series.setdefault(series_name(row, by), []).append(row | change)
    return [
        rows[-1] | {"doubted": _rests_on_doubt(rows), "run": _run(rows)}
        for rows in series.values()
        if rows[-1].get("move")
    ]


def _rests_on_doubt(rows: Sequence[Row]) -> bool:
    last = rows[-1]
    before = (row for row in rows if _is_before(row, last))
    return is_doubted(last) or any(map(is_doubted, before))


def _is_before(row: Row, later: Row) -> bool:
    return bool(row["year"] == later["year_before"] and row["value"] == later["before"])


def _run(rows: Sequence[Row]) -> int:
    """Count the steps, the last among them, that all went the same way and beyond doubt."""
    step, count = rows[-1], 0
    rose = step["difference"] > 0
    while step.get("move") in FIRM_MOVES and (step["difference"] > 0) == rose:
        count += 1
        step = next((row for row in rows if _is_before(row, step)), {})
    return count


def _move(row: Row, by: str) -> str:
    label = MOVES[row["move"]].label
    if row["move"] == "incomparable":
        at = f"{row['period']}为 {written(row)}，与{row['period_before']}{label}"
        return f"{called(row, by)} {at}{_doubt(row)}"
    said = [f"{called(row, by)} {moved(row)}"]
    if row["run"] > 1:
        said.append(f"连续 {row['run']} 期{'上升' if row['difference'] > 0 else '下降'}")
    if label and row["difference"]:
        said.append(label)
    return "，".join(said) + ("" if MOVES[row["move"]].doubted else _doubt(row))


def _doubt(row: Row) -> str:
    return DOUBT if row["doubted"] else ""


def _alike(rows: Sequence[Row], by: str, *, of_all: bool) -> str:
    """Say of several at once what is the same of them."""
    label = MOVES[rows[0]["move"]].label
    if len(rows) == 1:
        return f"{called(rows[0], by)}{label}{_doubt(rows[0])}"
    who = f"{len(rows)} 项与上一期相比均" if of_all else f"其余 {len(rows)} 项"
    return f"{who}{label}{AMONG if any(row['doubted'] for row in rows) else ''}"


def is_doubted(row: Mapping[str, Any]) -> bool:
    """Tell whether the data file doubts a figure; what is counted in a list is none of its own."""
    return bool(row.get("is_doubted", False))


def in_doubt(rows: Sequence[Row]) -> str:
    return AMONG if any(map(is_doubted, rows)) else ""


def called(row: Row, by: str) -> str:
    return short_name(series_name(row, by))


def written(row: Row) -> str:
    return f"{number(row['value'], decimals(row), row['unit'])}{behind(row['unit'])}"


def sentence(parts: Sequence[str]) -> str:
    said = [part for part in parts if part]
    return f"{'；'.join(said)}。" if said else ""
