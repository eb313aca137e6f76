"""Figures as HTML: the table view, the definition, the line of sources under a figure.

Plain tables, not Streamlit's data grid: they read out loud, wrap on a phone, print, and speak
Chinese throughout. Everything that comes from the data is escaped.
"""

import html
import re
from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from dashboard.export import HEADINGS, WORDS
from dashboard.labels import (
    DIRECTION,
    DOUBTFUL,
    GAP,
    STATUS,
    number,
    period_axis,
    rows_of,
    series_name,
)
from dashboard.query import Query

_NAMES = ("page", "year", "edition", "opened", "chapter")  # numbers that are names of something
_SHORT = 6  # letters: a column of such words is not broken into lines
_MIDDLING = 12  # letters: nor is such a column where the table has the width of the page
_WIDE = 24  # letters: a column of longer texts is kept wide enough to read
_MANY = 5  # places in the report, beyond which a footnote no longer lists them


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
        head = [frame["category_label"].dropna().iloc[0] if by == "category" else "项目", periods[0]]
        rows = [[name, _cell(cells.get((periods[0], name)))] for name in series]
    else:
        head = ["时期", *series]
        rows = [[p, *(_cell(cells.get((p, name))) for name in series)] for p in periods]
    return _table(head, [[html.escape(first), *rest] for first, *rest in rows], "-" + "n" * (len(head) - 1))


def matrix(frame: pd.DataFrame, by: str) -> str:
    """Lay out several indicators, a line each, with ``by`` across; a list where that loses a row."""
    lines: dict[tuple[str, str, str], dict[str, dict[str, Any]]] = {}
    for row in rows_of(frame):
        of = f" · {row['category']}" if by != "category" and isinstance(row["category"], str) else ""
        line = (f"{row['indicator_name']}{of}", row["unit"], row["period"])
        lines.setdefault(line, {})[series_name(row, by)] = row
    if sum(map(len, lines.values())) < len(frame):
        return listing(frame)
    series = list(dict.fromkeys(name for line in lines.values() for name in line))
    # Unit and period stand in the lines where they are not the same throughout.
    told = [0, *(n for n in (1, 2) if len({line[n] for line in lines}) > 1)]
    rows = [
        [*(html.escape(line[n]) for n in told), *(_cell(cells.get(name)) for name in series)]
        for line, cells in lines.items()
    ]
    head = [*(("项目", "单位", "时期")[n] for n in told), *series]
    return _table(head, rows, "-" * len(told) + "n" * (len(head) - len(told)))


def listing(frame: pd.DataFrame, by: str = "") -> str:
    """List rows with every column that says something, under its Chinese heading."""
    hidden: set[str] = set()
    if "source" in frame:  # rows of the report; a list of another kind says all it has
        hidden = {"indicator", "period_type", "year", "edition", "direction", "decimals"}
        hidden |= {"definition", "chapter", "category_label", "page"}  # the page is with the source
        if len(frame) > 1 and len(frame.filter(["source", "page"]).drop_duplicates()) == 1:
            hidden |= {"source"}  # the line under the figure names it once for all
    columns = [
        c
        for c in frame.columns
        if c in HEADINGS
        and c not in hidden
        and (c == "value" or frame[c].map(lambda v: not (v is None or pd.isna(v) or v == "")).any())
    ]
    records = rows_of(frame)
    rows = [[_listed(row, column) for column in columns] for row in records]
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    kinds = [_kind(frame[c], width) for c, width in zip(columns, widths, strict=True)]
    heads = [HEADINGS[column] for column in columns]
    if "source" in columns and len(columns) > 3 and kinds[0] != "n":  # no column of its own
        at = columns.index("source")
        for row in rows:
            row[0] += f"<span class='under'>{row.pop(at)}</span>"
        del kinds[at], heads[at]
    return _table(heads, rows, "".join(kinds))


