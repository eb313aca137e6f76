"""Filled-in templates, right and wrong: what comes out is what was typed, or the cell is named."""

import copy
import csv
import dataclasses
import difflib
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from dashboard import paths, xlsx
from dashboard.contract.faults import Refused
from dashboard.ingest.build import build
from dashboard.intake import drafts, filled_edition, form_builder, form_columns, reading, template
from dashboard.intake.drafts import Draft
from dashboard.intake.form_columns import (
    COLUMNS,
    EDITION,
    ITEM,
    MAJOR,
    NAME,
    PERIOD,
    PRINTED,
    SHEET,
)
from dashboard.intake.reading import Intake
from dashboard.text import fold
from dashboard.xlsx import Grid
from tests import filling
from tests.amount import exhaustive, exhaustively
from tests.real import csv_rows


def quiet(_: str) -> None:
    """Tell nobody of the progress."""


@pytest.fixture(scope="module")
def template_2025() -> bytes:
    return template.workbook(form_builder.layout(paths.DATA, 2025))


@pytest.fixture
def book(template_2025: bytes) -> Workbook:
    return filling.template_filled(template_2025, 2025)


def made(data: Path, book: Workbook) -> Draft:
    return make_from(data, filling.saved(book))


def make_from(data: Path, content: bytes) -> Draft:
    return drafts.make(data, "office", "填好.xlsx", content, quiet)


def taken(data: Path, book: Workbook) -> Intake:
    """Read and check a workbook, and stop before anything is built."""
    file = data.parent / "填好.xlsx"
    file.write_bytes(filling.saved(book))
    return checked(data, xlsx.read(file))


def checked(data: Path, grids: list[Grid]) -> Intake:
    found = reading.understand(grids, data)
    staged = data.parent / "staged"
    shutil.rmtree(staged, ignore_errors=True)
    reading.stage(found, data, staged)
    return found


def said(draft: Draft | Intake) -> list[tuple[str, str, str]]:
    return [(fault.sheet, fault.cell_ref, fault.message) for fault in draft.faults]


# --- round trips ----------------------------------------------------------------------------------


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

FORM_1, FORM_6, FITNESS_SHEET = "附表1", "附表6", "图2-5"


def sheet_of(book: Workbook, start: str) -> str:
    return next(name for name in book.sheetnames if name.startswith(start))


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


# --- numbers as people type them ------------------------------------------------------------------


@pytest.fixture(scope="module")
def filled(template_2025: bytes, tmp_path_factory: pytest.TempPathFactory) -> list[Grid]:
    """Return the sheets of a filled-in template as they are read; not to be changed."""
    file = tmp_path_factory.mktemp("filled") / "filled.xlsx"
    file.write_bytes(filling.saved(filling.template_filled(template_2025, 2025)))
    return xlsx.read(file)


class Typing:
    """The sheets of a filled-in template, in which cells are typed over."""

    def __init__(self, filled: list[Grid], data: Path) -> None:
        self.grids, self.data = copy.deepcopy(filled), data

    def sheet(self, start: str) -> tuple[Grid, dict[str, int]]:
        grid = next(grid for grid in self.grids if grid.name.startswith(start))
        return grid, {text: column for (row, column), text in grid.cells.items() if row == 1}

    def line(self, start: str, name: str, period: str) -> tuple[Grid, dict[str, int], int]:
        """Return the line of the whole school: its sheet, the columns there, its row."""
        grid, columns = self.sheet(start)
        for row in range(2, 400):
            cells = {title: grid.cells.get((row, column), "") for title, column in columns.items()}
            known = (
                fold(cells[NAME]),
                cells[PERIOD],
                cells[MAJOR],
            )
            if known == (fold(name), period, ""):
                return grid, columns, row
        raise LookupError(name)

    def type(self, line: tuple[str, str, str], column: str, text: str) -> tuple[str, str]:
        """Type over a cell; return where it is."""
        grid, columns, row = self.line(*line)
        grid.cells[row, columns[column]] = text
        return grid.name, f"{chr(ord('A') + columns[column] - 1)}{row}"

    def read(self) -> Intake:
        return checked(self.data, self.grids)


