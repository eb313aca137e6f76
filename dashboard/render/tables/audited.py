"""The audit in numbers, the claims of the prose, and the conditions beside their standards."""

from collections.abc import Iterable
from urllib.parse import urlencode

import pandas as pd

from dashboard.contract.codes import CHAPTERS, SEVERITIES, STANDINGS
from dashboard.contract.units import behind, difference_unit
from dashboard.contract.wording import (
    decimals,
    finding_address,
    number,
    print_location,
    rows_of,
    showing_address,
)
from dashboard.render.markup import render
from dashboard.render.tables.figures import Row, figure, records, table_of

_VERDICT = {"不属实": "error", "属实": "good", "无法核对": "hint"}


def tally(row: Row) -> str:
    """Write the cards at the head of the audit: how bad it is, in five seconds."""
    told = f"属实 {row['borne_out']}，无法核对 {row['open']}"
    return numbers(
        (
            *(
                (word, row[said.counted], "处", said.tone, said.brief or said.meaning)
                for word, said in SEVERITIES.items()
            ),
            ("还没有答复", row["unanswered"], "处", "hint", "错误与存疑合计"),
            ("正文说法不属实", row["refuted"], "条", "error", told),
            ("共比对", row["comparisons"], "次", "hint", "逐类次数见“查了什么”"),
        )
    )


def numbers(cards: Iterable[tuple[str, int, str, str, str]]) -> str:
    """Write small cards: name, number, unit, how grave it is where it is not 0, what it means."""
    return render("numbers", cards=cards)


def audit_line(row: Row, name: str, address: str, two_years: str = "") -> str:
    """Write one quiet line on a chapter or on the whole report, which opens what it counts.

    ``two_years`` is the address of the chapter's years side by side.
    """
    counts = (
        *((word, row[said.counted]) for word, said in SEVERITIES.items()),
        ("说法不属实", row["refuted"]),
    )
    said = [(word, count) for word, count in counts if count]
    return render("audit_line", name=name, address=address, counts=said, two_years=two_years)


def chapters(frame: pd.DataFrame, by: str) -> str:
    """A line for each chapter; its name opens its findings."""
    counts = {said.counted: word for word, said in SEVERITIES.items()} | {
        "unanswered": "未答复",
        "borne_out": "说法属实",
        "refuted": "不属实",
        "open": "无法核对",
    }
    rows = [
        {
            "name": name,
            "address": f"audit?{urlencode({'chapter': name})}",
            "counts": [row[column] for column in counts],
        }
        for row in rows_of(frame[frame["chapter"] > 0])
        for name in [CHAPTERS[row["chapter"]]]
    ]
    return render("chapters", heads=["章", *counts.values()], rows=rows)


def claims(frame: pd.DataFrame, by: str) -> str:
    """Claims with verdict and evidence; what holds or cannot be judged is folded away."""
    every = [_claim(row) for row in records(frame)]
    return render(
        "claims",
        refuted=[claim for claim in every if claim["verdict"] == "不属实"],
        folded=[
            (verdict, told, said)
            for verdict, told in (
                ("属实", "与报告所印的数一致"),
                ("无法核对", "没有印出可以对照的数，或所印的数有疑、不能相比"),
            )
            if (said := [claim for claim in every if claim["verdict"] == verdict])
        ],
    )


def _claim(row: Row) -> Row:
    note = f"；{row['note']}" if row["note"] else ""
    return row | {
        "tone": _VERDICT[row["verdict"]],
        "location": print_location(row["source"], row["page"]) + note,
        "other_location": print_location(row["other_source"], row["other_page"]),
        "address": finding_address(row["finding"]) if row["finding"] else "",
        "shown_at": showing_address({**row, "chapter": row["indicator_chapter"]})
        if row["indicator"]
        else "",
    }


def standards(frame: pd.DataFrame, by: str) -> str:
    """Each standard beside the newest figure: the report's own verdict, ours, and the distance."""
    return render("standards", rows=beside_standards(frame))


def beside_standards(frame: pd.DataFrame) -> list[Row]:
    """Work out what is said of each standard and of the figure that it is held against."""
    return [_standard(row) | _held(row) for row in records(frame)]


def _standard(row: Row) -> Row:
    basis = (
        row["document"],
        row["number"],
        row["clause"] or "条款未查实",
        "已核实" if row["verified"] else "未核实",
        row["standard_note"],
    )
    return {"item": row["item"], "basis": "；".join(part for part in basis if part)}


def _held(row: Row) -> Row:
    if not row["indicator_name"]:
        return {"has_figure": False}
    return _apart(row) | {
        "has_figure": True,
        "address": showing_address(row),
        "verdicts": [
            STANDINGS[row[column]] if row[column] else None
            for column in ("judged", "standing", "standing_then")
        ],
        "recomputed": _recomputed(row),
    }


def near(frame: pd.DataFrame, by: str) -> str:
    """Standards that are missed, hardly met, or met only if a figure is right."""
    return render("near", rows=near_standards(frame))


def near_standards(frame: pd.DataFrame) -> list[Row]:
    """Work out what is said of each of these."""
    return [
        _apart(row)
        | {
            "item": row["item"],
            "address": showing_address(row),
            "remark": "，".join(
                word
                for word, said in (("国家目标", row["is_aim"]), ("标准未核实", not row["verified"]))
                if said
            ),
            "standing": STANDINGS[row["standing"]],
        }
        for row in records(frame)
    ]


def _apart(row: Row) -> Row:
    """Say what is printed of a standard's figure, where, and how far it is from the standard."""
    apart = row["apart"]
    over = "高" if apart > 0 else "低"
    # To one decimal, unless that would be 0.
    share = row["extent_pct"] or 100 * apart / row["standard"]
    places = decimals({"decimals": 1, "difference": share})
    return {
        "figure": figure(row),
        "unit_after": behind(row["unit"]),
        "name": f"{row['indicator_name']}{row['category'] or ''} {row['period']}",
        "location": print_location(table_of(row["source"]), row["page"]),
        "apart": f"{over} {number(abs(apart), decimals(row))}{difference_unit(row['unit'])}"
        if apart
        else "相等",
        "share": f"{over} {round(abs(share), places):g}%" if apart else "",
    }


def _recomputed(row: Row) -> str | None:
    if row["recomputed"] is None:
        return None
    places = decimals({**row, "value": row["recomputed"], "decimals": max(row["decimals"], 2)})
    return f"{number(row['recomputed'], places, row['unit'])}{behind(row['unit'])}"


def held(frame: pd.DataFrame, by: str) -> str:
    """Since when a standard is met or missed, and when a straight line would cross it."""
    rows = [
        row
        | {
            "address": showing_address(row),
            "location": print_location(table_of(row["source"]), row["page"]),
            "figure": figure(row),
        }
        for row in records(frame)
    ]
    return render("held", rows=rows, is_foretold=any(row["outlook"] for row in rows))
