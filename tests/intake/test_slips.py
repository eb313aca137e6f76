"""Rows, columns and sheets that slipped, were sorted alone, copied or lost: told with the cell."""

import dataclasses
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from dashboard import paths
from dashboard.contract.faults import Refused
from dashboard.intake import form_columns
from dashboard.intake.form_columns import EDITION, MAJOR, NAME, PERIOD, PRINTED
from dashboard.text import fold
from tests import filling
from tests.amount import exhaustively
from tests.intake.conftest import (
    FITNESS_SHEET,
    FORM_1,
    FORM_6,
    RATE,
    RATIO,
    STUDENTS,
    Typing,
    made,
    said,
    sheet_of,
    taken,
)


@pytest.mark.parametrize(
    ("column", "typed", "told"),
    [
        (NAME, "近视率", "像是只排序"),
        (PERIOD, "2022年", "时期却成了 2022年；请改回"),
        (MAJOR, "计算机运用", "是否应为「计算机应用」"),
        (form_columns.STATUS, "可靠性低", "须在 「备注」 说明原因"),
        (form_columns.VALUE, "5", "与所印"),
        *exhaustively(
            (NAME, "全日制在校生", "没有名为"),
            (PERIOD, "2025-2027学年度", "写法不对"),
            (PERIOD, "2025—2026学年", "时期却成了 2025学年；请改回"),
            (PERIOD, "今年", "写法不对"),
            (PERIOD, "2026年", "时期却成了 2026年；请改回"),
            (form_columns.STATUS, "好", "请从下拉列表选"),
            (form_columns.PAGE, "八十六", "不是页码"),
            (form_columns.PAGE, "123", "1 到 99 之间"),
        ),
    ],
)
def test_a_slip_in_another_column_is_named_with_its_cell(
    typing: Typing, column: str, typed: str, told: str
) -> None:
    note = typing.type(STUDENTS, form_columns.NOTE, "")
    place = typing.type(STUDENTS, column, typed)
    # Where the line can no longer be told, the form lacks it, which is a fault of the whole sheet.
    [(sheet, cell, message)] = [fault for fault in said(typing.read()) if fault[1]]
    assert (sheet, cell) == (note if "备注" in told else place)
    assert told in message


# --- what would be read, and wrongly, without a word ----------------------------------------------


@pytest.mark.parametrize("column", [PERIOD, PRINTED])
def test_a_column_sorted_alone_is_told(typing: Typing, column: str) -> None:
    """Two rows that took one another's period are told; two numbers, nobody can tell."""
    grid, columns, row = typing.line(FITNESS_SHEET, "体质健康合格率", "2024年")
    *_, other = typing.line(FITNESS_SHEET, "体质健康合格率", "2023年")
    one, two = (row, columns[column]), (other, columns[column])
    grid.cells[one], grid.cells[two] = grid.cells[two], grid.cells[one]
    found = said(typing.read())
    if column == PRINTED:
        assert found == []
        return
    letter = chr(ord("A") + columns[column] - 1)
    assert sorted(place for _, place, _ in found) == sorted(f"{letter}{at}" for at in (row, other))
    assert all("像是只排序或粘贴了部分列" in message for _, _, message in found)


def test_majors_sorted_alone_are_told(typing: Typing) -> None:
    grid, columns = typing.sheet("表3-1")
    rows = [
        row
        for row in range(2, 100)
        if fold(grid.cells.get((row, columns[NAME]), "")) == "各专业学生数"
        and grid.cells.get((row, columns[PERIOD])) == "2025年"
        and (row, columns[MAJOR]) in grid.cells
    ]
    names = [grid.cells[row, columns[MAJOR]] for row in rows]
    assert len(set(names)) > 2
    for row, name in zip(rows, sorted(names, reverse=True), strict=True):
        grid.cells[row, columns[MAJOR]] = name
    found = [message for _, _, message in said(typing.read())]
    moved = sum(a != b for a, b in zip(names, sorted(names, reverse=True), strict=True))
    assert len(found) == moved > 1
    assert all("那是另一行的" in message for message in found)


