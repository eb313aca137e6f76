"""What an edition of the report says, in five sentences made from the data."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.contract.codes import MOVES, STANDINGS
from dashboard.contract.units import difference_unit
from dashboard.contract.wording import decimals, number, rows_of, short_name, showing_address
from dashboard.query import connection, question
from dashboard.query.question import Scope
from dashboard.render.markup import render
from dashboard.render.sentences import as_html as moves_as_html
from dashboard.render.sentences import share_of_before

Words = tuple[str, str]  # with the address of what they name, or none

_FEW = 4  # named in a sentence


@connection.per_version
def newest(scope: Scope) -> tuple[str, str]:
    """Say of the newest edition what it says in a scope, and of what moved how."""
    edition = question.run("school").iloc[0]
    changes = question.run("changes", scope)
    counts = rows_of(question.run("audit_counts", scope, edition=int(edition["edition"])))[0]
    standards = question.run("standards_held")
    told = sentences(str(edition["title"]), changes, standards, counts)
    return as_html(told), moves_as_html(changes)


def as_html(told: Sequence[tuple[str, Sequence[Words]]]) -> str:
    return render("said", sentences=told)


def sentences(
    title: str, changes: pd.DataFrame, standards: pd.DataFrame, counts: Mapping[str, Any]
) -> list[tuple[str, list[Words]]]:
    """Say in five sentences what an edition says, each with what it is about.

    Takes the rows of ``changes``, those of ``standards_held`` and the first of ``audit_counts``.
    """
    keys = changes[changes["is_key"]]
    said = {
        "升降": [(f"《{title}》里有升降而可比的指标 {len(changes)} 项：{_sides(changes)}。", "")],
        "关键指标": _listed(
            ("升的", keys[keys["difference"] > 0]),
            ("降的", keys[keys["difference"] < 0]),
            labelled=True,
        ),
        "好坏": _listed(
            *(
                (MOVES[code].label, changes[changes["move"] == code])
                for code in ("worse", "maybe_worse", "better", "maybe_better")
            ),
            labelled=False,
        ),
        "标准": _standings(standards),
        "核查": [(_audited(counts), "")],
    }
    return [(lead, sentence) for lead, sentence in said.items() if sentence]


def _sides(changes: pd.DataFrame) -> str:
    """Count what got better, what got worse, and the rest."""
    tones = changes["move"].map(lambda code: MOVES[code].tone)
    counted = (
        ("变好", (tones == "good").sum()),
        ("变差", (tones == "bad").sum()),
        ("变动大而数有疑", (tones == "maybe").sum()),
        ("基本持平或不判好坏", tones.isin(["gap", "plain"]).sum()),
    )
    return "，".join(f"{word} {count} 项" for word, count in counted)


def _listed(*lists: tuple[str, pd.DataFrame], labelled: bool) -> list[Words]:
    """Name the first few of each list, with size; nothing where all are empty."""
    told: list[Words] = []
    for lead, frame in lists:
        if frame.empty:
            continue
        told.append((f"{'；' if told else ''}{lead}：", ""))
        for position, row in enumerate(rows_of(frame.head(_FEW))):
            told += [("、" if position else "", ""), *_named(row, labelled=labelled)]
        if len(frame) > _FEW:
            told.append((f"等 {len(frame)} 项", ""))
    return [*told, ("。", "")] if told else []


def _named(row: Mapping[str, Any], *, labelled: bool) -> list[Words]:
    """Name a figure with what it moved by: (12%), (3.90 个百分点，基本持平)."""
    name = short_name(row["indicator_name"])
    whose = [str(row[column]) for column in ("major", "category") if pd.notna(row[column])]
    size = f"{number(abs(row['difference']), decimals(row))}{difference_unit(row['unit'])}"
    if row["unit"] != "%" and row["before"]:
        size = share_of_before(row)
    label = MOVES[row["move"]].label if labelled else ""
    moved = f"（{'，'.join(filter(None, (size, label)))}）"
    return [(" · ".join([*whose, name]), showing_address(row)), (moved, "")]


def _standings(standards: pd.DataFrame) -> list[Words]:
    """Count the standards met, missed and open, and name those that are not met."""
    held = standards[standards["standing"].notna()]
    if held.empty:
        return []
    told = [(f"有数可比的 {len(held)} 条：", "")]
    for position, (code, standing) in enumerate(STANDINGS.items()):
        rows = rows_of(held[held["standing"] == code])
        told.append((f"{'，' if position else ''}{standing.label} {len(rows)} 条", ""))
        if code != "met" and rows:
            for n, row in enumerate(rows):
                told += [("；" if n else "（", ""), (row["item"], showing_address(row))]
            told.append(("）", ""))
    return [*told, ("。", "")]


def _audited(counts: Mapping[str, Any]) -> str:
    return (
        f"报告自己对不上的：错误 {counts['errors']} 处，存疑 {counts['doubts']} 处，"
        f"其中 {counts['unanswered']} 处还没有答复；正文的说法有 {counts['refuted']} 条不属实。"
    )
