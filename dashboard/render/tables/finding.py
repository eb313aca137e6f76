"""One finding of the audit: what is printed, what it should be, where, and what the school says."""

import re
from urllib.parse import urlencode

from dashboard.contract.codes import ANSWER, CHAPTER_PAGES, CHAPTERS, FORMS, MISSING, SEVERITIES
from dashboard.contract.units import difference_unit
from dashboard.contract.wording import (
    decimals,
    finding_address,
    print_location,
    showing_address,
)
from dashboard.render.tables.figures import Row


def finding(row: Row) -> Row:
    """Work out what is shown of a finding, folded and opened."""
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
    told = []
    if row["printed"] or row["finds"] == MISSING:
        told.append(("报告所印", _with_unit(row["printed"], row) if row["printed"] else "空白"))
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
        figure
        | {
            "address": showing_address(figure),
            "location": print_location(figure["source"], figure["page"]),
        }
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
        address = showing_address(row) if row["indicator"] else CHAPTER_PAGES[chapter]
        links.append((address, f"{CHAPTERS[chapter]}页"))
    if (form := (row["source"] or "").partition(" ")[0]) in FORMS:
        links.append((f"forms?{urlencode({'part': f'{form} {FORMS[form]}'})}", form))
    return links
