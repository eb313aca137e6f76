"""How figures are written: numbers, gaps, names of series, and the periods along an axis."""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.contract.codes import ANSWER, CHAPTER_PAGES, DOUBTFUL, NO_NUMBER, SEVERITIES

# The signs beside a value that the audit doubts, and beside one that the school has corrected.
DOUBTED, CORRECTED = "※", "更"
# A break in series that the figures suggest and the report does not speak of.
PROPOSED = "核查提议作序列中断"
SAME = "持平"  # to the last digit; what is merely not told apart from before says so otherwise
_BRIEF = 90  # letters
_FINEST = 6  # decimals: what two values differ by beyond is an error of the machine


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame, each by the names of its columns."""
    # As ``to_dict`` makes them, in a third of its time: a chart asks for rows some ten times.
    names = frame.columns.tolist()
    return [
        dict(zip(names, (None if cell is pd.NA else cell for cell in cells), strict=True))
        for cells in frame.to_numpy(dtype=object).tolist()
    ]


def number(value: float, decimals: float, unit: str = "") -> str:
    """Write a number with its indicator's decimals and thousands separators, missing as 无数据."""
    if pd.isna(value):
        return "无数据"
    # A year is a name, not an amount: 2015年, never 2,015年.
    separator = "" if unit == "年" else ","
    return f"{value:{separator}.{0 if pd.isna(decimals) else int(decimals)}f}"


def decimals(row: Mapping[str, Any]) -> int:
    """Return how many decimals tell a figure from what it is compared with in its row.

    The indicator's own, or as many more as it takes: 20.4 beside a ``standard`` of 20, or after
    20.3 ``before``, is never written 20, and a ``difference`` that there is never 0.
    """
    fewest = 0 if pd.isna(row["decimals"]) else int(row["decimals"])
    value = row.get("value")
    compared = (
        (value, row.get("standard")),
        (value, row.get("before")),
        (row.get("difference"), 0),
    )
    return max(_decimals_apart(one, other, fewest) for one, other in compared)


def _decimals_apart(one: Any, other: Any, fewest: int) -> int:
    if pd.isna(one) or pd.isna(other):
        return fewest
    for many in range(fewest, _FINEST + 1):
        is_apart = f"{one:.{many}f}" != f"{other:.{many}f}"
        if is_apart and float(f"{one - other:.{many}f}"):
            return many
    return fewest


def sample(row: Mapping[str, Any], *, named: bool = False) -> str:
    """Say of how many of all a rate was taken, where both are known; else nothing.

    Of a list it is said how many stand behind a figure which is not that number itself, and
    between what a rate lies.

    ``named``: with what was counted. Either number bears its sign where it is doubted.
    """
    if (persons := row.get("persons")) and row["value"] != persons:
        lowest, highest = row["lowest"], row["highest"]
        between = "" if lowest is None else f"，{number(lowest, 1)}–{number(highest, 1)}"
        return f"n={number(persons, 0)}{between}"
    if not isinstance(row.get("base_of"), float) or pd.isna(row["base_of"]):
        return ""
    taken, of = (
        f"{number(row[one], 0)}{DOUBTED if row.get(f'{one}_is_doubted') is True else ''}"
        for one in ("base", "base_of")
    )
    what, whole = "样本", "全体"
    if named:
        what, whole = (short_name(row[one]) for one in ("base_name", "base_of_name"))
    if row["base"] > row["base_of"]:
        return f"{what} {taken}，多于{whole} {of}"
    return f"{what} {taken} / {f'{whole} {of}' if named else of}"


def print_location(source: str, page: float | None) -> str:
    """Name a place in the report: the table or section, and the page where it is known."""
    return source if pd.isna(page) else f"{source} 第{int(page)}页"


def marked(row: Mapping[str, Any]) -> str:
    """Write the label of a bar: the number, † where it is doubtful, words where there is none."""
    if row["status"] in NO_NUMBER:
        return NO_NUMBER[row["status"]]
    if pd.isna(row["value"]):
        return ""
    return number(row["value"], decimals(row)) + ("†" if row["status"] in DOUBTFUL else "")


def doubt_symbol(row: Mapping[str, Any]) -> str:
    """Return the sign beside a figure that the audit doubts or the school corrected, else ""."""
    if not isinstance(row.get("finding"), str):
        return ""
    return CORRECTED if row["corrected"] else DOUBTED


def doubt(row: Mapping[str, Any]) -> str:
    """Say briefly, in whole sentences, why a figure bears its sign; the finding says the rest."""
    if row["corrected"]:
        printed = row.get("printed")
        return "更正后" + (f"；报告印 {printed}" if isinstance(printed, str) and printed else "")
    another = f" (?=(?:{'|'.join(SEVERITIES)})：)"  # a figure may be doubted for several reasons
    first = re.split(another, str(row["doubt"]), maxsplit=1)[0]
    sentences: list[str] = re.findall("[^。；]+[。；]?）?", first)
    said = ""
    for sentence in sentences:
        if said and len(said) + len(sentence) > _BRIEF:
            break
        said += sentence
    return said.rstrip("。； ")


def lapsed(row: Mapping[str, Any]) -> str:
    """Say that an answer does not hold, and why."""
    return (
        f"{row['edition']} 年版：对 {row['finding']} 的答复"
        f"（{ANSWER[row['answer']]}，{row['answered_by']}）没有生效：{row['reason']}。"
    )


def finding_address(finding: str) -> str:
    """Return the address of a finding, relative to any page."""
    return f"audit?finding={finding}"


def showing_address(row: Mapping[str, Any]) -> str:
    """Return the address of what the report says of an indicator, relative to any page.

    It opens the part of its chapter's page that shows it or, where none does, the explorer.
    """
    return f"{CHAPTER_PAGES[int(row['chapter'])]}?showing={row['indicator']}"


def series_name(row: Mapping[str, Any], by: str) -> str:
    """Name the series a row belongs to; the whole school where the column is empty."""
    name = row.get(by)
    return "全校" if name is None or pd.isna(name) or name == "" else str(name)


def short_name(name: str) -> str:
    """Leave out of the name of an indicator where in the report it stands."""
    return re.sub("（(附表|正文)[^）]*）$", "", name)
