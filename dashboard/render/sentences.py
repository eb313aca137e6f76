"""What became of the figures, said in Chinese: a frame of changes in, sentences out."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.contract.codes import MOVES
from dashboard.contract.units import behind, difference_unit
from dashboard.contract.wording import (
    SAME,
    decimals,
    number,
    print_location,
    rows_of,
    showing_address,
)
from dashboard.render.markup import render
from dashboard.render.tables.figures import table_of

_TO_EXPLAIN = [code for code, move in MOVES.items() if move.tone in ("maybe", "gap")]
_MOST = 6  # of each kind; the table of all changes has the rest


def moves(frame: pd.DataFrame, *wanted: str, most: int = _MOST) -> list[dict[str, str]]:
    """Say of the first of the rows with one of these moves what it was: with size, place and why.

    Takes the rows of ``queries/changes.sql``, in the order in which they matter.
    """
    return [
        {
            "name": _name(row),
            "address": showing_address(row),
            "words": f"{moved(row)}。",
            "where": print_location(table_of(row["source"]), row["page"]),
            # Of an amount that moved for certain the sentence says it all.
            "grounds": row["grounds"] if row["unit"] == "%" or row["move"] in _TO_EXPLAIN else "",
            "label": MOVES[row["move"]].label,
            "tone": MOVES[row["move"]].tone,
        }
        for row in rows_of(frame[frame["move"].isin(wanted)].head(most))
    ]


def as_html(frame: pd.DataFrame) -> str:
    """Lay out what got better beside what got worse, and below both what is not judged.

    What may have got worse stands with what did, and says that it is doubted.
    """
    sides = [
        ("变好", "good", moves(frame, "better") + moves(frame, "maybe_better")),
        ("变差", "bad", moves(frame, "worse") + moves(frame, "maybe_worse")),
    ]
    others = ("moved", "maybe_moved", "steady", "unjudged")
    rest = moves(frame[frame["is_key"] | (frame["move"] != "steady")], *others, most=2 * _MOST)
    return render("moves", sides=[] if frame.empty else sides, rest=rest)


def _name(row: Mapping[str, Any]) -> str:
    parts = [row[column] for column in ("major", "indicator_name", "category")]
    return " · ".join(str(part) for part in parts if pd.notna(part))


def moved(row: Mapping[str, Any]) -> str:
    """Say of a row with its change what it is now, and by how much more or less than before."""
    unit, rise = row["unit"], row["difference"] > 0
    places = decimals(row)
    size = f"{number(abs(row['difference']), places)}{difference_unit(unit)}"
    more, less = ("高", "低") if unit.startswith(("%", ":")) else ("多", "少")
    # An amount is also judged by its share of what it was; from nought there is none.
    if unit != "%" and row["before"]:
        size += f"（{share_of_before(row)}）"
    value = f"{number(row['value'], places, unit)}{behind(unit)}"
    if not row["difference"]:
        return f"{row['period']}为 {value}，与{row['period_before']}{SAME}"
    return f"{row['period']}为 {value}，比{row['period_before']}{more if rise else less} {size}"


def share_of_before(row: Mapping[str, Any]) -> str:
    """Write by how many per cent of what it was an amount has moved."""
    share = abs(100 * row["difference"] / row["before"])
    return f"{number(share, decimals({'decimals': 0, 'difference': share}))}%"
