"""Ways to lay figures and facts out as a table; a query's header names one."""

import html
from typing import Any

import pandas as pd

from dashboard.contract.period import period_axis
from dashboard.contract.wording import DOUBTED, rows_of, series_name, sign
from dashboard.render.export import HEADINGS
from dashboard.render.tables.cells import cell, change, html_table, kind, link, listed, place


def pivot(frame: pd.DataFrame, by: str) -> str:
    """Lay figures out as read on paper: periods down, series across; a list where that is empty."""
    if not {"period", "value", "status"} <= set(frame.columns):
        return listing(frame)
    records = rows_of(frame)
    series = list(dict.fromkeys(series_name(row, by) for row in records))
    periods = [p for p in period_axis(frame["period"]) if p in set(frame["period"])]
    cells = {(row["period"], series_name(row, by)): row for row in records}
    if len(cells) < len(records):  # the split does not tell the rows apart
        return listing(frame) if by == "indicator_name" else matrix(frame, by)
    if len(periods) == 1:
        head = [
            frame["category_label"].dropna().iloc[0] if by == "category" else "项目",
            periods[0],
        ]
        rows = [[name, cell(cells.get((periods[0], name)))] for name in series]
    else:
        head = ["时期", *series]
        rows = [[p, *(cell(cells.get((p, name))) for name in series)] for p in periods]
    return html_table(
        head, [[html.escape(first), *rest] for first, *rest in rows], "-" + "n" * (len(head) - 1)
    )


def matrix(frame: pd.DataFrame, by: str) -> str:
    """Lay out indicators, a line each, with ``by`` across; a list where that loses a row."""
    lines: dict[tuple[str, str, str], dict[str, dict[str, Any]]] = {}
    for row in rows_of(frame):
        of = (
            f" · {row['category']}" if by != "category" and isinstance(row["category"], str) else ""
        )
        line = (f"{row['indicator_name']}{of}", row["unit"], row["period"])
        lines.setdefault(line, {})[series_name(row, by)] = row
    if sum(map(len, lines.values())) < len(frame):
        return listing(frame)
    series = list(dict.fromkeys(name for line in lines.values() for name in line))
    # Unit and period stand in the lines where they are not the same throughout.
    told = [0, *(n for n in (1, 2) if len({line[n] for line in lines}) > 1)]
    rows = [
        [*(html.escape(line[n]) for n in told), *(cell(cells.get(name)) for name in series)]
        for line, cells in lines.items()
    ]
    head = [*(("项目", "单位", "时期")[n] for n in told), *series]
    return html_table(head, rows, "-" * len(told) + "n" * (len(head) - len(told)))


def listing(frame: pd.DataFrame, by: str = "") -> str:
    """List rows with every column that says something, under its Chinese heading."""
    hidden: set[str] = set()
    if "source" in frame:  # rows of the report; a list of another kind says all it has
        hidden = {"indicator", "period_type", "year", "edition", "direction", "decimals"}
        hidden |= {"definition", "chapter", "category_label", "page"}  # the page is with the source
        if len(frame) > 1 and len(frame.filter(["source", "page"]).drop_duplicates()) == 1:
            hidden |= {"source"}  # the line under the figure names it once for all
    if "doubt" in frame:
        hidden |= {"finding", "doubt"}  # the sign beside the value opens it
    columns = [
        c
        for c in frame.columns
        if c in HEADINGS
        and c not in hidden
        and (c == "value" or frame[c].map(lambda v: not (v is None or pd.isna(v) or v == "")).any())
    ]
    records = rows_of(frame)
    rows = [[listed(row, column) for column in columns] for row in records]
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    kinds = [kind(frame[c], width) for c, width in zip(columns, widths, strict=True)]
    heads = [HEADINGS[column] for column in columns]
    if "source" in columns and len(columns) > 3 and kinds[0] != "n":  # no column of its own
        at = columns.index("source")
        for row in rows:
            row[0] += f"<span class='under'>{row.pop(at)}</span>"
        del kinds[at], heads[at]
    return html_table(heads, rows, "".join(kinds))


def latest(frame: pd.DataFrame, by: str) -> str:
    """One line a figure: its value, when, and the change since the figure before (SQL's lag)."""
    rows = [
        [
            f"{html.escape(_full_name(row, by))}{place(row)}",
            f"{cell(row)} <span class='gap'>{html.escape(row['unit'])}</span>",
            html.escape(row["period"]),
            change(row, since=True, doubted=sign(row) == DOUBTED),
        ]
        for row in rows_of(frame)
    ]
    return html_table(["指标与来源", "数值", "时期", "变化"], rows, "-nss")


def across(frame: pd.DataFrame, by: str) -> str:
    """Many things printed for few periods: a line each with its own unit, periods across."""
    lines: dict[str, dict[str, dict[str, Any]]] = {}
    for row in rows_of(frame):
        lines.setdefault(_full_name(row, by), {})[row["period"]] = row
    head = [p for p in period_axis(frame["period"]) if p in set(frame["period"])]
    rows = [
        [
            html.escape(name),
            html.escape(next(iter(line.values()))["unit"]),
            *(cell(line.get(period)) for period in head),
        ]
        for name, line in lines.items()
    ]
    return html_table(["指标", "单位", *head], rows, "--" + "n" * len(head))


def stated(frame: pd.DataFrame, by: str) -> str:
    """Figures said in prose: a line each, with the words they were printed in, when and where."""
    rows = [
        [
            f"{html.escape(_full_name(row, by))}{place(row)}",
            f"{cell(row)} <span class='gap'>{html.escape(row['unit'])}</span>",
            html.escape(row["printed"]) if isinstance(row["printed"], str) else "",
            html.escape(row["period"]),
        ]
        for row in rows_of(frame)
    ]
    return html_table(["指标与来源", "数值", "原文", "时期"], rows, "-n-s")


def catalogue(frame: pd.DataFrame, by: str) -> str:
    """One line an indicator: where it belongs, its newest figure, and a link to all of them."""
    rows = [
        [
            f"{link(row)}{place(row)}",
            html.escape(row["section"]),
            f"{cell(row)} <span class='gap'>{html.escape(row['unit'])}</span>",
            html.escape(row["period"]),
        ]
        for row in rows_of(frame)
    ]
    return html_table(["指标与来源", "章节", "最近数值", "时期"], rows, "--ns")


def _full_name(row: dict[str, Any], by: str) -> str:
    """Name a figure with the major and the member of the breakdown that it is of, where it is.

    Where the query names its rows in a column of their own, that is the name.
    """
    if by != "indicator_name":
        return series_name(row, by)
    of = "、".join(str(row[c]) for c in ("major", "category") if isinstance(row[c], str))
    return f"{row['indicator_name']} · {of}" if of else str(row["indicator_name"])
