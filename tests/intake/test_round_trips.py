"""What was filled in well comes out as it was typed, whatever the ways of the clerk."""

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from dashboard import paths
from dashboard.contract.faults import Refused
from dashboard.intake import drafts, filled_edition, form_builder, form_columns
from dashboard.intake.form_columns import COLUMNS, EDITION, ITEM, NAME, PERIOD, PRINTED, SHEET
from tests import filling
from tests.amount import exhaustive, exhaustively
from tests.intake.conftest import (
    FITNESS_SHEET,
    FORM_1,
    FORM_6,
    Typing,
    made,
    make_from,
    quiet,
    said,
    sheet_of,
    taken,
)
from tests.real import csv_rows


def assert_same(edition: Path, staged: Path) -> None:
    """Each file of the edition holds the same rows in the same order, to the letter."""
    ours, theirs = (
        {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.csv"))}
        for folder in (edition, staged)
    )
    assert theirs.keys() == ours.keys()
    for name, text in ours.items():
        assert theirs[name].splitlines() == text.splitlines(), name


@exhaustive
def test_what_is_carried_over_claims_no_page_of_the_new_report(
    template_2025: bytes, made_up: Path
) -> None:
    book = filling.template_filled(template_2025, 2025)
    sheet = book["正文事实"]
    assert sheet["A1"].value == form_columns.CARRY
    for row in (2, 3):
        sheet.cell(row, 1).value = form_columns.YES
    draft = made(made_up, book)
    kept = csv_rows(draft.staged / "editions/2025/facts_prose.csv")
    before = csv_rows(made_up / "editions/2024/facts_prose.csv")[:2]
    assert [row["item"] for row in kept] == [row["item"] for row in before]
    for now, then in zip(kept, before, strict=True):
        assert (now["page"], now["source"]) == ("", f"沿用2024年版 {then['source']}")
        assert then["page"]


@exhaustive
def test_an_edition_had_back_as_a_workbook_changes_nothing(
    template_2025: bytes, made_up: Path
) -> None:
    """That of the report, and the next, which was handed in as a workbook itself."""
    edition = made_up / "editions" / "2024"
    draft = make_from(made_up, filled_edition.workbook(made_up, 2024))
    assert said(draft) == []
    assert_same(edition, draft.staged / "editions" / "2024")
    majors = "catalogue/majors.csv"
    assert (draft.staged / majors).read_text("utf-8") == (made_up / majors).read_text("utf-8")

    first = made(made_up, filling.template_filled(template_2025, 2025))
    shutil.copytree(first.staged / "editions" / "2025", made_up / "editions" / "2025")
    edition = made_up / "editions" / "2025"
    answers = "finding,answer,indicator,period,major,category,value,text,answered_by,answered_on\n"
    (edition / "answers.csv").write_text(
        answers + "f256bdad,explained,,,,,,虚构的理由,质量办,2026-11-20\n", encoding="utf-8"
    )
    # SYNTHETIC: rows that no template asks for, in the middle of others; one of a form is lost.
    prose, form = edition / "chapter_1.csv", edition / "form_6.csv"
    lines = prose.read_text(encoding="utf-8").splitlines()
    lines.insert(3, "founded_year,2016年,,,2016,2016年,U,正文 一,7,虚构")
    prose.write_text("\n".join(lines) + "\n", encoding="utf-8")
    lines = form.read_text(encoding="utf-8").splitlines()
    del lines[4:6]
    form.write_text("\n".join(lines) + "\n", encoding="utf-8")
    draft = make_from(made_up, filled_edition.workbook(made_up, 2025))
    assert [(row, cell) for row, cell, _ in said(draft)] == []
    assert_same(edition, draft.staged / "editions" / "2025")
    assert not [remark for remark in draft.remarks if "没有沿用" in remark or "答复" in remark]
    with pytest.raises(Refused, match="还没有 2031 年版"):
        filled_edition.workbook(made_up, 2031)


@pytest.mark.parametrize("encoding", ["gbk", *exhaustively("utf-8", "utf-8-sig")])
def test_the_csv_filled_with_an_edition_gives_its_figures(
    made_up: Path, tmp_path: Path, encoding: str
) -> None:
    edition = made_up / "editions" / "2024"
    asked = form_builder.layout(made_up, 2024)
    book = filling.edition_filled(asked, made_up, 2024)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([SHEET, *COLUMNS])
    for row, cells in filling.rows(book[EDITION], ITEM):
        told = {
            NAME: cells[ITEM],
            PRINTED: cells.get("内容", ""),
        }
        writer.writerow([EDITION, *(told.get(name, "") for name in COLUMNS)])
        assert row
    for sheet in asked.sheets:
        shown = filling.shown(book[sheet.title])
        writer.writerows([sheet.title, *row] for row in shown)
    content = out.getvalue().encode(encoding, errors="replace")
    draft = drafts.make(made_up, "office", "填好.csv", content, quiet)
    assert said(draft) == []
    staged = draft.staged / "editions" / "2024"
    for sheet in asked.sheets:
        name = f"{sheet.file}.csv"
        assert csv_rows(staged / name) == csv_rows(edition / name)
    # What a CSV file has no table for stays as it was.
    assert (staged / "claims.csv").read_bytes() == (edition / "claims.csv").read_bytes()


def test_an_empty_template_asks_for_the_title_and_nothing_else(
    template_2025: bytes, made_up: Path
) -> None:
    draft = made(made_up, filling.opened(template_2025))
    assert [message for _, _, message in said(draft)] == ["「报告全称」还没有填；请填写。"]
    assert not draft.database.exists()
    assert draft.marked.exists()


# --- the ways of a clerk that do no harm ----------------------------------------------------------


def reorder(book: Workbook) -> None:
    """Sort a table by its names, whole rows together."""
    sheet = book[sheet_of(book, FITNESS_SHEET)]
    top, _ = filling.header(sheet)
    lines = [
        [(cell.value, cell.number_format) for cell in row]
        for row in sheet.iter_rows(min_row=top + 1)
    ]
    lines.sort(key=lambda line: str(line[0]), reverse=True)
    for row, line in enumerate(lines, start=top + 1):
        for column, (value, form) in enumerate(line, start=1):
            sheet.cell(row, column).value = value
            sheet.cell(row, column).number_format = form


def hide(book: Workbook) -> None:
    sheet = book[sheet_of(book, FORM_6)]
    for letter in "ABCDEF":
        sheet.column_dimensions[letter].hidden = True
    sheet.row_dimensions[5].hidden = True
    book[sheet_of(book, FORM_1)].sheet_state = "hidden"


def title_above(book: Workbook) -> None:
    sheet = book[sheet_of(book, FORM_6)]
    sheet.insert_rows(1, 3)
    sheet["A1"] = "附表6 落实政策表（草稿）"
    sheet.merge_cells("A1:H1")


def swap_columns(book: Workbook) -> None:
    sheet = book[sheet_of(book, FORM_6)]
    sheet.insert_cols(1)
    for row in range(1, sheet.max_row + 1):
        sheet.cell(row, 1).value = f"自己记的 {row}"


def spaced(book: Workbook) -> None:
    sheet = book[sheet_of(book, FORM_6)]
    for row, cells in filling.rows(sheet):
        if cells.get(PRINTED):
            place = filling.letter(sheet, PRINTED)
            looks = filling.look(sheet[f"{place}{row}"])
            filling.text(sheet, row, PRINTED, f" {looks}　")
        name = sheet.cell(row, filling.header(sheet)[1][NAME])
        name.value = f"　{name.value} "


def scratch(book: Workbook) -> None:
    book.create_sheet("草稿").append(["随手记", 1, 2, 3])


def formulas(book: Workbook) -> None:
    """A formula beside the table, outside any column that is asked for."""
    sheet = book[sheet_of(book, FORM_6)]
    sheet.cell(3, 40).value = "=SUM(A1:A9)"


@pytest.mark.parametrize(
    "habit",
    [swap_columns, *exhaustively(title_above, reorder, hide, spaced, scratch, formulas)],
)
def test_a_habit_that_changes_nothing_on_paper_changes_nothing(
    habit: Callable[[Workbook], None], template_2025: bytes, made_up: Path
) -> None:
    right = taken(made_up, filling.template_filled(template_2025, 2025))
    habit(book := filling.template_filled(template_2025, 2025))
    after = taken(made_up, book)
    assert said(after) == said(right) == []
    assert after.files.keys() == right.files.keys()
    for file, (_, rows) in right.files.items():
        assert sorted(map(str, after.files[file][1])) == sorted(map(str, rows)), file


@exhaustive
def test_a_sheet_of_ones_own_is_told_of_and_left_alone(book: Workbook, made_up: Path) -> None:
    scratch(book)
    assert any("「草稿」不在模板里" in remark for remark in taken(made_up, book).remarks)


def test_a_category_of_another_width_is_the_one_that_is_asked_for(typing: Typing) -> None:
    grid, columns = typing.sheet(FITNESS_SHEET)
    typed = {"优秀": "优 秀", "良好": "　良好", "及格": "及\n格"}
    for at, text in grid.cells.items():
        if at[1] == columns[form_columns.CATEGORY] and text in typed:
            grid.cells[at] = typed[text]
    found = typing.read()
    assert said(found) == []
    rows = found.files["editions/2025/fitness.csv"][1]
    assert {row["category"] for row in rows} == {"", "优秀", "良好", "及格", "不及格"}


def test_another_day_of_a_count_is_no_row_too_few(typing: Typing) -> None:
    grid, columns = typing.sheet("表1-1")
    days = [at for at, text in grid.cells.items() if text == "2025-12-23"]
    assert days
    assert {column for _, column in days} == {columns[PERIOD]}
    for at in days:
        grid.cells[at] = "2025/12/31"
    found = typing.read()
    assert said(found) == []
    assert not [remark for remark in found.remarks if "表1-1" in remark]
    rows = found.files["editions/2025/conditions.csv"][1]
    assert "2025-12-31" in {row["period"] for row in rows}


@exhaustive
def test_nothing_of_the_school_is_touched_by_reading(book: Workbook, made_up: Path) -> None:
    before = {path: path.read_bytes() for path in made_up.rglob("*") if path.is_file()}
    made(made_up, book)
    shutil.rmtree(made_up / paths.DRAFTS)
    assert {path: path.read_bytes() for path in made_up.rglob("*") if path.is_file()} == before
