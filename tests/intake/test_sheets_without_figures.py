"""The sheets beside the figures: on the report itself, the majors, the claims."""

import difflib
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from dashboard.ingest.build import build
from dashboard.intake import form_columns
from dashboard.intake.form_columns import EDITION, MAJOR, NAME, PERIOD, PRINTED
from tests import filling
from tests.amount import exhaustive, exhaustively
from tests.intake.conftest import FITNESS_SHEET, RATE, Typing, made, said
from tests.real import csv_rows

# --- the report itself ----------------------------------------------------------------------------


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


# --- majors ---------------------------------------------------------------------------------------


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


# --- claims ---------------------------------------------------------------------------------------


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