@pytest.fixture
def typing(filled: list[Grid], made_up: Path) -> Typing:
    return Typing(filled, made_up)


STUDENTS = (FORM_6, "全日制在校生人数（附表6）", "2025年")
RATE = (FITNESS_SHEET, "体质健康合格率", "2024年")
RATIO = ("附表3", "生师比（附表3）", "2025年")
# Their units slid by a line in the scan of 2024.
ONLINE_STUDENTS = ("附表3", "在线精品课程课均学生数", "2025年")
ONLINE_NATIONAL = ("附表3", "国家级在线精品课程数", "2025年")


@pytest.mark.parametrize(
    ("line", "typed", "printed", "value"),
    [
        (STUDENTS, "１９９９", "1999", "1999"),
        (STUDENTS, "1，999", "1,999", "1999"),
        (STUDENTS, "—", "-", ""),
        (RATE, "98.50％", "98.50%", "98.50"),
        (RATIO, "18.2：1", "18.2:1", "18.2"),
        (STUDENTS, "1.68万人", "1.68万人", "16800"),
        (ONLINE_STUDENTS, "436人", "436人", "436"),
        *exhaustively(
            (STUDENTS, "1999", "1999", "1999"),
            (STUDENTS, "1,999", "1,999", "1999"),
            (STUDENTS, "1999人", "1999人", "1999"),
            (RATIO, "18∶1", "18∶1", "18"),
            (STUDENTS, " 1999 ", "1999", "1999"),
            (STUDENTS, "0", "0", "0"),
            (STUDENTS, "－", "-", ""),
            (RATE, "98.50%", "98.50%", "98.50"),
            (RATE, "98.5", "98.5", "98.5"),
            (RATE, "100%", "100%", "100"),
            (RATE, "0.985%", "0.985%", "0.985"),
            (RATIO, "18.2:1", "18.2:1", "18.2"),
            (STUDENTS, "9.83万", "9.83万", "98300"),
            (ONLINE_NATIONAL, "1门", "1门", "1"),
        ),
    ],
)
def test_a_number_is_understood_as_it_is_typed(
    typing: Typing, line: tuple[str, str, str], typed: str, printed: str, value: str
) -> None:
    typing.type(line, PRINTED, typed)
    found = typing.read()
    assert said(found) == []
    assert [
        row
        for _, rows in found.files.values()
        for row in rows
        if (row.get("printed"), row.get("value"), row.get("period")) == (printed, value, line[2])
    ]


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


@pytest.mark.parametrize(
    ("line", "typed", "told"),
    [
        (STUDENTS, "1,99", "不是一个完整的数"),
        (STUDENTS, "19 99", "中间有空格"),
        (STUDENTS, "-5", "不应是负数"),
        (STUDENTS, "无数据", "不适用请填 -"),
        (STUDENTS, "1920²", "像是脚注号"),
        (RATE, "0.985", "分不清是 0.985% 还是 98.5%"),
        (RATIO, "18:01", "改成了时间"),
        *exhaustively(
            (STUDENTS, "约1900", "读不出数值"),
            (STUDENTS, "1999.5", "不应有小数"),
            (STUDENTS, "98%", "带百分号"),
            (STUDENTS, "无", "不适用请填 -"),
            (STUDENTS, "/", "不适用请填 -"),
            (STUDENTS, "1.999.5", "不是一个完整的数"),
            (STUDENTS, "1e3", "读不出数值"),
            (STUDENTS, "None", "程序写出的空值"),
            (STUDENTS, "NaN", "程序写出的空值"),
            (STUDENTS, "−5", "减号还是横线"),
            (STUDENTS, "1920①", "像是脚注号"),
            (RATE, "985%", "0 到 100"),
            (RATE, "九成八", "读不出数值"),
        ),
    ],
)
def test_what_is_no_number_is_named_with_its_cell(
    typing: Typing, line: tuple[str, str, str], typed: str, told: str
) -> None:
    place = typing.type(line, PRINTED, typed)
    [(sheet, cell, message)] = said(typing.read())
    assert (sheet, cell) == place
    assert told in message


# --- mistakes in everything else ------------------------------------------------------------------


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