def latest(frame: pd.DataFrame, by: str) -> str:
    """One line a figure: its value, when, and the change since the figure before (SQL's lag)."""
    rows = [
        [
            f"{html.escape(_full_name(row, by))}{_place(row)}",
            f"{_cell(row)} <span class='gap'>{html.escape(row['unit'])}</span>",
            html.escape(row["period"]),
            _change(row, since=True),
        ]
        for row in rows_of(frame)
    ]
    return _table(["指标与来源", "数值", "时期", "变化"], rows, "-nss")


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
            *(_cell(line.get(period)) for period in head),
        ]
        for name, line in lines.items()
    ]
    return _table(["指标", "单位", *head], rows, "--" + "n" * len(head))


def stated(frame: pd.DataFrame, by: str) -> str:
    """Figures said in prose: a line each, with the words they were printed in, when and where."""
    rows = [
        [
            f"{html.escape(_full_name(row, by))}{_place(row)}",
            f"{_cell(row)} <span class='gap'>{html.escape(row['unit'])}</span>",
            html.escape(row["printed"]) if isinstance(row["printed"], str) else "",
            html.escape(row["period"]),
        ]
        for row in rows_of(frame)
    ]
    return _table(["指标与来源", "数值", "原文", "时期"], rows, "-n-s")


def catalogue(frame: pd.DataFrame, by: str) -> str:
    """One line an indicator: where it belongs, its newest figure, and a link to all of them."""
    rows = [
        [
            f"{_link(row)}{_place(row)}",
            html.escape(row["section"]),
            f"{_cell(row)} <span class='gap'>{html.escape(row['unit'])}</span>",
            html.escape(row["period"]),
        ]
        for row in rows_of(frame)
    ]
    return _table(["指标与来源", "章节", "最近数值", "时期"], rows, "--ns")


def form(frame: pd.DataFrame, by: str) -> str:
    """Lay out an appended table as in the official form: lines and columns in its own order.

    Needs ``official_row``, ``official_no``, ``official_label`` and ``required`` besides the columns
    of a figure, and ``column``, the heading a figure stands under where that is not its period.
    """
    records = rows_of(frame)
    extra = list(dict.fromkeys(row["column"] for row in records if isinstance(row["column"], str)))
    printed = frame[frame["column"].isna()]
    head = [*period_axis(printed["period"]), *extra]
    lines: dict[int, dict[str, dict[str, Any]]] = {}
    for row in records:
        place = row["column"] if isinstance(row["column"], str) else row["period"]
        lines.setdefault(row["official_row"], {})[place] = row
    notes: dict[str, int] = {}
    rows, inside, above = [], False, ""
    for line in lines.values():
        row = next(iter(line.values()))
        label = str(row["official_label"])
        numbered = isinstance(row["official_no"], str)
        inside = not numbered and (inside or label.startswith("其中"))
        kind = "sub" if inside else "main"
        quiet = " gap" if label == above else ""  # the form prints such a label once
        star = "<span class='star' title='必填指标'>*</span>" if row["required"] else ""
        changes = [line[p] for p in head if p in line and p not in extra]
        rows.append(
            [
                html.escape(row["official_no"]) if numbered else "",
                f"<span class='{kind}{quiet}'>{html.escape(label)}{star}</span>",
                html.escape(row["unit"]),
                *(_printed(line.get(place)) + _reference(line.get(place), notes) for place in head),
                _change(changes[-1]) if changes else "",
            ]
        )
        above = label
    heads = ["序号", "指标", "单位", *head, "变化"]
    if len(head) - len(extra) < 2:  # one period: nothing changes
        heads, rows = heads[:-1], [row[:-1] for row in rows]
    table = _table(heads, rows, "---" + "n" * (len(heads) - 3), "form")
    items = "".join(f"<li>{html.escape(note)}</li>" for note in notes)
    return table + (f"<ol class='notes' aria-label='备注'>{items}</ol>" if items else "")


LAYOUTS: dict[str, Callable[[pd.DataFrame, str], str]] = {
    layout.__name__: layout for layout in (pivot, matrix, listing, latest, across, stated, catalogue, form)
}


