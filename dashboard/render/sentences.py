"""What moved most, said in Chinese: a frame of changes in, sentences out."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.contract.units import difference_unit
from dashboard.contract.wording import decimals, number, rows_of
from dashboard.render.markup import render

_SIDES = ((True, "good", "变好"), (False, "bad", "变差"))


def moves(frame: pd.DataFrame, *, better: bool, most: int = 2) -> list[str]:
    """Say what got better (or worse) most: one sentence on rates, one on everything else.

    Takes the rows of ``queries/changes.sql``, largest extent first. Rates are held against each
    other by percentage points and amounts by the share of themselves they moved by; the two
    measures cannot be ranked together. Each sentence names at most ``most`` indicators.
    """
    side = frame[frame["better"] == better]
    is_rate = side["unit"] == "%"
    return [
        f"{'；'.join(_move(row) for row in rows_of(rows))}。"
        for rows in (side[is_rate].head(most), side[~is_rate].head(most))
        if len(rows)
    ]


def as_html(frame: pd.DataFrame) -> str:
    """Lay both sides out abreast; a side with nothing to say says that."""
    sides = (
        []
        if frame.empty
        else [(tone, word, moves(frame, better=better)) for better, tone, word in _SIDES]
    )
    return render("moves", sides=sides)


def _move(row: Mapping[str, Any]) -> str:
    parts = [row[column] for column in ("major", "indicator_name", "category")]
    name = " · ".join(str(part) for part in parts if pd.notna(part))
    unit, rise = row["unit"], row["difference"] > 0
    places = decimals(row)
    size = f"{number(abs(row['difference']), places)}{difference_unit(unit)}"
    more, less = ("高", "低") if unit.startswith(("%", ":")) else ("多", "少")
    value = f"{number(row['value'], places, unit)}{_unit_after(unit)}"
    return (
        f"{name} {row['period']}为 {value}，比{row['period_before']}{more if rise else less} {size}"
    )


def _unit_after(unit: str) -> str:
    return unit if unit.startswith(("%", ":")) else f" {unit}"
