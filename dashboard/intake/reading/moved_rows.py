"""Rows whose words do not belong to their numbers: sorted or pasted in part, or of another year."""

import itertools
import re
from collections.abc import Iterable, Sequence

from dashboard.contract.faults import CellProblem
from dashboard.intake.form_columns import AT, CODE, NAME, PRINTED
from dashboard.intake.reading.figure_keys import (
    KEY_HEADERS,
    MOVED,
    FigureKeys,
    is_other_period,
)
from dashboard.intake.reading.filled_file import FilledFile
from dashboard.intake.sheet_table import Record
from dashboard.text import letters

_MANY, _DIGITS = 3, 3  # rows, and digits of a number, that are not the same by chance


def check_moved(records: Sequence[Record], keys: FigureKeys, filled: Iterable[str]) -> None:
    """Report rows whose words were moved alone: by sorting, pasting or filling down.

    ``filled`` are the headers of what the office fills in.
    """
    typed = {record.row: keys.as_typed(record) for record in records}
    made_for = {
        record.row: key for record in records if (key := keys.by_code.get(record.cells[CODE]))
    }
    left = {*made_for.values()} - {key for row, key in made_for.items() if key == typed[row]}
    for record in records:
        before, now = made_for.get(record.row), typed[record.row]
        # A name that has changed is reported already.
        if before not in left or record.spoilt or before[0] != now[0]:
            continue
        changed = next(
            header for header, one, two in zip(KEY_HEADERS, before, now, strict=True) if one != two
        )
        if now in left:
            record.report(
                changed,
                f"这一行原是「{keys.title(before)}」，却成了「{keys.title(now)}」，那是另一行的，"
                f"{MOVED}",
            )
        elif is_other_period(before, now) and not record.blank(filled):
            record.report(
                changed,
                f"这一行原是「{keys.title(before)}」，时期却成了 {now[1]}；请改回，"
                "确是另一期的数，请在表末另起一行。",
            )


def remark_filled_down(records: Sequence[Record], file: FilledFile) -> None:
    """Tell of one number in a run of rows for different things: filled down, it replaces others."""
    place = itertools.count()
    for (printed, _), run in itertools.groupby(
        records, lambda record: (record.cells[PRINTED], record.row - next(place))
    ):
        rows = list(run)
        names = {record.cells[NAME] for record in rows}
        if len(names) >= _MANY and len(re.findall("[0-9]", printed)) >= _DIGITS:
            column = letters(rows[0].table.columns[PRINTED])
            file.intake.remarks.append(
                f"工作表「{rows[0].table.grid.name}」{column}{rows[0].row}:{column}{rows[-1].row} "
                f"各行都是「{printed}」；请核对是不是向下填充了。"
            )


def check_other_year(records: Sequence[Record], file: FilledFile, filled: Iterable[str]) -> None:
    """Report rows of another year's template, pasted as they are."""
    foreign = [
        record
        for record in records
        if AT in (code := record.cells[CODE])
        and tuple(code.split(AT)[:2]) not in file.asked
        and not record.blank(filled)
    ]
    if foreign:
        rows = "、".join(str(record.row) for record in foreign[:3])
        rows += f" 等 {len(foreign)}" if foreign[3:] else ""
        message = f"第 {rows} 行是从另一年的模板来的；"
        message += f"请把数填进 {file.wanted.year} 年版模板的行里，再删去这些行。"
        file.intake.faults.append(CellProblem(foreign[0].table.grid.name, 0, 0, message))
