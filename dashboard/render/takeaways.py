"""What a chart shows, in one sentence: the frame it stands above in, Chinese out.

A sentence has one of a few forms, by the shape of the answer, and says no more than the audit would
let the report say: whether something has changed is read from the table ``change``, what rests on
a doubted figure says so, nothing reaches across a break, and of what no figure decides nothing is
said.
"""

from collections.abc import Callable, Sequence

import pandas as pd

from dashboard.contract.codes import STANDINGS
from dashboard.contract.period import period_axis
from dashboard.contract.units import PERCENT
from dashboard.contract.wording import decimals, number, rows_of
from dashboard.render.charts.parts import is_remainder
from dashboard.render.last_moves import (
    DOUBT,
    FEW,
    Row,
    called,
    changed,
    in_doubt,
    is_doubted,
    sentence,
    written,
)

_ABREAST = 3  # names that may share a place
_NEAR = 0.5  # points that shares as printed may miss 100 by, as each is rounded


def takeaway(kind: str, frame: pd.DataFrame, by: str, changes: pd.DataFrame) -> str:
    """Say what a chart of this kind shows; nothing where nothing can be said.

    ``changes`` are the rows of ``queries/moves.sql`` for the figures in it.
    """
    form = _FORMS.get(kind)
    if form:
        return form(frame, by)
    known = frame[frame["value"].notna()]
    return changed(known, by, changes) or _compared(frame, by) or _stated(known, by)


# --- parts of a whole -------------------------------------------------------------------------


def _part_of_one(frame: pd.DataFrame, by: str) -> str:
    """Name the largest part of the whole of the last period."""
    return sentence([_largest(rows_of(_newest(frame)), by)])


def _parts_of_each(frame: pd.DataFrame, by: str) -> str:
    """The same of wholes beside each other, where there are few."""
    wholes = [rows_of(rows) for _, rows in _newest(frame).groupby("indicator_name", sort=False)]
    if len(wholes) > FEW:
        return ""
    told = [(whole[0]["indicator_name"], _largest(whole, by)) for whole in wholes]
    return sentence([f"{name} {words}" for name, words in told if words])


def _newest(frame: pd.DataFrame) -> pd.DataFrame:
    periods = period_axis(frame.loc[frame["value"].notna(), "period"])
    return frame[frame["period"].isin(periods[-1:])]


def _largest(rows: Sequence[Row], by: str) -> str:
    if len(rows) < 2 or any(pd.isna(row["value"]) for row in rows):
        return ""
    total, most = sum(row["value"] for row in rows), max(row["value"] for row in rows)
    largest = [row for row in rows if row["value"] == most]
    if not total or len(largest) > 1:
        return ""
    [one] = largest
    said = f"{one['period']}{called(one, by)}最多，"
    if one["unit"] != PERCENT:
        return f"{said}{written(one)}，占 {number(100 * most / total, 1)}%{in_doubt(rows)}"
    off = abs(total - 100) > _NEAR
    sums = f"；各部分合计 {number(total, decimals(one))}%" if off else ""
    return f"{said}占 {written(one)}{in_doubt(rows)}{sums}"


# --- members beside each other ----------------------------------------------------------------


def _compared(frame: pd.DataFrame, by: str) -> str:
    """Name the ends of what is given for several members of one thing at one time.

    A rate or an average is only said to range, as chance puts some first and some last.
    """
    if by not in ("major", "category") or "indicator" not in frame:
        return ""
    members = frame[frame[by].notna()]
    same = all(members[column].nunique() == 1 for column in ("indicator", "period", "unit"))
    rows = [row for row in rows_of(members) if not is_remainder(str(row[by]))]
    if not same or len(rows) < 3 or members["value"].isna().any():
        return ""
    low, high = (end(row["value"] for row in rows) for end in (min, max))
    if low == high or any(row["value"] > high for row in rows_of(members)):
        return ""
    least, most = ([row for row in rows if row["value"] == value] for value in (low, high))
    when, unit = rows[0]["period"], rows[0]["unit"]
    if unit == PERCENT or "/" in unit or unit.startswith(":"):
        span = (
            f"从{_names(least, by)}的 {written(least[0])}到{_names(most, by)}的 {written(most[0])}"
        )
        return sentence([f"{when}{span}{in_doubt(rows)}"])
    ends = (
        f"{_names(at_end, by)}{word}（{written(at_end[0])}）"
        for word, at_end in (("最多", most), ("最少", least))
    )
    return sentence([f"{when}{'，'.join(ends)}{in_doubt(rows)}"])


def _names(rows: Sequence[Row], by: str) -> str:
    if len(rows) > _ABREAST:
        return f"{called(rows[0], by)}等 {len(rows)} 项"
    return "、".join(called(row, by) for row in rows)


# --- one period, standards, the calendar ------------------------------------------------------


def _stated(known: pd.DataFrame, by: str) -> str:
    """Say one or two figures of one period, where there are no more."""
    rows = rows_of(known)
    dated = by == "period"  # the names say when
    if not 0 < len(rows) <= FEW or "unit" not in known:
        return ""
    if known["period"].nunique() > 1 and not dated:
        return ""
    said = (f"{called(row, by)} {written(row)}{DOUBT if is_doubted(row) else ''}" for row in rows)
    return sentence([f"{'' if dated else rows[0]['period'] + ' '}{'，'.join(said)}"])


def _against_standards(frame: pd.DataFrame, by: str) -> str:
    """Count what meets its standard, and name what does not, or not for certain."""
    held = frame[frame["standing"].notna()]
    if held.empty:
        return ""
    met = int((held["standing"] == "met").sum())
    parts = [f"{len(held)} 项中 {met} 项{STANDINGS['met'].label}标准"]
    for code, standing in STANDINGS.items():
        rows = rows_of(held[held["standing"] == code])
        if code != "met" and rows:
            parts.append(f"{standing.label}：{'、'.join(called(row, by) for row in rows)}")
    if not held["verified"].all():
        parts.append("所据标准尚未核实")
    return sentence(parts)


def _in_months(frame: pd.DataFrame, by: str) -> str:
    """Name the kind that most of what is listed by month is of."""
    counts = frame.groupby(by, sort=False)["value"].sum()
    largest = counts[counts == counts.max()]
    if len(counts) < 2 or len(largest) > 1:
        return ""
    return sentence([f"各月所列以{largest.index[0]}最多，共 {number(largest.iloc[0], 0)} 项次"])


_FORMS: dict[str, Callable[[pd.DataFrame, str], str]] = {
    **dict.fromkeys(("share_bars", "stacks"), _part_of_one),
    "shares": _parts_of_each,
    "bullet": _against_standards,
    "heatmap": _in_months,
}