def test_another_years_template_is_told_once(typing: Typing) -> None:
    grid, columns = typing.sheet(EDITION)
    grid.cells[2, columns[form_columns.CONTENT]] = "2026"
    [(sheet, cell, message)] = said(typing.read())
    assert (sheet, cell) == (EDITION, "B2")
    assert "这是 2025 年版的模板" in message


@pytest.mark.parametrize(
    ("row", "typed", "told"),
    [(3, "虚构职业学校质量年报（2024）", "没有 2025 年"), (4, "另一所学校", "与上一版的")],
)
def test_a_title_of_another_year_or_school_is_told_of(
    typing: Typing, row: int, typed: str, told: str
) -> None:
    before = typing.read().remarks
    grid, columns = typing.sheet(EDITION)
    grid.cells[row, columns[form_columns.CONTENT]] = typed
    found = typing.read()
    assert said(found) == []
    assert [one for one in found.remarks if typed in one and told in one]
    assert not [one for one in before if typed in one]


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


def test_a_copy_of_a_sheet_that_is_filled_in_is_told(typing: Typing) -> None:
    grid, _ = typing.sheet(FORM_6)
    typing.grids.append(dataclasses.replace(grid, name=f"{grid.name} (2)"))
    [(sheet, _, message)] = said(typing.read())
    assert sheet == f"{grid.name} (2)"
    assert "不会读取" in message


def test_a_major_that_lost_its_name_is_told_once(typing: Typing) -> None:
    grid, columns = typing.sheet(form_columns.MAJORS)
    name, aliases = (2, columns["专业"]), (2, columns["其他写法"])
    was = grid.cells[name]
    grid.cells[name] = "虚构事务"
    grid.cells.pop(aliases, None)
    [(sheet, _, message)] = said(typing.read())
    assert sheet == form_columns.MAJORS
    assert f"「{was}」" in message
    grid.cells[aliases] = was
    assert said(typing.read()) == []


# --- numbers in words, and what the prose says ----------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value", "status", "stored"),
    [
        ("一百二十三人", "123", "", "A"),
        ("省级以上12人", "12", "", "A"),
        ("约600", "600", "", "U"),
        ("300多名", "300", "", "U"),
        ("60+", "60", "", "U"),
        ("约600", "600", "正常", "A"),
    ],
)
def test_what_is_not_exact_is_kept_as_such(
    typing: Typing, typed: str, value: str, status: str, stored: str
) -> None:
    note = "约数" if stored == "U" else ""
    for column, text in (("本版所印", typed), ("折合数值", value), ("状态", status)):
        typing.type(STUDENTS, column, text)
    typing.type(STUDENTS, form_columns.NOTE, "")
    found = typing.read()
    assert said(found) == []
    [row] = [row for _, rows in found.files.values() for row in rows if row.get("printed") == typed]
    assert (row["value"], row["status"], row["note"]) == (value, stored, note)
    assert bool([one for one in found.remarks if typed in one]) == bool(note)


@pytest.mark.parametrize(
    ("typed", "value", "told"),
    [
        ("三科", "5", "说的不是 5"),
        ("300多名", "30", "说的不是 30"),
        ("1968、1986", "1968", "不止一个数"),
        ("全体", "600", "没有数"),
    ],
)
def test_a_number_is_held_to_the_words_it_stands_for(
    typing: Typing, typed: str, value: str, told: str
) -> None:
    typing.type(STUDENTS, PRINTED, typed)
    place = typing.type(STUDENTS, form_columns.VALUE, value)
    for column in (form_columns.NOTE, form_columns.STATUS):
        typing.type(STUDENTS, column, "")
    [(sheet, cell, message)] = said(typing.read())
    assert (sheet, cell) == place
    assert told in message
    typing.type(STUDENTS, form_columns.NOTE, "据登记表")
    if "说的不是" in told:
        assert said(typing.read())
        typing.type(STUDENTS, form_columns.STATUS, "可靠性低")
    assert said(typing.read()) == []


def type_particular(typing: Typing, item: str, said: str) -> str:
    """Type into the sheet on the report itself; return the cell."""
    grid = next(one for one in typing.grids if one.name == form_columns.EDITION)
    row = next(row for (row, column), text in grid.cells.items() if (column, text) == (1, item))
    grid.cells[row, 2] = said
    return f"B{row}"


