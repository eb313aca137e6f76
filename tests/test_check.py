"""``python -m dashboard check``: what it prints, in three formats, and when it fails."""

import csv
import io
import json
import re
from pathlib import Path

import duckdb
import pytest

from dashboard import paths
from dashboard.commands import check, main
from dashboard.contract.wording import rows_of
from dashboard.publish.rebuild import rebuild
from dashboard.query import question
from tests.layouts import EVER

PUBLIC = [
    *("check", "severity", "indicator", "indicator_name", "period", "major", "category"),
    *("printed", "recomputed", "difference", "message", "source", "page", "answer"),
]
ANSWERS = "finding,answer,indicator,period,major,category,value,text,answered_by,answered_on\n"


@pytest.fixture
def office(synthetic: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the data folder of a made-up school whose report has one error and no more."""
    figures = synthetic / "editions/2024/figures.csv"
    text = figures.read_text(encoding="utf-8")
    assert "2024-12-23,,,18,18:1" in text
    figures.write_text(text.replace(",,,18,18:1", ",,,180,180:1"), encoding="utf-8")
    catalogue = synthetic / "catalogue/indicators.csv"  # else a blank is an error too
    catalogue.write_text(
        catalogue.read_text(encoding="utf-8").replace(",TRUE,", ",false,"), encoding="utf-8"
    )
    monkeypatch.setattr(paths, "DATA", synthetic)
    monkeypatch.setattr(paths, "DATABASE", synthetic / "school.duckdb")
    return synthetic


def found(office: Path) -> str:
    """Return the name of the one finding."""
    rebuild(office, office / "school.duckdb")
    _, findings = check.findings(office / "school.duckdb")
    errors = [row["finding"] for row in findings if row["severity"] == "错误"]
    assert len(errors) == 1
    return str(errors[0])


def answer(office: Path, line: str) -> None:
    (office / "editions/2024/answers.csv").write_text(ANSWERS + line + "\n", encoding="utf-8")


def test_an_unanswered_error_fails(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = found(office)
    assert main.main(["check"]) == 1
    said = capsys.readouterr().out
    assert "错误 1" in said
    assert name in said
    assert "180:1" in said
    assert "附表1 第1行 第5页" in said
    assert "还有 1 处错误没有改正或答复" in said


@pytest.mark.parametrize(
    "rest", ["accepted,,,,,,,质量办,2026-11-20", "explained,,,,,,按折算数,质量办,2026-11-20"]
)
def test_an_answer_lets_it_pass(
    rest: str, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(office, f"{found(office)},{rest}")
    assert main.main(["check"]) == 0
    assert "没有未答复的错误" in capsys.readouterr().out


def test_a_correction_lets_it_pass_and_leaves_the_print(office: Path) -> None:
    answer(
        office,
        f"{found(office)},corrected,student_ratio,2024-12-23,,,18,多印了一个零,质量办,2026-11-20",
    )
    assert main.main(["check"]) == 0
    with duckdb.connect(office / "school.duckdb", read_only=True) as built:
        corrected = built.execute(
            "select value, printed from latest_figure where indicator = 'student_ratio'"
        ).fetchone()
        printed = built.execute(
            "select value, printed from observation_export where indicator = 'student_ratio'"
        ).fetchone()
    assert corrected == (18, "180:1")
    assert printed == (180, "180:1")


def test_mended_figures_pass(office: Path) -> None:
    figures = office / "editions/2024/figures.csv"
    text = figures.read_text(encoding="utf-8")
    figures.write_text(text.replace(",,,180,180:1", ",,,18,18:1"), encoding="utf-8")
    assert main.main(["check"]) == 0


def test_csv_and_json_hold_what_the_view_holds(
    school: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.publish.rebuild.is_current", lambda *_: True)
    assert main.main(["check", "--format", "csv"]) == 1
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert main.main(["check", "--edition", "2024", "--format", "json"]) == 1
    records = json.loads(capsys.readouterr().out)
    with duckdb.connect(school, read_only=True) as built:
        answered = built.execute("from finding_export")
        columns = [column[0] for column in answered.description]
        rows = answered.fetchall()
    assert columns[: len(PUBLIC)] == PUBLIC
    assert columns == list(records[0])
    assert [list(record.values()) for record in records] == [list(row) for row in rows]
    assert [row["发现"] for row in table] == [row[columns.index("message")] for row in rows]
    assert [row["编号"] for row in table] == [row[columns.index("finding")] for row in rows]


def test_what_comes_of_one_slip_is_counted_once_as_on_the_pages(
    school: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.publish.rebuild.is_current", lambda *_: True)
    main.main(["check"])
    said = capsys.readouterr().out
    counts = rows_of(question.run("audit_counts", EVER, edition=2024))[0]
    told = f"错误 {counts['errors']}，存疑 {counts['doubts']}，提示 {counts['hints']}；"
    assert f"2024 年版报告：{told}同出一因的计一处" in said
    assert f"还有 {counts['errors']} 处错误没有改正或答复" in said
    causes = sum(counts[name] for name in ("errors", "doubts", "hints"))
    # Each finding is listed; those of a cause told before stand indented below it.
    assert len(re.findall("^f[0-9a-f]{7} ", said, re.MULTILINE)) == causes
    _, found = check.findings(school)
    assert len(re.findall("^ *f[0-9a-f]{7} ", said, re.MULTILINE)) == len(found) > causes
    main.main(["check", "--format", "csv"])
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len({row["同因"] for row in table}) == causes


def test_the_table_speaks_chinese(
    school: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever opens it in Excel reads no code but the one to answer with."""
    monkeypatch.setattr("dashboard.publish.rebuild.is_current", lambda *_: True)
    assert main.main(["check", "--format", "csv"]) == 1
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert not [name for name in table[0] if re.search("[A-Za-z]", name)]
    assert {row["核查项目"] for row in table} >= {"分项合计与总数", "必填而空白"}
    for row in table:
        said = "".join(row[name] for name in row if name != "指标代码")
        assert not re.search("[a-z]_[a-z]", said)


def test_what_is_not_there_comes_after_all_contradictions(
    school: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.publish.rebuild.is_current", lambda *_: True)
    main.main(["check"])
    headings = re.findall("【(.*?)】", capsys.readouterr().out)
    kinds = ["错误", "存疑", "提示"]
    assert headings == [*kinds, *(f"空缺：{kind}" for kind in kinds)]


def test_the_file_for_excel_has_its_mark(office: Path, tmp_path: Path) -> None:
    name = found(office)
    out = tmp_path / "核查.csv"
    assert main.main(["check", "--format", "csv", "--out", str(out)]) == 1
    assert out.read_bytes().startswith("\ufeff编号,".encode())
    assert name in out.read_text(encoding="utf-8-sig")


def test_unknown_edition_and_faulty_files_are_told_apart(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["check", "--edition", "2019"]) == 2
    assert "没有 2019 年版的报告；现有：2024。" in capsys.readouterr().err
    (office / "editions/2024/figures.csv").unlink()
    answer(office, "abc,agreed,,,,,,,,20-11-2026")
    assert main.main(["check"]) == 2
    said = capsys.readouterr().err
    assert "「finding」列：「abc」不是核查编号" in said
    assert "「answer」列：应为 accepted（照印）、explained（说明）、corrected（更正） 之一" in said
    assert "「answered_on」列：「20-11-2026」不是日期" in said
