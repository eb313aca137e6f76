"""What stands under a figure and behind it: places in the report, marks, definitions."""

import html
from collections.abc import Iterable

import pandas as pd

from dashboard.labels import DIRECTION, DOUBTFUL, STATUS, rows_of
from dashboard.query import Query
from dashboard.tables.cells import table_of

_FEW = 3  # indicators of a figure in which a line may be taken for another's
_MANY = 5  # places in the report, beyond which a footnote no longer lists them


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
    if narrowed_by and "major" in frame:
        said = _partly_narrowed(frame) if frame["major"].notna().any() else _not_narrowed(frame)
        line = f"<b>{html.escape(said)}</b>{line}" if said else line
    return f"<p class='footnote'>{line}</p>" if line else ""


def _partly_narrowed(frame: pd.DataFrame) -> str:
    """Name the lines of a chart that stand for the whole school beside one of a major."""
    if "indicator_name" not in frame or frame["indicator_name"].nunique() > _FEW:
        return ""  # a long list names the major in each line
    split = set(frame.loc[frame["major"].notna(), "indicator_name"])
    whole = [name for name in frame["indicator_name"].unique() if name not in split]
    return f"{'、'.join(whole)}未按专业填报，所示为全校。" if whole else ""


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
            found = pages.setdefault(table_of(source), set())
            if pd.notna(page):
                found.add(int(page))
    return "、".join(
        f"{name}（第 {_ranges(found)} 页）" if found else name for name, found in pages.items()
    )


def _ranges(pages: Iterable[int]) -> str:
    return "、".join(str(page) for page in sorted(pages))
