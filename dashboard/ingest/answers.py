"""What the school says to a finding: accepted as printed, explained, or corrected."""

import re
from collections.abc import Callable, Iterable, Mapping

from dashboard.contract.codes import ACCEPTED, ANSWER, CORRECTED
from dashboard.contract.columns import ANSWERS
from dashboard.contract.units import COUNTED, PERCENT
from dashboard.ingest.carrying import Finding, Key, Prints, carry, key
from dashboard.ingest.csv_row import Row
from dashboard.ingest.record import Catalogue, Record, read

# As the office may also write them.
_CODES = {word: code for code, word in ANSWER.items()}

_FINDING = re.compile("f[0-9a-f]{7}")


def answer(row: Row, catalogue: Catalogue, figures: Mapping[Key, Row]) -> Record:
    """Check a row of answers; ``figures`` are those of the edition.

    A row says which finding it answers (the eight characters that every list of findings shows)
    and, where it corrects, which figure to what value. Whether the finding is still there is not
    asked here: mending the figure itself makes it go away, and the answer is history then.
    """
    record = read(row, ANSWERS, catalogue)
    finding = row.cells["finding"]
    if finding and not _FINDING.fullmatch(finding):
        row.report("finding", "not_a_finding", text=finding)
    said = row.cells["answer"]
    kind = _CODES.get(said, said)
    if kind not in ANSWER:
        allowed = "、".join(f"{code}（{word}）" for code, word in ANSWER.items())
        row.report("answer", "not_an_answer", allowed=allowed, text=said)
    major, value = record["major"], record["value"]
    if kind == CORRECTED:
        _check_correction(row, catalogue, figures, major, value)
    elif row.cells["value"]:
        row.report("value", "answer_with_value")
    if kind in ANSWER and kind != ACCEPTED and not row.cells["text"]:
        row.report("text", "answer_without_reason")
    return record | {"answer": kind}


def _check_correction(
    row: Row,
    catalogue: Catalogue,
    figures: Mapping[Key, Row],
    major: str | None,
    value: float | None,
) -> None:
    if not row.cells["value"]:
        row.report("value", "correction_without_value")
    wanted = (*(row.cells[column] for column in ("indicator", "period", "category")), major or "")
    figure = figures.get(wanted)
    if figure is None:
        left = list(figures)
        for place, column in enumerate(("indicator", "period", "category", "major")):
            left = [key for key in left if key[place] == wanted[place]] or _none(row, column, left)
            if not left:
                return
    unit = (catalogue.units or {}).get(row.cells["indicator"], "")
    if value is None or figure is None:
        return
    if figure.cells["value"] and float(figure.cells["value"]) == value:
        row.report("value", "correction_as_printed", value=row.cells["value"])
    elif value < 0 or (unit == PERCENT and value > 100):
        row.report("value", "correction_impossible", value=row.cells["value"], unit=unit)
    elif unit in COUNTED and not value.is_integer():
        row.report("value", "correction_in_parts", value=row.cells["value"], unit=unit)


def _none(row: Row, column: str, left: Iterable[Key]) -> list[Key]:
    place = ("indicator", "period", "category", "major").index(column)
    there = list(dict.fromkeys(key[place] or "（空）" for key in left))
    word = row.cells[column] or "（空）"
    code = "no_such_indicator" if column == "indicator" else "no_such_figure"
    row.report(column, code, word=word, there="、".join(there[:8]))
    return []


def settle(
    given: list[Record],
    findings: list[Finding],
    prints: Prints,
    corrected: Callable[[list[Record]], list[Finding]],
) -> tuple[list[Record], list[Record]]:
    """Part the answers into those that hold and those that do not, each with the reason.

    ``corrected`` says what is found on the figures as corrected: a correction holds if the finding
    it answers is gone with it, and it answers whatever else is gone. An answer to an earlier
    edition also stands where a later one prints the same.
    """
    by_name = {one.finding: one for one in findings}
    good: list[Record] = []
    lapsed: list[Record] = []
    for row in given:
        if reason := _beside_the_point(row, by_name.get(row["finding"])):
            lapsed.append({**row, "reason": reason})
        else:
            good.append(row)
    good, mended, failed = _tried(good, findings, corrected)
    carried, passed = carry(good, findings, prints)
    lapsed += failed + passed
    if carried:
        good, mended, failed = _tried(good + carried, findings, corrected)
        lapsed += failed
    good += _also(good, mended)
    return _numbered(good), lapsed


def _beside_the_point(row: Record, finding: Finding | None) -> str:
    if finding is None or finding.edition != row["edition"]:
        return "没有这个编号的发现：编号写错了，或所据的数已经改过"
    if row["value"] is not None and key(row) not in finding.figures:
        names = "；".join("，".join(filter(None, one)) for one in finding.figures)
        return f"更正的数不在这一处发现之内；这一处涉及：{names}"
    return ""


def _tried(
    rows: list[Record],
    findings: list[Finding],
    corrected: Callable[[list[Record]], list[Finding]],
) -> tuple[list[Record], list[Finding], list[Record]]:
    """Try corrections: return what holds, the findings gone with it, and what does not hold."""
    corrections = [row for row in rows if row["value"] is not None]
    if not corrections:
        return rows, [], []
    left = corrected(corrections)
    known = {(one.edition, one.about) for one in findings}
    standing = {(one.edition, one.about) for one in left}
    new = [one for one in left if (one.edition, one.about) not in known]
    answered = {one.finding: one for one in findings}
    good, failed = [], []
    for row in rows:
        finding, reason = answered[row["finding"]], ""
        if row["value"] is None:
            pass
        elif finding.edition != row["edition"]:  # the later edition prints only the figure again
            if any(one.edition == row["edition"] and key(row) in one.figures for one in new):
                reason = "按本版其他的数，更正以后反而对不上；请重新核对"
        elif (finding.edition, finding.about) in standing:
            reason = "更正以后这一处仍然对不上；请连同有关的数一起更正，或改作说明"
        if reason:
            failed.append({**row, "reason": reason})
        else:
            good.append(row)
    mended = [one for one in findings if (one.edition, one.about) not in standing]
    return good, mended, failed


def _also(good: list[Record], mended: list[Finding]) -> list[Record]:
    """Let a correction answer the other findings that are gone with it."""
    answered = {row["finding"] for row in good}
    also = []
    for one in mended:
        if one.finding in answered:
            continue
        for row in good:
            is_of_it = row["edition"] == one.edition and key(row) in one.figures
            if row["value"] is not None and is_of_it:
                text = f"随 {row['finding']} 的更正而相合：{row['text']}"
                also.append({**row, "finding": one.finding, "text": text})
                break
    return also


def _numbered(rows: list[Record]) -> list[Record]:
    numbers: dict[int, int] = {}
    for row in rows:
        row["ordinal"] = numbers[row["edition"]] = numbers.get(row["edition"], 0) + 1
    return rows