@pytest.mark.parametrize("item", ["发布日期", "封面所印日期"])
@pytest.mark.parametrize(
    "typed", ["2025-13-26", "12月26日", *exhaustively("26/12/2025", "2025-02-30")]
)
def test_a_date_that_no_calendar_has_is_told(typing: Typing, item: str, typed: str) -> None:
    place = type_particular(typing, item, typed)
    [(sheet, cell, message)] = said(typing.read())
    assert (sheet, cell) == (form_columns.EDITION, place)
    assert "没有这一天" in message


@pytest.mark.parametrize("item", ["发布日期", "封面所印日期"])
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        *(("2024年12月", "早于"), ("2026年1月5日", "")),
        *exhaustively(("2024-12-27", "早于"), ("2027-01-05", "晚于")),
        *exhaustively(("2025-12-27", ""), ("二〇二五年十二月", "")),
    ],
)
def test_a_date_of_another_year_is_remarked_on(
    typing: Typing, item: str, typed: str, told: str
) -> None:
    type_particular(typing, item, typed)
    found = typing.read()
    assert said(found) == []
    remarks = [one for one in found.remarks if item in one]
    assert (len(remarks) == 1 and told in remarks[0]) if told else not remarks


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


def test_a_renamed_major_keeps_its_rows(typing: Typing) -> None:
    before = typing.read().remarks
    grid, columns = typing.sheet(form_columns.MAJORS)
    was = grid.cells[2, columns["专业"]]
    grid.cells[2, columns["专业"]] = "虚构事务"
    grid.cells[2, columns["其他写法"]] = was
    found = typing.read()
    assert said(found) == []
    assert [one for one in found.remarks if "比模板少" in one] == [
        one for one in before if "比模板少" in one
    ]


def add_majors(typing: Typing, *names: str) -> list[str]:
    """Write majors below those of the list; return their cells."""
    grid, columns = typing.sheet("专业")
    row = max(row for row, _ in grid.cells)
    for place, name in enumerate(names, row + 1):
        grid.cells[place, columns["专业"]] = name
        grid.cells[place, columns["专业大类"]] = "财经商贸类"
    return [f"A{place}" for place, _ in enumerate(names, row + 1)]


@pytest.mark.parametrize("spelling", ["护理(3+2)", "护 理（3+2）", "护理\n（3+2）", "护理（3＋2）"])
def test_two_spellings_of_a_major_are_told_in_the_list(typing: Typing, spelling: str) -> None:
    _, second = add_majors(typing, "护理（3+2）", spelling)
    [(sheet, cell, message)] = said(typing.read())
    assert (sheet, cell) == ("专业", second)
    assert "是同一个专业" in message
    assert "其他写法" in message


def test_rows_for_two_spellings_of_a_major_lead_to_the_list(typing: Typing) -> None:
    add_majors(typing, "护理（3+2）", "护理(3+2)")
    grid, columns = typing.sheet(FITNESS_SHEET)
    row = max(row for row, _ in grid.cells)
    for place, name in ((row + 1, "护理（3+2）"), (row + 2, "护理(3+2)")):
        for header, text in ((NAME, RATE[1]), (PERIOD, RATE[2]), (MAJOR, name), (PRINTED, "98%")):
            grid.cells[place, columns[header]] = text
    told = said(typing.read())
    assert {sheet for sheet, *_ in told} == {"专业", grid.name}
    [message] = [message for sheet, _, message in told if sheet == grid.name]
    assert "两种写法，见工作表「专业」" in message


