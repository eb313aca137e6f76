"""The lists of a report: facts, what the prose says, what was left out, answers."""

import hashlib
import re
from collections.abc import Mapping

from dashboard.contract.period import canonical
from dashboard.contract.printed_date import year_of
from dashboard.contract.printed_number import plain_number
from dashboard.intake import cell_values
from dashboard.intake.form_columns import CARRY, NO, YES
from dashboard.intake.form_layout import ListSheet
from dashboard.intake.reading.filled_file import FilledFile
from dashboard.intake.reading.intake import from_row
from dashboard.intake.sheet_table import Record
from dashboard.text import fold, narrow

_CARRIED = re.compile("沿用[0-9]{4}年版 ")
_CHOSEN = ("topic", "assertion", "answer")  # columns in which one of the words must stand


def read_list(file: FilledFile, listed: ListSheet) -> None:
    """Read one list into its file, less the rows of last year that are not carried over."""
    columns = listed.columns
    headers = [*columns.values(), *([CARRY] if listed.carries else [])]
    required = [*columns.values()]
    table = file.table(listed.title, headers, required, needed=file.whole)
    if table is None:
        return
    path = f"{file.folder}/{listed.file}.csv"
    file.intake.files[path] = (tuple(columns), [])
    last = {tuple(_row(file, listed, row).values()) for row in listed.last}
    left = 0
    for record in table.records():
        if record.blank(columns.values()):
            continue
        cells = {column: record.cells[header] for column, header in columns.items()}
        row = _row(file, listed, cells)
        _check_words(file, listed, record, row)
        carry = fold(record.cells.get(CARRY, ""))
        if carry not in ("", YES, NO):
            record.report(CARRY, f"应为 {YES} 或 {NO}，现为「{record.cells[CARRY]}」；请改正。")
        known = tuple(row.values()) in last
        if carry == NO or (known and carry != YES):
            left += 1
            continue
        if known:
            _mark_carried(row, file.wanted.previous)
        if "claim" in row and not row["claim"]:
            # The same claim gets the same code each time the file is read.
            said = "\0".join((row["source"], row["text"], row["indicator"], row["category"]))
            row["claim"] = f"claim_{hashlib.sha256(said.encode()).hexdigest()[:8]}"
        _remark_on_day(file, listed, record, row)
        if not record.spoilt:
            file.intake.add(path, columns, row, from_row(record, columns))
    _keep_classes(file, listed, path)
    if left:
        file.intake.remarks.append(
            f"工作表「{listed.title}」有 {left} 行上版内容没有沿用（「{CARRY}」没有选“{YES}”）。"
        )


def _keep_classes(file: FilledFile, listed: ListSheet, path: str) -> None:
    """Leave the classes alone where nobody typed any: an enrolment list may have told them."""
    if listed.file == "classes" and not file.intake.files[path][1]:
        del file.intake.files[path]


def _remark_on_day(
    file: FilledFile, listed: ListSheet, record: Record, row: dict[str, str]
) -> None:
    """Tell of an answer that was given before there was anything to answer."""
    year = year_of(row.get("answered_on", ""))
    if year and year < file.wanted.year:
        file.intake.remarks.append(
            f"工作表「{listed.title}」第 {record.row} 行的「{listed.columns['answered_on']}」"
            f"{row['answered_on']} 早于报告的年份（{file.wanted.year} 年版）；请核对。"
        )


def _mark_carried(row: dict[str, str], previous: int | None) -> None:
    """Say whence a row is carried: it still holds, but the new report prints it nowhere we know."""
    row["page"] = ""
    if not _CARRIED.match(row["source"]):
        row["source"] = f"沿用{previous}年版 {row['source']}"


def _check_words(file: FilledFile, listed: ListSheet, record: Record, row: dict[str, str]) -> None:
    """Report a word that stands for none of the codes of its column."""
    for column, words in listed.words.items():
        if column in _CHOSEN and not row[column]:
            example = next(iter(words.values()))
            message = f"没有选「{listed.columns[column]}」；请从下拉列表中选择，如 {example}。"
            record.report(listed.columns[column], message)
        for code in row[column].split(";") if column == "indicators" else [row[column]]:
            if code and code not in words:
                like = file.like(code, words.values())
                message = f"不认识「{code}」{like}请从下拉列表中选择。"
                record.report(listed.columns[column], message)


def _row(file: FilledFile, listed: ListSheet, cells: Mapping[str, str]) -> dict[str, str]:
    """Write a row as the file has it; one that stands there already comes out as it is."""
    row = {
        column: listed.stored(column, cell_values.one_line(text)) for column, text in cells.items()
    }
    if row.get("major"):
        row["major"] = file.major(row["major"])
    if row.get("page"):
        row["page"] = cell_values.page(row["page"]) or row["page"]
    for column in ("value", "value_to", "first_year", "last_year"):
        if column in row:
            row[column] = narrow(row[column])
    if "period" in row:
        row["period"] = canonical(row["period"])
    unit = file.units.get(row.get("indicator", ""), "")
    for column, meant in (
        *(("value", unit), ("value_to", unit)),
        *(("first_year", "年"), ("last_year", "年")),
    ):
        number = plain_number(row.get(column, ""), meant)
        if number is not None:
            row[column] = f"{number:f}"
    return row
