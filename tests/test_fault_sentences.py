"""A fault is data; each front end says it in words of its own."""

import ast
from collections.abc import Iterator

import pytest

from dashboard.contract.codes import STATUS
from dashboard.contract.fault_sentences import SENTENCES, problem
from dashboard.contract.faults import Fault
from dashboard.intake.reading.intake import Intake, from_row
from dashboard.intake.reading.sheet_wording import cell_problem
from dashboard.intake.sheet_table import table_of
from dashboard.paths import ROOT
from dashboard.xlsx import Grid

FILE = "editions/2025/facts.csv"
HEADERS = {
    "topic": "类别",
    "item": "名称",
    "grouping": "分组",
    "kind": "种类",
    "detail": "内容",
    "major": "专业",
    "status": "状态",
    "note": "备注",
}


def named_in_ingest() -> Iterator[str]:
    """Yield the words that stand alone in the room that finds the faults."""
    for path in sorted((ROOT / "dashboard/ingest").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            elif isinstance(node, ast.Call) and ast.unparse(node.func) == "Keys":
                yield f"{ast.literal_eval(node.args[0])}_twice"


def reported_in_ingest() -> Iterator[str]:
    """Yield the codes that are given as such, and not in a variable."""
    for path in sorted((ROOT / "dashboard/ingest").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            given = node.args[1:2] if called.endswith(".report") else node.args[3:4]
            if called.endswith(".report") or called == "Fault":
                yield from (str(arg.value) for arg in given if isinstance(arg, ast.Constant))


def test_every_fault_that_is_found_has_a_sentence_and_none_is_left_over() -> None:
    assert set(reported_in_ingest()) <= SENTENCES.keys()
    assert SENTENCES.keys() <= set(named_in_ingest())


@pytest.fixture
def intake() -> Intake:
    """Two sheets from which the rows 2 to 4 of a file came."""
    taken = Intake(2025)
    for name, rows in (("正文事实", (5, 9)), ("图表事实", (3,))):
        cells = {(2, number): header for number, header in enumerate(HEADERS.values(), start=1)}
        cells |= {(row, 1): "荣誉" for row in rows}
        table = table_of(Grid(name, cells), tuple(HEADERS.values()), ("类别",), [])
        assert table is not None
        for record in table.records():
            taken.add(FILE, HEADERS, record.cells, from_row(record, HEADERS))
    return taken


CASES = [
    (
        Fault(f"data/{FILE}", 3, "status", "status_of_blank", {"right": "O", "given": "A"}),
        "第 3 行「status」列：原文是空白，status 应为 O，现为 A；请核对原文。",
        f"G9：原文是空白，「状态」 应为 「{STATUS['O']}」，现为 「{STATUS['A']}」；请核对原文。",
    ),
    (
        Fault(f"data/{FILE}", 3, "", "fact_twice", {"first": f"data/{FILE}:2"}),
        " 第 3 行：topic、item、grouping、kind、detail与 第 2 行重复；请改正或删去其中一行。",
        "A9：「类别」、「名称」、「分组」、「种类」、「内容」与 第 5 行重复；请改正或",
    ),
    (
        Fault(f"data/{FILE}", 4, "", "fact_twice", {"first": f"data/{FILE}:2"}),
        "detail与 第 2 行重复",
        "「内容」与 工作表「正文事实」第 5 行重复",
    ),
    (
        Fault(f"data/{FILE}", 3, "", "fact_twice", {"first": "data/editions/2025/x.csv:7"}),
        "detail与 data/editions/2025/x.csv 第 7 行重复",
        "「内容」与 data/editions/2025/x.csv 第 7 行重复",
    ),
    (
        Fault(f"data/{FILE}", 2, "major", "unknown_major", {"word": "A", "like": "；"}),
        "「major」列：不认识「A」；请改正，或先在 catalogue/majors.csv 登记专业或别名。",
        "F5：不认识「A」；请改正，或先在 工作表「专业」 登记专业或别名。",
    ),
]


@pytest.mark.parametrize(("fault", "in_file", "in_sheet"), CASES)
def test_a_fault_is_said_by_file_and_by_cell(
    intake: Intake, fault: Fault, in_file: str, in_sheet: str
) -> None:
    assert in_file in str(problem(fault))
    assert in_sheet in str(cell_problem(fault, intake))


def test_what_a_cell_holds_is_never_taken_for_a_column_or_a_status(intake: Intake) -> None:
    """A word that somebody typed stands in the sentence as typed, whatever it looks like."""
    typed = {"word": "kind A {column:note} 第 2 行", "like": "；", "advice": ""}
    said = cell_problem(Fault(f"data/{FILE}", 2, "item", "unknown", typed), intake).message
    assert said == "不认识「kind A {column:note} 第 2 行」；"


def test_a_fault_of_a_file_that_nobody_filled_in_names_the_file(intake: Intake) -> None:
    fault = Fault("data/editions/2024/facts.csv", 2, "item", "empty")
    said = cell_problem(fault, intake)
    assert (said.sheet, said.cell_ref) == ("", "")
    assert said.message == "data/editions/2024/facts.csv 第 2 行「item」列：不能为空；请填写。"