@exhaustive
def test_hundreds_of_majors_and_words_cost_few_comparisons(
    typing: Typing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each word nobody knows would be held against each major, letter by letter."""
    compared: list[int] = []
    inner = difflib.SequenceMatcher.set_seq1

    def counted(self: difflib.SequenceMatcher[str], word: str) -> None:
        compared.append(len(word))
        inner(self, word)

    monkeypatch.setattr(difflib.SequenceMatcher, "set_seq1", counted)
    add_majors(typing, *(f"专业名称{n:04}" * 4 for n in range(3_000)))
    grid, columns = typing.sheet(FITNESS_SHEET)
    row = max(row for row, _ in grid.cells)
    for place in range(row + 1, row + 2_000):
        for header, text in ((NAME, RATE[1]), (PERIOD, RATE[2]), (PRINTED, "98%")):
            grid.cells[place, columns[header]] = text
        grid.cells[place, columns[MAJOR]] = f"专业名稱{place:04}" * 4
    found = typing.read()
    assert any("专业超过 500 个" in message for _, _, message in said(found))
    assert 0 < len(compared) <= 200 * 200 * 2
    assert max(compared) <= 60


def test_a_new_major_is_told_of_with_its_category(typing: Typing) -> None:
    grid, columns = typing.sheet(form_columns.MAJORS)
    row = max(row for row, _ in grid.cells) + 1
    grid.cells[row, columns["专业"]] = "虚构技术"
    grid.cells[row, columns["专业大类"]] = "信息技术"
    found = typing.read()
    assert said(found) == []
    [told] = [one for one in found.remarks if "虚构技术" in one]
    assert "是否应为「信息技术类」" in told


def test_a_claim_without_an_assertion_is_told_in_words(typing: Typing) -> None:
    grid, columns = typing.sheet("正文说法")
    row = max(row for row, _ in grid.cells) + 1
    for header, text in (("章", "2"), ("说法", "稳步提升"), ("出处", "正文 二")):
        grid.cells[row, columns[header]] = text
    [(_, _, message)] = said(typing.read())
    assert "没有选「断言」" in message
    assert "rises" not in message


def test_a_claim_needs_no_code_and_its_numbers_are_read_as_others(typing: Typing) -> None:
    grid, columns = typing.sheet("正文说法")
    row = max(row for row, _ in grid.cells) + 1
    told = {
        "章": "2", "说法": "合格率由2019年的97.50%升至99.50%", "断言": "从一数到另一数",
        "指标": "体质健康合格率", "起始年份": "2019年", "终点年份": "2023年", "数值": "97.50%",
        "终点数值": "99.50 %", "出处": "正文 二", "页码": "9",
    }  # fmt: skip
    for header, text in told.items():
        grid.cells[row, columns[header]] = text
    found = typing.read()
    assert said(found) == []
    *_, claim = found.files["editions/2025/claims.csv"][1]
    assert (claim["first_year"], claim["last_year"]) == ("2019", "2023")
    assert (claim["value"], claim["value_to"]) == ("97.50", "99.50")
    assert claim["claim"].startswith("claim_")
    again = typing.read().files["editions/2025/claims.csv"][1][-1]
    assert again["claim"] == claim["claim"]


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


def test_a_new_major_is_added_with_its_figures(book: Workbook, made_up: Path) -> None:
    majors = book[form_columns.MAJORS]
    top, columns = filling.header(majors, "专业大类")
    row = max(row for row, _ in filling.rows(majors, "专业大类")) + 1
    assert row > top
    majors.cell(row, columns["专业"]).value = "虚构护理"
    majors.cell(row, columns["专业大类"]).value = "医药卫生类"
    title = next(name for name in book.sheetnames if name.startswith("表3-1"))
    sheet = book[title]
    last = max(row for row, cells in filling.rows(sheet) if form_columns.CODE in cells) + 1
    for column, value in (("指标", "各专业学生数"), ("专业", "虚构护理"), ("时期", "2025年"),
                          ("本版所印", "60"), ("出处", "表3-1 第8行")):  # fmt: skip
        filling.text(sheet, last, column, value)
    draft = made(made_up, book)
    assert said(draft) == []
    written = csv_rows(draft.staged / "editions" / "2025" / "programmes.csv")
    assert any(row["major"] == "虚构护理" and row["value"] == "60" for row in written)
    build(draft.staged)


@exhaustive
def test_nothing_of_the_school_is_touched_by_reading(book: Workbook, made_up: Path) -> None:
    before = {path: path.read_bytes() for path in made_up.rglob("*") if path.is_file()}
    made(made_up, book)
    shutil.rmtree(made_up / paths.DRAFTS)
    assert {path: path.read_bytes() for path in made_up.rglob("*") if path.is_file()} == before
