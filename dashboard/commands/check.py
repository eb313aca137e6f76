"""``python -m dashboard check``: the findings, before the report is sent off."""

import csv
import io
import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from dashboard.contract import wording
from dashboard.contract.codes import ANSWER, SEVERITIES
from dashboard.query.connection import rows

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


def unanswered_errors(found: Sequence[Finding]) -> int:
    return sum(SEVERITIES[row["severity"]].grave and row["answer"] is None for row in found)


def written(edition: int, found: Sequence[Finding], form: str) -> str:
    """Write findings as text for people, or as CSV or JSON for programs."""
    if form == "json":
        return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    if form == "csv":
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, _COLUMNS, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(found)
        return text.getvalue()
    return _text(edition, found)


# The public columns first, in the order that finding_export promises.
_COLUMNS = (
    *("check", "severity", "indicator", "indicator_name", "period", "major", "category", "printed"),
    *("recomputed", "difference", "message", "source", "page", "answer", "finding", "edition"),
    *("arithmetic", "other_source", "other_page", "answer_text"),
)


def _text(edition: int, found: Sequence[Finding]) -> str:
    counts = "，".join(
        f"{severity} {sum(row['severity'] == severity for row in found)}" for severity in SEVERITIES
    )
    lines = [f"{edition} 年版报告：{counts}。"]
    for severity, group in groupby(found, key=lambda row: row["severity"]):
        lines.append(f"\n【{severity}】")
        for row in group:
            place = f"{_place(row, '')}{_other(row)}"
            lines.append(f"{row['finding']}  {place}  {row['message']}{_answer(row)}")
            if row["arithmetic"]:
                lines.append(f"          {row['arithmetic']}")
    if open_errors := unanswered_errors(found):
        lines.append(
            f"\n还有 {open_errors} 处错误没有改正或答复。改正数据，或在 data/editions/{edition}/"
            "answers.csv 中按编号答复，再运行一次。"
        )
    else:
        lines.append("\n没有未答复的错误。")
    return "\n".join(lines) + "\n"


def _place(row: Finding, which: str) -> str:
    page = row[f"{which}page"]
    return f"{row[f'{which}source']}（第{page}页）" if page else str(row[f"{which}source"])


def _answer(row: Finding) -> str:
    if row["answer"] is None:
        return ""
    return (
        f"［{ANSWER[row['answer']]}{'：' if row['answer_text'] else ''}{row['answer_text'] or ''}］"
    )


def _other(row: Finding) -> str:
    other = _place(row, "other_") if row["other_source"] else ""
    return f" 与 {other}" if other not in ("", _place(row, "")) else ""
