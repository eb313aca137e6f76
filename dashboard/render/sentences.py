"""What moved most, said in Chinese: a frame of changes in, sentences out."""

import html
from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.contract.wording import number, rows_of

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
    if frame.empty:
        return "<p class='gap'>没有可比的变化：只有一年的数，或最近两年没有升降。</p>"
    sides = []
    for better, colour, word in _SIDES:
        said = moves(frame, better=better) or ["没有。"]
        items = "".join(f"<li>{html.escape(sentence)}</li>" for sentence in said)
        sides.append(f"<section><h3 class='{colour}'>{word}</h3><ul>{items}</ul></section>")
    return f"<div class='moves'>{''.join(sides)}</div>"


def _move(row: Mapping[str, Any]) -> str:
    parts = [row[column] for column in ("major", "indicator_name", "category")]
    name = " · ".join(str(part) for part in parts if pd.notna(part))
    unit, rise = row["unit"], row["difference"] > 0
    value = f"{number(row['value'], row['decimals'], unit)}{_after_number(unit)}"
    size = number(abs(row["difference"]), row["decimals"])
    if unit == "%":
        change = f"{'高' if rise else '低'} {size} 个百分点"
    elif unit.startswith(":"):
        change = f"{'高' if rise else '低'} {size}"
    else:
        change = f"{'多' if rise else '少'} {size}{_after_number(unit)}"
    return f"{name} {row['period']}为 {value}，比{row['period_before']}{change}"


def _after_number(unit: str) -> str:
    return unit if unit.startswith(("%", ":")) else f" {unit}"
