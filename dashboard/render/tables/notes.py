"""What stands under a figure and behind it: places in the report, marks, definitions."""

import html
from collections.abc import Iterable
from typing import Any

import pandas as pd

from dashboard.contract.codes import DIRECTION, DOUBTFUL, STATUS
from dashboard.contract.wording import CORRECTED, DOUBTED, PROPOSED, doubt, finding_address, rows_of
from dashboard.query.question import Query
from dashboard.render.tables.cells import table_of

_FEW = 3  # indicators of a figure in which a line may be taken for another's
_NAMED = 3  # findings that a footnote names before it only counts them
_MANY = 5  # places in the report, beyond which a footnote no longer lists them


def about(
    asked: Query, frame: pd.DataFrame, definitions: pd.DataFrame, *, editions: int = 1
) -> str:
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
    parts.append(f"<p><b>来源</b>：{html.escape(places(frame, editions) or asked.source)}</p>")
    return f"<div class='about'>{''.join(parts)}</div>"


def footnote(frame: pd.DataFrame, narrowed_by: tuple[str, ...], *, editions: int = 1) -> str:
    """Name the places in the report, what a mark means, and what could not be narrowed."""
    where = places(frame, editions)
    if where.count("、") > _MANY:
        where = "报告多处，详见“说明”"
    parts = [f"来源：{html.escape(where)}"] if where else []
    if {"status", "value"} <= set(frame.columns):
        ours = frame["proposed"] if "proposed" in frame else pd.Series(False, index=frame.index)
        marks = [STATUS[s] for s in DOUBTFUL if s in set(frame.loc[~ours, "status"])]
        marks += [PROPOSED] if ours.any() else []
        if marks:
            parts.append(f"空心点与 † 为存疑数值（{'、'.join(marks)}），详见“说明”")
    line = "；".join(parts)
    if narrowed_by and "major" in frame:
        said = _partly_narrowed(frame) if frame["major"].notna().any() else _not_narrowed(frame)
        line = f"<b>{html.escape(said)}</b>{line}" if said else line
    lines = [line, _doubts(frame), _corrections(frame)]
    return "".join(f"<p class='footnote'>{line}</p>" for line in lines if line)


def _doubts(frame: pd.DataFrame) -> str:
    """Name the findings on the figures shown, each a link; the first few in words."""
    rows = _bearing(frame, corrected=False)
    if not rows:
        return ""
    named = "　".join(f"{html.escape(doubt(row))}{_view(row)}" for row in rows[:_NAMED])
    left = len(rows) - _NAMED
    rest = f"　<a href='audit' target='_self'>其余 {left} 处</a>" if left > 0 else ""
    return f"{DOUBTED} 核查发现 {len(rows)} 处：{named}{rest}"


def _corrections(frame: pd.DataFrame) -> str:
    rows = _bearing(frame, corrected=True)
    return f"{CORRECTED} 为学校更正后的数值{''.join(map(_view, rows[:_NAMED]))}" if rows else ""


def _bearing(frame: pd.DataFrame, *, corrected: bool) -> list[dict[str, Any]]:
    """Return a row for each finding, in the order in which their figures come."""
    if "doubt" not in frame:
        return []
    rows = frame[frame["finding"].notna() & (frame["corrected"] == corrected)]
    return rows_of(rows.drop_duplicates("finding"))


def _view(row: dict[str, Any]) -> str:
    address = html.escape(finding_address(row["finding"]), quote=True)
    said = html.escape(f"查看核查发现：{doubt(row)}", quote=True)
    return f" <a href='{address}' target='_self' aria-label='{said}'>查看</a>"


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


def places(frame: pd.DataFrame, editions: int = 1) -> str:
    """Join the tables, figures and pages of the report that the rows come from, each once.

    Where there are several editions each is named: a page is of one report only.
    """
    if not {"source", "page"} <= set(frame.columns):
        return ""
    told = editions > 1 and "edition" in frame
    of = frame["edition"] if told else pd.Series(None, index=frame.index, dtype=object)
    pages: dict[tuple[str, str], set[int]] = {}
    for edition, source, page in zip(of, frame["source"], frame["page"], strict=True):
        if isinstance(source, str) and source:
            report = f"{int(edition)}年版 " if told and pd.notna(edition) else ""
            found = pages.setdefault((report, table_of(source)), set())
            if pd.notna(page):
                found.add(int(page))
    named, above = [], ""
    for (report, name), found in sorted(pages.items(), key=lambda place: place[0][0]):
        # The report once, before the first of its places.
        place = f"{report}{name}" if report != above else name
        above = report
        named.append(f"{place}（第 {_ranges(found)} 页）" if found else place)
    return "、".join(named)


def _ranges(pages: Iterable[int]) -> str:
    return "、".join(str(page) for page in sorted(pages))