def test_a_number_in_the_grey_column_is_not_lost(typing: Typing) -> None:
    typing.type(STUDENTS, PRINTED, "")
    place = typing.type(STUDENTS, form_columns.LAST, "2077")
    [(sheet, cell, message)] = said(typing.read())
    assert (sheet, cell) == place
    assert "2077" in message
    assert "请填到「本版所印」" in message


def test_a_number_beside_the_table_is_told_of(typing: Typing) -> None:
    grid, _, row = typing.line(*STUDENTS)
    grid.cells[row, 16] = "2077"
    found = typing.read()
    assert said(found) == []
    assert any(f"表格以外的 P{row} 没有读取" in remark for remark in found.remarks)


def test_a_period_after_the_report_is_told(typing: Typing) -> None:
    grid, columns = typing.sheet("正文 第一章")
    row = max(row for row, _ in grid.cells) + 1
    for header, text in (("指标", "校区数"), ("时期", "2026年"), ("本版所印", "2个")):
        grid.cells[row, columns[header]] = text
    [(_, cell, message)] = said(typing.read())
    assert cell == f"{chr(ord('A') + columns['时期'] - 1)}{row}"
    assert "晚于报告的 2025 年" in message
    grid.cells[row, columns["备注"]] = "报告所印的计划"
    assert said(typing.read()) == []


def test_rows_of_another_years_template_are_told_once(typing: Typing) -> None:
    grid, columns = typing.sheet(FITNESS_SHEET)
    code, period = columns[form_columns.CODE], columns[PERIOD]
    for row in (2, 3):
        grid.cells[row, period] = "2016年"
        indicator = grid.cells[row, code].partition("@")[0]
        grid.cells[row, code] = f"{indicator}@2016年@@"
    [(sheet, place, message)] = said(typing.read())
    assert (sheet, place) == (grid.name, "")
    assert "第 2、3 行是从另一年的模板来的" in message


def test_a_column_that_slipped_a_row_is_told_as_such(typing: Typing) -> None:
    grid, columns = typing.sheet(FORM_6)
    printed = columns[PRINTED]
    below = {
        (row + 1, column): text for (row, column), text in grid.cells.items() if column == printed
    }
    last = max(row for row, _ in below)
    grid.cells = {at: text for at, text in grid.cells.items() if at[1] != printed} | below
    grid.cells[1, printed] = grid.cells.pop((2, printed))
    messages = {cell: message for _, cell, message in said(typing.read())}
    assert "像是整列往下错了一行" in messages[f"A{last}"]


def test_a_number_filled_down_over_others_is_told_of(typing: Typing) -> None:
    before = typing.read().remarks
    grid, columns, row = typing.line(*STUDENTS)
    for below in range(row, row + 6):
        grid.cells[below, columns[PRINTED]] = "1999"
    [told] = [one for one in typing.read().remarks if "向下填充" in one]
    assert f"H{row}:H{row + 5} 各行都是「1999」" in told
    assert not [one for one in before if "向下填充" in one]


def test_a_line_that_a_form_does_not_print_is_no_blank(typing: Typing) -> None:
    """It is said, as a line that is only missing is told; and no number stands beside it."""
    place = typing.type(STUDENTS, form_columns.STATUS, form_columns.ABSENT)
    [(sheet, cell, message)] = said(typing.read())
    assert (sheet, cell) == place
    assert "却还填了别的" in message
    typing.type(STUDENTS, PRINTED, "")
    found = typing.read()
    assert said(found) == []
    rows = found.files["editions/2025/form_6.csv"][1]
    assert len(rows) > 40
    assert [one for one in found.remarks if "有 1 行选了「无此行」" in one]
    assert ("form6_full_time_students", "2025年") not in {
        (row["indicator"], row["period"]) for row in rows
    }


def test_a_copy_of_a_sheet_that_is_filled_in_is_told(typing: Typing) -> None:
    grid, _ = typing.sheet(FORM_6)
    typing.grids.append(dataclasses.replace(grid, name=f"{grid.name} (2)"))
    [(sheet, _, message)] = said(typing.read())
    assert sheet == f"{grid.name} (2)"
    assert "不会读取" in message


