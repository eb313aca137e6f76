"""One cell, and the HTML table round many."""

import html
import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from dashboard.contract.codes import DOUBTFUL, GAP, STATUS, STATUSES
from dashboard.contract.wording import PROPOSED, doubt, finding_address, number, sign
from dashboard.render.export import WORDS

_NAMES = ("page", "year", "edition", "opened", "chapter")  # numbers that are names of something
_SHORT = 6  # letters: a column of such words is not broken into lines
_MIDDLING = 12  # letters: nor is such a column where the table has the width of the page
_WIDE = 24  # letters: a column of longer texts is kept wide enough to read


def cell(row: dict[str, Any] | None) -> str:
    if row is None:
        return "<span class='gap' title='报告没有这一数值'>无</span>"
    status = str(row["status"])
    if status in GAP:
        return f"<span class='gap'>{STATUSES[status].shown}</span>{signed(row)}"
    text = number(row["value"], row["decimals"], row["unit"])
    if status in DOUBTFUL:
        note = html.escape(row["note"], quote=True) if isinstance(row["note"], str) else ""
        # The note on a break that the audit proposes says so itself.
        said = note if row.get("proposed") else f"{STATUS[status]}：{note}"
        text = f"<span title='{said}'>{text}<sup>†</sup></span>"
    return text + signed(row)


def signed(row: Mapping[str, Any]) -> str:
    """Write the sign of a figure that the audit doubts, which opens the finding."""
    if not sign(row):
        return ""
    said = html.escape(f"核查发现：{doubt(row)}", quote=True)
    address = html.escape(finding_address(row["finding"]), quote=True)
    return (
        f"<a class='doubt' href='{address}' target='_self' title='{said}' aria-label='{said}'>"
        f"{sign(row)}</a>"
    )


def as_printed(row: dict[str, Any] | None) -> str:
    """A cell of the form to the letter, where one was printed and the school stands by it."""
    if row is None or row["status"] in GAP or not row["printed"] or row.get("corrected"):
        return cell(row)
    mark = "<sup>†</sup>" if row["status"] in DOUBTFUL else ""
    return f"{html.escape(row['printed'])}{mark}{signed(row)}"


def listed(row: dict[str, Any], column: str) -> str:
    value = row[column]
    if column == "value":
        return cell(row) if "status" in row else f"{value:,.10g}{signed(row)}"
    if value is None or pd.isna(value):
        return ""
    if column == "source" and "page" in row:
        return f"{html.escape(value)}{_page(row)}"
    if column in WORDS:
        ours = column == "status" and row.get("proposed")
        return PROPOSED if ours else html.escape(str(WORDS[column].get(value, value)))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return html.escape(str(value))


def link(row: dict[str, Any]) -> str:
    name = html.escape(row["indicator_name"])
    if "link" not in row:
        return name
    return f"<a href='{html.escape(row['link'], quote=True)}' target='_self'>{name}</a>"


def place(row: dict[str, Any]) -> str:
    return f"<span class='under'>{html.escape(table_of(row['source']))}{_page(row)}</span>"


def _page(row: dict[str, Any]) -> str:
    return "" if pd.isna(row["page"]) else f" 第{int(row['page'])}页"


def kind(values: pd.Series, width: int) -> str:
    """Choose the class of a column from what is in it and the letters of its longest cell."""
    types = pd.api.types
    if types.is_numeric_dtype(values) and not types.is_bool_dtype(values):
        return "-" if values.name in _NAMES else "n"
    if width <= _SHORT or values.name == "source":
        return "s"
    return "m" if width <= _MIDDLING else "w" if width > _WIDE else "-"


def html_table(
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


def change(row: dict[str, Any], *, since: bool = False, doubted: bool = False) -> str:
    """Write ``difference`` in the colour of what is good; ``before`` alone cannot be compared.

    ``doubted``: the audit doubts one of the two figures.
    """
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
    if doubted or {row["status"], row.get("status_before")} & set(DOUBTFUL):
        better = None  # no verdict on what cannot be relied on
    kind = "plain" if better is None else "good" if better else "bad"
    return f"<span class='{kind}'>{'▲' if rise else '▼'} {size}</span>{than}"


def table_of(source: str) -> str:
    """Name the table or section of the report without the line in it."""
    return re.sub(r"\s*(第\S*|合计)行$", "", source)