def about(asked: Query, frame: pd.DataFrame, definitions: pd.DataFrame) -> str:
    """Say what is shown: description, definition of each indicator, places in the report."""
    parts = [f"<p>{html.escape(asked.description)}</p>"]
    for row in rows_of(definitions):
        official = ""
        if isinstance(row["official_table"], str):
            star = "*" if row["required"] else ""
            official = f"；{row['official_table']}「{row['official_label']}{star}」"
        parts.append(
            f"<p><b>{html.escape(row['name'])}</b>（{html.escape(row['unit'])}，"
            f"{DIRECTION[row['direction']]}{html.escape(official)}）："
            f"{html.escape(row['definition'])}</p>"
        )
    if "note" in frame:
        notes = dict.fromkeys(note for note in frame["note"] if isinstance(note, str) and note)
        if notes:
            items = "".join(f"<li>{html.escape(note)}</li>" for note in notes)
            parts.append(f"<p><b>备注</b></p><ul>{items}</ul>")
    parts.append(f"<p><b>来源</b>：{html.escape(places(frame) or asked.source)}</p>")
    return f"<div class='about'>{''.join(parts)}</div>"


def footnote(frame: pd.DataFrame, narrowed_by: tuple[str, ...]) -> str:
    """Name the places in the report, what a mark means, and what could not be narrowed."""
    where = places(frame)
    if where.count("、") > _MANY:
        where = "报告多处，详见“说明”"
    parts = [f"来源：{html.escape(where)}"] if where else []
    if {"status", "value"} <= set(frame.columns):
        marks = [STATUS[s] for s in DOUBTFUL if s in set(frame["status"])]
        if marks:
            parts.append(f"空心点与 † 为存疑数值（{'、'.join(marks)}），详见“说明”")
    line = "；".join(parts)
    if narrowed_by and "major" in frame and not frame["major"].notna().any():
        line = f"<b>{_not_narrowed(frame)}</b>{line}"
    return f"<p class='footnote'>{line}</p>" if line else ""


def _not_narrowed(frame: pd.DataFrame) -> str:
    """Say what is shown where the report says nothing of the majors chosen."""
    if "indicator" not in frame:
        return "报告没有写到所选专业，所列为全校的。"
    if "category_label" in frame and set(frame["category_label"]) == {"专业大类"}:
        return "本指标按专业大类计，所示为所选专业所在的大类。"
    return "本指标未按专业填报，所示为全校。"


def places(frame: pd.DataFrame) -> str:
    """Join the tables, figures and pages of the report that the rows come from, each once."""
    if not {"source", "page"} <= set(frame.columns):
        return ""
    pages: dict[str, set[int]] = {}
    for source, page in zip(frame["source"], frame["page"], strict=True):
        if isinstance(source, str) and source:
            found = pages.setdefault(_table_of(source), set())
            if pd.notna(page):
                found.add(int(page))
    return "、".join(
        f"{name}（第 {_ranges(found)} 页）" if found else name for name, found in pages.items()
    )


def _ranges(pages: Iterable[int]) -> str:
    return "、".join(str(page) for page in sorted(pages))


def _printed(row: dict[str, Any] | None) -> str:
    """A cell of the form to the letter, where one was printed."""
    if row is None or row["status"] in GAP or not row["printed"]:
        return _cell(row)
    mark = "<sup>†</sup>" if row["status"] in DOUBTFUL else ""
    return f"{html.escape(row['printed'])}{mark}"


def _reference(row: dict[str, Any] | None, notes: dict[str, int]) -> str:
    """Number the note on a figure; the same words have the same number."""
    if row is None or not isinstance(row["note"], str):
        return ""
    place = notes.setdefault(row["note"], len(notes) + 1)
    return f"<sup class='ref' title='{html.escape(row['note'], quote=True)}'>注{place}</sup>"


