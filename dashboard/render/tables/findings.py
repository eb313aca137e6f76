"""What the audit found: each finding opens to its reckoning, and like findings stand together."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from dashboard.contract.codes import (
    ANSWER,
    BLANK,
    CHAPTER_PAGES,
    CHAPTERS,
    GAP,
    NO_CHAPTER,
    SEVERITIES,
)
from dashboard.contract.wording import (
    decimals,
    difference_unit,
    finding_address,
    print_location,
)
from dashboard.render.markup import render
from dashboard.render.tables.figures import Row, records, table_of

_FEW = 3  # names that stand for a group


def findings(frame: pd.DataFrame, by: str) -> str:
    """List findings by severity and chapter; those of one check in one table fold into one line.

    A row with ``is_opened`` comes first, open, and after it the others of its kind and table. Mere
    hints stay folded where anything graver is listed.
    """
    rows = records(frame)
    opened = [row for row in rows if row["is_opened"]]
    alike = {_alike(row) for row in opened}
    beside = [row for row in rows if not row["is_opened"] and _alike(row) in alike]
    left = [row for row in rows if _alike(row) not in alike]
    sections = []
    for severity, said in SEVERITIES.items():
        found = [row for row in left if row["severity"] == severity]
        if not found:
            continue
        sections.append(
            {
                "severity": severity,
                "tone": said.tone,
                "meaning": said.meaning,
                "count": len(found),
                "is_rest": any(row["severity"] == severity for row in opened),
                "is_folded": said.hint and len(found) < len(left),
                "chapters": [
                    (name, [_group(group) for group in _gathered(within, _alike).values()])
                    for name, within in _gathered(found, _chapter).items()
                ],
            }
        )
    return render(
        "findings",
        opened=[_finding(row) for row in opened],
        beside=_group(beside) if beside else None,
        sections=sections,
        blank=GAP[BLANK],
    )


def brief(frame: pd.DataFrame, by: str) -> str:
    """A line for each group of findings: what, where, how many, and the first of them in words."""
    rows = [
        row | {"address": finding_address(row["finding"]), "page": print_location("", row["page"])}
        for row in records(frame)
    ]
    return render("brief", rows=rows)


def _gathered(rows: Iterable[Row], key: Callable[[Row], Any]) -> dict[Any, list[Row]]:
    """Gather rows of one kind, each kind where the first of it came."""
    found: dict[Any, list[Row]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def _alike(row: Row) -> tuple[str, ...]:
    return row["severity"], row["check_title"], table_of(row["source"])


def _chapter(row: Row) -> str:
    return NO_CHAPTER if row["chapter"] is None else CHAPTERS[int(row["chapter"])]


def _group(rows: list[Row]) -> Row:
    periods = dict.fromkeys(row["period"] for row in rows if row["period"])
    when = f"，{'、'.join(periods)}" if periods else ""
    names = list(dict.fromkeys(row["indicator_name"] for row in rows if row["indicator_name"]))
    return {
        "title": rows[0]["check_title"],
        "names": "、".join(names[:_FEW]) + (f"等 {len(names)} 项" if len(names) > _FEW else ""),
        "where": table_of(rows[0]["source"]) + when,
        "findings": [_finding(row) for row in rows],
    }


def _finding(row: Row) -> Row:
    return row | {
        "tone": SEVERITIES[row["severity"]].tone,
        "answer_word": ANSWER[row["answer"]] if row["answer"] else "",
        "location": print_location(row["source"], row["page"]),
        "numbers": _numbers(row),
        "locations": _locations(row),
        "concerned": _concerned(row),
        "answers": _answers(row),
        "links": _links(row),
    }


def _numbers(row: Row) -> list[tuple[str, str]]:
    """What is printed, what it should be, and what lies between."""
    told = [("报告所印", _with_unit(row["printed"], row) if row["printed"] else "空白")]
    if row["recomputed"] is not None:
        told.append(("重算或另一处", _with_unit(_short(row["recomputed"], row), row)))
    if row["apart"]:
        unit = difference_unit(row["unit"] or "")
        told.append(("相差", f"{_short(abs(row['apart']), row)}{unit}"))
    return told


def _short(value: float, row: Row) -> str:
    """Write a number without noughts at its end, as exactly as what is printed is held against."""
    places = decimals({"decimals": max(row["decimals"] or 0, 2), "difference": row["apart"]})
    separator = "" if row["unit"] == "年" else ","
    return f"{round(value, places):{separator}.12g}"


def _with_unit(text: str, row: Row) -> str:
    if not row["unit"] or not re.fullmatch(r"[\d.,]+", text):
        return text
    return f"{text}{'' if row['unit'] in ('%', ':1') else ' '}{row['unit']}"


def _locations(row: Row) -> list[tuple[str, str]]:
    """The two places that contradict each other, side by side."""
    here, there = (row["source"], row["page"]), (row["other_source"], row["other_page"])
    told = [("此处", print_location(*here))]
    if there[0] and there != here:
        told.append(("另一处", print_location(*there)))
    return told


def _concerned(row: Row) -> list[Row]:
    """Every figure that took part, where there are more than the two places name."""
    if row["concerned"] is None or len(row["concerned"]) < 2:
        return []
    return [
        figure | {"location": print_location(figure["source"], figure["page"])}
        for figure in row["concerned"]
    ]


def _answers(row: Row) -> list[str]:
    told = []
    for answer in row["answers"] if row["answers"] is not None else ():
        value = answer["value"]
        corrected = "" if value is None else f"为 {_with_unit(_short(value, row), row)}"
        text = f"：{answer['text']}" if answer["text"] else ""
        told.append(
            f"{ANSWER[answer['answer']]}{corrected}{text}（{answer['by']}，{answer['on']}）"
        )
    return told


def _links(row: Row) -> list[tuple[str, str]]:
    links = [(finding_address(row["finding"]), f"核查编号 {row['finding']}")]
    if row["indicator"]:
        address = f"explorer?indicator={row['indicator']}"
        links.append((address, f"{row['indicator_name']}的全部数值"))
    if row["chapter"] is not None:
        chapter = int(row["chapter"])
        links.append((CHAPTER_PAGES[chapter], f"{CHAPTERS[chapter]}页"))
    return links
