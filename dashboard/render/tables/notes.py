"""What stands under a figure and behind it: places in the report, marks, definitions."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.contract.codes import DIRECTION, DOUBTFUL, KEPT_BACK, STATUS, SUPPRESSED
from dashboard.contract.wording import (
    CORRECTED,
    DOUBTED,
    PROPOSED,
    doubt,
    finding_address,
    rows_of,
    sample,
)
from dashboard.query.question import Query
from dashboard.render.markup import render
from dashboard.render.tables.figures import records, table_of

_MANY = 5  # places in the report, beyond which a footnote no longer lists them


def about(
    asked: Query, frame: pd.DataFrame, definitions: pd.DataFrame, *, editions: int = 1
) -> str:
    """Say what is shown: description, definition of each indicator, places in the report."""
    notes = dict.fromkeys(note for note in frame.get("note", ()) if isinstance(note, str) and note)
    return render(
        "about",
        description=asked.description,
        definitions=[
            row | {"direction": DIRECTION[row["direction"]]} for row in records(definitions)
        ],
        notes=notes,
        source=places(frame, editions) or asked.source,
    )


def footnote(
    frame: pd.DataFrame,
    narrowed: str = "",
    *,
    editions: int = 1,
    elsewhere: Sequence[Mapping[str, str]] = (),
    is_chart: bool = False,
) -> str:
    """Name the places in the report and what could not be narrowed; fold away what was found.

    ``narrowed`` says what could not, ``elsewhere`` where that is, in words and as address. Of how
    many a rate was taken stands below a chart; a table says it beside each.
    """
    sampled = samples(frame) if is_chart else []
    where = places(frame, editions)
    has_many = where.count("、") > _MANY
    if has_many:
        where = "报告多处"
    doubted, corrected = (doubts(frame, corrected=is_so) for is_so in (False, True))
    counts = [(DOUBTED, len(doubted)), (CORRECTED, len(corrected))]
    return render(
        "footnote",
        line=f"来源：{where}" if where else "",
        has_many=has_many,
        samples="".join(f"；{sample}" for sample in sampled) if where else "",
        narrowed=narrowed,
        elsewhere=elsewhere,
        kept_back=kept_back(frame) if is_chart else "",
        marks="、".join(marks(frame)),
        counts=[f"{symbol} {count} 处" for symbol, count in counts if count] or ["† 存疑"],
        doubted=doubted,
        doubt_symbol=DOUBTED,
        corrected=corrected,
        corrected_symbol=CORRECTED,
    )


def marks(frame: pd.DataFrame) -> list[str]:
    """Name what figures that bear a † suffer from."""
    if not {"status", "value"} <= set(frame.columns):
        return []
    ours = frame["proposed"] if "proposed" in frame else pd.Series(False, index=frame.index)
    found = [STATUS[s] for s in DOUBTFUL if s in set(frame.loc[~ours, "status"])]
    return found + ([PROPOSED] if ours.any() else [])


def samples(frame: pd.DataFrame) -> list[str]:
    """Say of the last rate of each kind of sample of how many of all it was taken."""
    if "list" in frame:
        return _persons(frame)
    last: dict[str, dict[str, Any]] = {}
    for row in rows_of(frame):
        if sample(row) and row["year"] >= last.get(row["base_name"], row)["year"]:
            last[row["base_name"]] = row
    return [f"{row['period']}{sample(row, named=True)}" for row in last.values()]


def _persons(frame: pd.DataFrame) -> list[str]:
    """Say how many people stand behind the newest figures of a list, of each major."""
    newest = frame[(frame["year"] == frame["year"].max()) & frame["persons"].notna()]
    if newest.empty or (newest["value"] == newest["persons"]).all():
        return []
    behind = newest.groupby("whose", sort=False)["persons"].max()
    told = "，".join(f"{whose} n={persons:,.0f}" for whose, persons in behind.items())
    return [f"{newest['period'].iloc[-1]}{told}"]


def kept_back(frame: pd.DataFrame) -> str:
    """Name what a chart of a list does not draw, as it is kept back."""
    rows = [row for row in rows_of(frame) if row.get("status") == SUPPRESSED]
    if not rows:
        return ""
    told = ["whose", "who", "category"]
    told += [c for c in ("indicator_name", "period") if frame[c].nunique() > 1]
    named = [" ".join(dict.fromkeys(str(row[c]) for c in told if row.get(c))) for row in rows]
    more = f" 等 {len(named)} 个" if len(named) > _MANY else ""
    return f"{KEPT_BACK}：{'、'.join(named[:_MANY])}{more}。"


def doubts(frame: pd.DataFrame, *, corrected: bool) -> list[dict[str, str]]:
    """Return each slip once, in the order in which the figures come, with those it touches."""
    if "doubt" not in frame:
        return []
    slips: dict[str, list[dict[str, Any]]] = {}
    for row in rows_of(frame[frame["finding"].notna() & (frame["corrected"] == corrected)]):
        slips.setdefault(row["cause"], []).append(row)
    told = []
    for rows in slips.values():
        touched = _named(rows) if len(rows) > 1 else ""
        words, address = doubt(rows[0]), finding_address(rows[0]["finding"])
        ids = " ".join(dict.fromkeys(row["finding"] for row in rows))
        told.append({"words": words, "address": address, "touched": touched, "ids": ids})
    return told


def _named(rows: Sequence[Mapping[str, Any]]) -> str:
    """Name figures, those of one series together: 近视率 2023年、2024年；体质健康合格率 2023年."""
    periods: dict[str, dict[str, None]] = {}
    for row in rows:
        parts = (row["indicator_name"], row["major"], row["category"])
        name = " · ".join(str(part) for part in parts if pd.notna(part) and part)
        periods.setdefault(name, {})[row["period"]] = None
    return "；".join(f"{name} {'、'.join(when)}" for name, when in periods.items())


def places(frame: pd.DataFrame, editions: int = 1) -> str:
    """Join the tables, figures and pages of the report that the rows come from, each once.

    Where there are several editions each is named: a page is of one report only.
    """
    return "、".join(sources(frame, of_editions=editions > 1))


def sources(frame: pd.DataFrame, *, of_editions: bool) -> list[str]:
    """Return the tables, figures and pages, with the edition they are of where that is asked."""
    if not {"source", "page"} <= set(frame.columns):
        return []
    told = of_editions and "edition" in frame
    of = frame["edition"] if told else pd.Series(None, index=frame.index, dtype=object)
    pages: dict[tuple[str, str], set[int]] = {}
    for edition, source, page in zip(of, frame["source"], frame["page"], strict=True):
        if isinstance(source, str) and source:
            report = f"{int(edition)}年版 " if told and pd.notna(edition) else ""
            found = pages.setdefault((report, table_of(source)), set())
            if pd.notna(page):
                found.add(int(page))
    named, above = [], ""
    for (report, name), found in sorted(pages.items(), key=lambda item: item[0][0]):
        # The report once, before the first of its places.
        source = f"{report}{name}" if report != above else name
        above = report
        numbers = "、".join(map(str, sorted(found)))
        named.append(f"{source}（第 {numbers} 页）" if found else source)
    return named