def _change(row: dict[str, Any], *, since: bool = False) -> str:
    """Write ``difference`` in the colour of what is good; ``before`` alone cannot be compared."""
    if pd.isna(row["before"]) or pd.isna(row["value"]):
        return ""
    if pd.isna(row["difference"]):
        return "<span class='gap' title='两期口径不同'>不可比</span>"
    than = f"<span class='under'>比{html.escape(row['period_before'])}</span>" if since else ""
    size = number(abs(row["difference"]), row["decimals"])
    if not size.strip("0."):
        return f"<span class='plain'>持平</span>{than}"
    rise = row["difference"] > 0
    better = {"up": rise, "down": not rise}.get(row["direction"])
    kind = "plain" if better is None else "good" if better else "bad"
    return f"<span class='{kind}'>{'▲' if rise else '▼'} {size}</span>{than}"


def _full_name(row: dict[str, Any], by: str) -> str:
    """Name a figure with the major and the member of the breakdown that it is of, where it is.

    Where the query names its rows in a column of their own, that is the name.
    """
    if by != "indicator_name":
        return series_name(row, by)
    of = "、".join(str(row[c]) for c in ("major", "category") if isinstance(row[c], str))
    return f"{row['indicator_name']} · {of}" if of else str(row["indicator_name"])


def _link(row: dict[str, Any]) -> str:
    name = html.escape(row["indicator_name"])
    if "link" not in row:
        return name
    return f"<a href='{html.escape(row['link'], quote=True)}' target='_self'>{name}</a>"


def _place(row: dict[str, Any]) -> str:
    return f"<span class='under'>{html.escape(_table_of(row['source']))}{_page(row)}</span>"


def _table_of(source: str) -> str:
    """Name the table or section of the report without the line in it."""
    return re.sub(r"\s*(第\S*|合计)行$", "", source)


def _page(row: dict[str, Any]) -> str:
    return "" if pd.isna(row["page"]) else f" 第{int(row['page'])}页"


def _kind(values: pd.Series, width: int) -> str:
    """Choose the class of a column from what is in it and the letters of its longest cell."""
    types = pd.api.types
    if types.is_numeric_dtype(values) and not types.is_bool_dtype(values):
        return "-" if values.name in _NAMES else "n"
    if width <= _SHORT or values.name == "source":
        return "s"
    return "m" if width <= _MIDDLING else "w" if width > _WIDE else "-"


def _cell(row: dict[str, Any] | None) -> str:
    if row is None:
        return "<span class='gap' title='报告没有这一数值'>无</span>"
    status = str(row["status"])
    if status in GAP:
        return f"<span class='gap'>{'未填' if status == 'O' else '—'}</span>"
    text = number(row["value"], row["decimals"], row["unit"])
    if status in DOUBTFUL:
        note = row["note"] if isinstance(row["note"], str) else ""
        return f"<span title='{STATUS[status]}：{html.escape(note, quote=True)}'>{text}<sup>†</sup></span>"
    return text


def _listed(row: dict[str, Any], column: str) -> str:
    value = row[column]
    if column == "value":
        return _cell(row) if "status" in row else f"{value:,.10g}"
    if value is None or pd.isna(value):
        return ""
    if column == "source" and "page" in row:
        return f"{html.escape(value)}{_page(row)}"
    if column in WORDS:
        return html.escape(str(WORDS[column].get(value, value)))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return html.escape(str(value))


def _table(
    head: Iterable[str],
    rows: Iterable[list[str]],
    columns: str,
    kind: str = "",
) -> str:
    """Write a table; ``columns`` has a letter for each: n numbers, s and m short, w wide, -."""

    def tag(position: int) -> str:
        return "" if columns[position] == "-" else f" class='{columns[position]}'"

    header = "".join(
        f"<th scope='col'{tag(i)}>{html.escape(name)}</th>" for i, name in enumerate(head)
    )
    body = "".join(
        "<tr>" + "".join(f"<td{tag(i)}>{cell}</td>" for i, cell in enumerate(row)) + "</tr>"
        for row in rows
    )
    return (
        f"<div class='table {kind}' tabindex='0' role='region' aria-label='数据表'>"
        f"<table><thead><tr>{header}</tr></thead><tbody>{body}</tbody></table></div>"
    )
