"""``python -m dashboard check``: the findings, before the report is sent off."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from dashboard.contract import wording
from dashboard.contract.codes import ANSWER, MISSING, SEVERITIES
from dashboard.query.connection import rows
from dashboard.text import as_text

Finding = dict[str, Any]


class UnknownEdition(Exception):
    """No such edition in the data file; the text is meant for the user."""


def findings(database: Path, edition: int | None = None) -> tuple[int, list[Finding]]:
    """Return an edition (the newest unless told) and its findings, as in view finding_export.

    Raises UnknownEdition.
    """
    years = [row["edition"] for row in rows(database, "edition")]
    chosen = max(years) if edition is None else edition
    if chosen not in years:
        known = "、".join(str(year) for year in sorted(years))
        raise UnknownEdition(f"没有 {chosen} 年版的报告；现有：{known}。")
    return chosen, [row for row in rows(database, "finding_export") if row["edition"] == chosen]


def lapsed(database: Path) -> list[str]:
    """Say which answers do not hold, and why: of whichever edition, or nobody would hear of it."""
    return [wording.lapsed(row) for row in rows(database, "lapsed_answer")]


def has_open_error(found: Iterable[Finding]) -> bool:
    return any(SEVERITIES[row["severity"]].grave and row["answer"] is None for row in found)


def written(database: Path, edition: int, found: Sequence[Finding], form: str) -> str:
    """Write findings as text or as a table for people, or as JSON for programs."""
    if form == "json":
        return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    causes = {row["finding"]: row for row in rows(database, "finding_of_cause")}
    if form == "csv":
        titles = {row["check_id"]: row["title"] for row in rows(database, "audit_check")}
        return _table(found, titles, causes)
    return _text(edition, found, causes)


# What a person reads of a finding, in the words of the screen; programs read JSON.
_COLUMNS = {
    "finding": "编号",
    "cause": "同因",  # the finding that names the slip it comes of
    "severity": "轻重",
    "check": "核查项目",
    "message": "发现",
    "arithmetic": "算式",
    "indicator_name": "指标",
    "period": "时期",
    "major": "专业",
    "category": "分类",
    "printed": "所印",
    "recomputed": "应为",
    "difference": "相差",
    "source": "来源",
    "page": "页码",
    "other_source": "另一处来源",
    "other_page": "另一处页码",
    "answer": "答复",
    "answer_text": "答复的理由",
    "edition": "年版",
    "indicator": "指标代码",
}


def _table(
    found: Sequence[Finding], titles: Mapping[str, str], causes: Mapping[str, Finding]
) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS.values())
    for row in found:
        words = row | {
            "cause": causes[row["finding"]]["cause"],
            "check": titles[row["check"]],
            "answer": ANSWER.get(row["answer"], ""),
        }
        # As exactly as what is printed is held against what it comes to.
        places = wording.decimals({"decimals": 2, "difference": row["difference"]})
        cells = (words[column] for column in _COLUMNS)
        writer.writerow(
            as_text(cell) if isinstance(cell, str) else _number(cell, places) for cell in cells
        )
    return text.getvalue()


def _number(cell: float | None, places: int) -> str:
    return "" if cell is None else f"{round(cell, places):.10g}"


def _text(edition: int, found: Sequence[Finding], causes: Mapping[str, Finding]) -> str:
    """List findings by how grave their cause is, what comes of one cause as one."""
    alike: dict[str, list[Finding]] = {}
    for row in sorted(found, key=lambda row: _rank(causes[row["finding"]])):
        alike.setdefault(causes[row["finding"]]["cause"], []).append(row)
    counts = Counter(causes[cause]["cause_severity"] for cause in alike)
    told = "，".join(f"{severity} {counts[severity]}" for severity in SEVERITIES)
    lines = [f"{edition} 年版报告：{told}；同出一因的计一处，共 {len(found)} 条。"]
    for heading, group in groupby(alike, key=lambda cause: _heading(causes[cause])):
        lines.append(f"\n【{heading}】")
        for first, *others in map(alike.__getitem__, group):
            lines += _lines(first)
            lines += [f"    {line}" for row in others for line in _lines(row)]
    if left := sum(map(has_open_error, alike.values())):
        lines.append(
            f"\n还有 {left} 处错误没有改正或答复。改正数据，或在 data/editions/{edition}/"
            "answers.csv 中按编号答复，再运行一次。"
        )
    else:
        lines.append("\n没有未答复的错误。")
    return "\n".join(lines) + "\n"


def _rank(row: Finding) -> tuple[Any, ...]:
    """Order contradictions before what is missing, then by how grave, then as the pages do."""
    severity = [*SEVERITIES].index(row["cause_severity"])
    of_cause = (row["cause_ordinal"], row["finding"] != row["cause"], row["ordinal"])
    return (row["cause_finds"] == MISSING, severity, *of_cause)


def _heading(row: Finding) -> str:
    is_missing = row["cause_finds"] == MISSING
    return f"{MISSING}：{row['cause_severity']}" if is_missing else str(row["cause_severity"])


def _lines(row: Finding) -> list[str]:
    said = f"{row['finding']}  {_places(row)}  {row['message']}{_answer(row)}"
    return [said, f"          {row['arithmetic']}"] if row["arithmetic"] else [said]


def _answer(row: Finding) -> str:
    if row["answer"] is None:
        return ""
    return (
        f"［{ANSWER[row['answer']]}{'：' if row['answer_text'] else ''}{row['answer_text'] or ''}］"
    )


def _places(row: Finding) -> str:
    """Name the place in the report, and the other one where two contradict each other."""
    pairs = ((row[f"{which}source"], row[f"{which}page"]) for which in ("", "other_"))
    places = (wording.print_location(source, page) for source, page in pairs if source)
    return " 与 ".join(dict.fromkeys(places))