def test_another_years_template_is_told_once(typing: Typing) -> None:
    grid, columns = typing.sheet(EDITION)
    grid.cells[2, columns[form_columns.CONTENT]] = "2026"
    [(sheet, cell, message)] = said(typing.read())
    assert (sheet, cell) == (EDITION, "B2")
    assert "这是 2025 年版的模板" in message


# --- a workbook with mistakes, handed in ----------------------------------------------------------


def line_at(book: Workbook, start: str, name: str, period: str) -> tuple[str, int]:
    """Return the sheet and the row of the line of the whole school."""
    title = sheet_of(book, start)
    for row, cells in filling.rows(book[title]):
        known = form_columns.indicator_name(cells.get(NAME, ""))
        if (known, cells.get(PERIOD), cells.get(MAJOR)) == (
            name,
            period,
            None,
        ):
            return title, row
    raise LookupError(name)


def test_all_mistakes_are_told_at_once_and_marked_in_the_workbook(
    book: Workbook, made_up: Path
) -> None:
    wrong = {}
    for line, typed in ((STUDENTS, "许多"), (RATE, "985%"), (RATIO, "18:01")):
        title, row = line_at(book, *line)
        filling.text(book[title], row, PRINTED, typed)
        wrong[title] = f"{filling.letter(book[title], PRINTED)}{row}"
    filling.particulars(book, {"页数": "许多"})
    draft = made(made_up, book)
    assert {sheet: place for sheet, place, _ in said(draft)}.items() >= wrong.items()
    assert len(draft.faults) == 4
    marked = filling.opened(draft.marked)
    for title, place in wrong.items():
        comment = marked[title][place].comment
        assert comment is not None
        assert marked[title][place].fill.fgColor.rgb not in ("00000000", None)
    # Mended and sent again, it is as good as any other.
    for line, typed in ((STUDENTS, "1999"), (RATE, "98.5%"), (RATIO, "18:1")):
        title, row = line_at(marked, *line)
        filling.text(marked[title], row, PRINTED, typed)
    filling.particulars(marked, {"页数": "99"})
    assert said(made(made_up, marked)) == []


def test_a_missing_sheet_and_a_renamed_one_are_told(book: Workbook, made_up: Path) -> None:
    title = sheet_of(book, FORM_6)
    book[title].title = "附表6落实政策"
    del book[sheet_of(book, FORM_1)]
    messages = [message for _, _, message in said(taken(made_up, book))]
    assert len(messages) == 2
    assert any("是否改名成了「附表6落实政策」" in message for message in messages)


def test_a_deleted_row_of_an_official_form_is_told(book: Workbook, made_up: Path) -> None:
    title, row = line_at(book, *STUDENTS)
    book[title].delete_rows(row)
    [(sheet, _, message)] = said(taken(made_up, book))
    assert sheet == title
    assert "少了 1 行" in message
    assert "2025年" in message


def test_the_same_figure_twice_is_told(book: Workbook, made_up: Path) -> None:
    title, row = line_at(book, *STUDENTS)
    sheet = book[title]
    for column in range(1, sheet.max_column + 1):
        sheet.cell(sheet.max_row + (column == 1), column).value = sheet.cell(row, column).value
    [(where, _, message)] = said(taken(made_up, book))
    assert where == title
    assert f"第 {row} 行是同一个数" in message


def test_merged_cells_are_refused_by_name(book: Workbook, made_up: Path) -> None:
    title, row = line_at(book, *STUDENTS)
    letter = filling.letter(book[title], PRINTED)
    book[title].merge_cells(f"{letter}{row}:{letter}{row + 1}")
    [(_, place, message)] = said(taken(made_up, book))
    assert place == f"{letter}{row}"
    assert "是合并单元格" in message


def test_a_workbook_that_is_no_template_is_refused(made_up: Path) -> None:
    book = Workbook()
    book.active.append(["姓名", "成绩"])  # type: ignore[union-attr]
    with pytest.raises(Refused, match="看不出是哪一年的报告"):
        made(made_up, book)
    assert not list((made_up / paths.DRAFTS).iterdir())
