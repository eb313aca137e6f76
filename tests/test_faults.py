"""Every fault is planted in good data, and must be reported where it is and nowhere else."""

import codecs
import shutil
from pathlib import Path

import pytest

from dashboard.contract.faults import DataProblems, Fault, Problem
from dashboard.ingest.build import build
from dashboard.ingest.catalogue import read_catalogue
from dashboard.ingest.editions import read_editions
from dashboard.ingest.record import Record
from tests.schools import ask

FIGURES = "editions/2024/figures.csv"
MORE = "editions/2024/more.csv"
FACTS = "editions/2024/facts.csv"
OMISSIONS = "editions/2024/omissions.csv"
EDITION = "editions/2024/edition.csv"
INDICATORS = "catalogue/indicators.csv"
DERIVED = "catalogue/derived.csv"
SYNONYMS = "catalogue/synonyms.csv"
MAJORS = "catalogue/majors.csv"
STANDARDS = "catalogue/standards.csv"
SOURCES = "catalogue/sources.csv"

SPARE = "student_ratio,另一个,:1,down,1,虚构。,1,一(一) 虚构,,,,,,,,,,\n"

# file, what stands there, what is planted instead, row, column, part of the message
FAULTS: list[tuple[str, str, str, int, str, str]] = [
    # what is not in the catalogue
    (FIGURES, "classes,2023学年,会计", "clases,2023学年,会计", 5, "indicator", "应为「classes」"),
    (FIGURES, "classes,2023学年,会计", "人数,2023学年,会计", 5, "indicator", "不认识「人数」；请"),
    (FIGURES, "classes,2023学年,会计", ",2023学年,会计", 5, "indicator", "不能为空"),
    (FIGURES, "会计事务", "会计事物", 5, "major", "是否应为「会计事务」"),
    (FIGURES, "会计事务", "财经商贸类", 5, "major", "专业大类；请写在 category"),
    (FACTS, "classes;pass", "classes;pas", 3, "indicators", "应为「pass_rate_pct」"),
    (FACTS, "财会", "财务", 3, "major", "不认识「财务」"),
    # twice the same
    (FIGURES, "学年,计应", "学年,会计", 6, "", "与 第 5 行重复"),
    (
        MORE,
        "classes_prose,2023学年第一学期,",
        "classes,2023学年,计算机应用",
        2,
        "",
        f"{FIGURES} 第 6",
    ),
    (FACTS, "challenge,1,,,虚构", "honour,虚构荣誉,,,", 3, "", "第 2 行重复"),
    (INDICATORS, "虚构,,,,,,,,,,\n", f"虚构,,,,,,,,,,\n{SPARE}", 6, "indicator", "第 5 行重复"),
    (INDICATORS, "生师比", "及格率", 5, "name", "第 3 行重复"),
    (DERIVED, "half_pct", "classes", 2, "indicator", "indicators.csv 第 4 行重复"),
    (DERIVED, "及格率的一半", "生师比", 2, "name", "indicators.csv 第 5 行重复"),
    (DERIVED, ",student_ratio", ",student_ratios", 2, "denominator", "应为「student_ratio」"),
    (DERIVED, ",pass_rate_pct", ",half_pct", 2, "numerator", "不认识「half_pct」"),
    (FIGURES, "student_ratio,2024", "half_pct,2024", 7, "indicator", "不认识「half_pct」"),
    (SYNONYMS, "合格{", "班{数|级};合格{", 3, "words", "第 2 行重复"),
    (SYNONYMS, "student_ratio", "student_ratios", 3, "indicators", "应为「student_ratio」"),
    (MAJORS, "计应", "计应；会计", 3, "aliases", "第 2 行重复"),
    (
        SOURCES,
        "rule,虚构的标准,,,,规范性文件,,",
        "rule,甲,,,,,,\nrule,乙,,,,,,",
        3,
        "source_id",
        "重复",
    ),
    (STANDARDS, "unheld", "ratio_max", 3, "standard_id", "第 2 行重复"),
    # the header
    (FIGURES, "source,page,note", "source,note", 1, "page", "缺少这一列"),
    (FIGURES, "page,note", "page,note,remark", 1, "remark", "不认识这一列；"),
    (FIGURES, "page,note", "page,note,note", 1, "note", "出现了两次"),
    (FIGURES, "page,note", "page,note,", 1, "（空列名）", "删去"),
    # numbers
    (FIGURES, ",97.92,97.92%", ",9792,9792%", 2, "value", "0 到 100 之间，现为 9792；"),
    (FIGURES, ",97.92,97.92%", ",-1,-1", 2, "value", "0 到 100 之间"),
    (FIGURES, "会计事务,,1234", "会计事务,,１２３４", 5, "value", "全角"),
    (FIGURES, "会计事务,,1234", '会计事务,,"1,234"', 5, "value", "千分位"),
    (FIGURES, ",97.92,97.92%", ",97.92%,97.92%", 2, "value", "百分号"),
    (FIGURES, "会计事务,,1234", "会计事务,,一千", 5, "value", "「一千」不是数字"),
    (FIGURES, "会计事务,,1234", "会计事务,,nan", 5, "value", "「nan」不是数字"),
    (FIGURES, "会计事务,,1234", "会计事务,,1e3", 5, "value", "「1e3」不是数字"),
    (FIGURES, "会计事务,,1234", f"会计事务,,{'9' * 400}", 5, "value", "不是数字"),
    # value against printed
    (FIGURES, ",,-,M", ",5,-,M", 3, "value", "印的是 -，却填了 5"),
    (FIGURES, "2025年,,,,,O", "2025年,,,5,,O", 4, "value", "是空白，却填了 5"),
    (FIGURES, "2025年,,,,,O,图1,3,", "2025年,,,5,,U,图1,3,", 4, "note", "status 为 U 时须"),
    (FIGURES, "2025年,,,,,O,图1,3,", "2025年,,,,,U,图1,3,不清", 4, "status", "应为 O，现为 U"),
    (FIGURES, ",97.92,97.92%", ",,97.92%", 2, "value", "「97.92%」，value 却是空的"),
    (FIGURES, "1234,", "1243,", 5, "value", "与 printed「1,234」不符"),
    (FIGURES, ",97.92,", ",97.29,", 2, "value", "与 printed「97.92%」不符"),
    (FIGURES, ",7,7,", ",8,７,", 6, "value", "与 printed「７」不符"),
    (MORE, ",0,0个,", ",10,0个,", 2, "value", "与 printed「0个」不符"),
    (FIGURES, ",18,18:1,", ",17,18:1,", 7, "value", "与 printed「18:1」不符"),
    (FIGURES, ",18:1,", ",18:01:00,", 7, "printed", "被 Excel 改成了时间"),
    (FIGURES, '会计事务,,1234,"1,234"', "会计事务,,12,12%", 5, "printed", "而这个指标的单位是个"),
    # categories
    (FIGURES, "2023年,,,97.92", "2023年,,甲,97.92", 2, "category", "这个指标不分类"),
    # status
    (FIGURES, "97.92%,A", "97.92%,X", 2, "status", "现为「X」"),
    (FIGURES, "97.92%,A", "97.92%,a", 2, "status", "区分大小写"),
    (FIGURES, "97.92%,A", "97.92%,", 2, "status", "现为「」"),
    (FIGURES, "97.92%,A", "97.92%,M", 2, "status", "M 只用于印作 - 的格"),
    (FIGURES, "97.92%,A", "97.92%,O", 2, "status", "O 只用于空白格"),
    (FIGURES, ",-,M", ",-,A", 3, "status", "status 应为 M，现为 A"),
    (FIGURES, ",-,M", ",-,O", 3, "status", "status 应为 M，现为 O"),
    (FIGURES, "2025年,,,,,O", "2025年,,,,,A", 4, "status", "status 应为 O，现为 A"),
    (FIGURES, "97.92%,A", "97.92%,U", 2, "note", "status 为 U 时须"),
    (FIGURES, "97.92%,A", "97.92%,D", 2, "note", "status 为 D 时须"),
    (FIGURES, "97.92%,A", "97.92%,B", 2, "note", "status 为 B 时须"),
    # where and when; row 8 lies behind a note of two lines
    (FIGURES, "2016—2024届", "2016-2024届", 8, "period", "是否应为「2016—2024届」"),
    (FIGURES, "classes,2016—2024届", "classes,", 8, "period", "不能为空"),
    (FIGURES, "正文 一,,约数", ",,约数", 8, "source", "不能为空"),
    (FIGURES, "图1,3,\npass_rate_pct,2024年", "图1,0,\npass_rate_pct,2024年", 2, "page", "1 到 9"),
    (FIGURES, "第1行,4", "第1行,10", 5, "page", "1 到 9 之间的整数，现为 10"),
    (FIGURES, "第1行,4", "第1行,4.5", 5, "page", "现为 4.5"),
    (FIGURES, "第1行,4", "第1行,第4页", 5, "page", "不是数字"),
    (FACTS, "正文 一,1", ",1", 2, "source", "不能为空"),
    (FACTS, "正文 九,8", "正文 九,80", 3, "page", "现为 80"),
    (OMISSIONS, "正文 五", "", 2, "source", "不能为空"),
    (OMISSIONS, "届次，不是数据", "", 2, "reason", "不能为空"),
    # rows out of shape
    (FIGURES, "会计事务,,1234", "会计事务,1234", 5, "", "有 9 格，比表头少"),
    (FIGURES, '"1,234"', "1,234", 5, "", "有 11 格，比表头多"),
    (FIGURES, "招,20,20多个", '招,20,"20多"个', 8, "", "引号"),
    (FIGURES, "正文 一,,约数", '正文 一,,"约数', 8, "", "引号"),
    (FIGURES, "约数", "约\ufffd", 8, "note", "乱码"),
    # the catalogue
    (INDICATORS, "%,up,2", "%,higher,2", 3, "direction", "up、down、neutral 之一，现为「higher」"),
    (INDICATORS, "%,up,2", "%,up,7", 3, "decimals", "0 到 6"),
    (INDICATORS, "%,up,2", "%,up,", 3, "decimals", "不能为空"),
    (INDICATORS, "虚构。,2,", "虚构。,10,", 3, "chapter", "1 到 9"),
    (INDICATORS, "附表6,1", "附表7,1", 3, "official_table", "现为「附表7」"),
    (INDICATORS, "附表6,1", "附表6,", 3, "official_row", "同时"),
    (INDICATORS, "及格率,TRUE", "及格率,是", 3, "required", "现为「是」"),
    (INDICATORS, "班级数,个", "班级数,", 4, "unit", "不能为空"),
    (INDICATORS, "false,classes", "false,clases", 2, "same_as", "是否应为「classes」"),
    (INDICATORS, "false,classes", "false,classes_prose", 2, "same_as", "主位置"),
    (STANDARDS, ",student_ratio", ",students_ratio", 2, "indicator", "应为「student_ratio」"),
    (STANDARDS, "20,:1", "20,人", 2, "unit", "单位「:1」不同"),
    (STANDARDS, "<=", "≤", 2, "operator", "现为「≤」"),
    (STANDARDS, ">=,3", ">=,", 3, "value", "不能为空"),
    (STANDARDS, "requirement,false,\nun", "requirement,no,\nun", 2, "verified", "true 或 false"),
    (INDICATORS, "虚构,,,,,,,,,,\n", f"虚构,,,,,,,,,,\nX-{SPARE}", 6, "indicator", "小写英文字母"),
    (INDICATORS, "虚构,,,,,,,,,,\n", f"虚构,,,,,,,,,,\n{SPARE[13:]}", 6, "indicator", "不能为空"),
    (INDICATORS, "生师比", "", 5, "name", "不能为空"),
    (
        INDICATORS,
        "个,neutral,0,虚构。,1,一(一) 虚构,招",
        "个,neutral,0,,1,一,招",
        4,
        "definition",
        "不能",
    ),
    (INDICATORS, "一(一) 虚构,招生", ",招生", 4, "section", "不能为空"),
    (STANDARDS, "unheld", "", 3, "standard_id", "不能为空"),
    (STANDARDS, "报告没有这一项", "", 3, "title", "不能为空"),
    (STANDARDS, "一份没有登记的文件", "", 3, "document", "不能为空"),
    (STANDARDS, "requirement,false,\nun", ",false,\nun", 2, "kind", "不能为空"),
    (MAJORS, "计算机应用", "", 3, "major", "不能为空"),
    (SOURCES, "rule", "", 2, "source_id", "不能为空"),
    (EDITION, "虚构学校年报（2024）", "", 2, "title", "不能为空"),
    (MAJORS, "2016", "二〇一六", 3, "opened", "不是数字"),
    (MAJORS, "财经商贸类", "", 2, "major_category", "不能为空"),
    (SOURCES, "虚构的标准", "", 2, "title", "不能为空"),
    (EDITION, "2024,虚构", "2023,虚构", 2, "edition", "与文件夹名 2024 相同，现为「2023」"),
    (EDITION, "虚构学校,", ",", 2, "school", "不能为空"),
    (EDITION, ",9,,", ",-9,,", 2, "pages", "现为 -9"),
]


def problems(data: Path) -> list[Problem]:
    out = data / "refused.duckdb"
    with pytest.raises(DataProblems) as caught:
        build(data, out)
    assert not out.exists()
    return caught.value.problems


def plant(data: Path, name: str, old: str, new: str) -> None:
    path = data / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, "the fault must have one place to go"
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault[0]}-{fault[4]}")
def test_a_fault_is_reported_where_it_is(
    synthetic: Path, fault: tuple[str, str, str, int, str, str]
) -> None:
    name, old, new, row, column, message = fault
    plant(synthetic, name, old, new)
    found = problems(synthetic)
    # A column too many in the header makes every row too short; that is no other fault.
    of_header = [problem for problem in found if problem.row == 1]
    assert [(p.file, p.row, p.column) for p in of_header or found] == [
        (f"data/{name}", row, column)
    ]
    assert message in found[0].message


SPELLINGS = [  # what stands there, and what means the same
    ("classes,2023学年,会计事务", "classes,2023—2024学年,会计事务"),
    ("classes,2023学年,会计事务", "classes,2023/2024学年,会计事务"),
    ("classes,2023学年,会计事务", "classes,2023至2024学年,会计事务"),
    ("classes,2023学年,会计事务", "classes,2023-2024学年度,会计事务"),
    ("classes,2023学年,会计事务", "classes,２０２３ 学年,会 计事务"),
    ("classes,2023学年,会计事务", "ｃｌａｓｓｅｓ,2023学年,会计事务"),
    ("classes,2023学年,会计事务", "班级 数,2023学年,财　会"),
    ("student_ratio,2024-12-23", "student_ratio,2024/12/23"),
    ("2024届,,春招（3+2）", "2024届,,春招(３+2)"),
    ("2024届,,春招（3+2）", "2024届,,春 招（3+2）"),
]


@pytest.mark.parametrize(("right", "typed"), SPELLINGS)
def test_another_spelling_of_the_same_is_stored_as_the_catalogue_writes_it(
    synthetic: Path, right: str, typed: str
) -> None:
    """Of a category of the school's own, as the first edition writes it, in claims too."""
    with (synthetic / "catalogue/lines.csv").open("a", encoding="utf-8") as lines:
        lines.write("figures,pass_rate_pct,春招（3+2）,{Y}届,,正文 一\n")
    with (synthetic / FIGURES).open("a", encoding="utf-8") as figures:
        figures.write("pass_rate_pct,2024届,,春招（3+2）,98,98%,A,正文 一,5,\n")
    before = stored(synthetic)
    plant(synthetic, FIGURES, right, typed)
    assert stored(synthetic) == before


def stored(data: Path) -> dict[str, list[Record]]:
    """Return the rows of the editions as the build would store them."""
    found: list[Fault] = []
    rows = read_editions(data, read_catalogue(data, found), found)
    assert found == []
    return rows


@pytest.mark.parametrize(
    ("typed", "told"),
    [("春季招", "，是否应为「春招」？"), ("秋", "没有「秋」这一分类"), ("", "如 春招")],
)
def test_a_category_that_is_not_laid_down_is_told(synthetic: Path, typed: str, told: str) -> None:
    """By hand as in a workbook: it would be a series of its own, and its own would lack a year."""
    lines = "figures,student_ratio,春招,2016—{Y}届,,正文 一"
    plant(synthetic, "catalogue/lines.csv", "figures,student_ratio,,{Y}-12-23,,附表1 第1行", lines)
    plant(synthetic, FIGURES, "2024-12-23,,,18", f"2024-12-23,,{typed},18")
    [problem] = problems(synthetic)
    assert (problem.row, problem.column) == (7, "category")
    assert told in problem.message


def test_a_category_is_written_as_by_the_edition_that_had_it_first(synthetic: Path) -> None:
    later = synthetic / "editions/2025"
    shutil.copytree(synthetic / "editions/2024", later)
    for path in later.glob("*.csv"):
        text = path.read_text(encoding="utf-8").replace("春招", "春 招")
        path.write_text(text.replace("\n2024,虚构", "\n2025,虚构"), encoding="utf-8")
    found = ask(build(synthetic), "select category from observation where category is not null")
    assert [row["category"] for row in found] == ["春招", "春招"]


def test_two_spellings_of_one_figure_are_the_same_figure(synthetic: Path) -> None:
    with (synthetic / FIGURES).open("a", encoding="utf-8") as figures:
        figures.write("classes,2023/2024学年,会 计,,1234,1234,A,表1,4,\n")
    [problem] = problems(synthetic)
    assert (problem.row, "第 5 行重复" in problem.message) == (9, True)


def test_all_faults_are_reported_at_once_in_order(synthetic: Path) -> None:
    plant(synthetic, MORE, "正文 一", "")
    plant(synthetic, FIGURES, "97.92%,A", "97.92%,X")
    plant(synthetic, FIGURES, "约数", "")
    plant(synthetic, INDICATORS, "up,2", "up,x")
    (synthetic / "editions/2024/edition.csv").unlink()
    found = problems(synthetic)
    assert [(problem.file, problem.row, problem.column) for problem in found] == [
        (f"data/{INDICATORS}", 3, "decimals"),
        (f"data/{EDITION}", 0, ""),
        (f"data/{FIGURES}", 2, "status"),
        (f"data/{FIGURES}", 8, "note"),
        (f"data/{MORE}", 2, "source"),
    ]
    text = str(DataProblems(found))
    assert text.startswith("共 5 处问题")
    assert f"data/{FIGURES} 第 2 行「status」列：应为" in text
    assert f"data/{EDITION}：文件不存在" in text


def test_an_impossible_percentage_is_kept_once_said_to_be_printed_so(synthetic: Path) -> None:
    plant(synthetic, FIGURES, "97.92,97.92%,A,图1,3,", "9792,9792%,U,图1,3,原文如此")
    build(synthetic)


def test_a_number_counted_by_hand_has_a_value_with_nothing_printed(synthetic: Path) -> None:
    plant(synthetic, FIGURES, "2025年,,,,,O,图1,3,", "2025年,,,5,,U,图1,3,逐行清点")
    build(synthetic)


def test_blank_rows_are_passed_over_but_counted(synthetic: Path) -> None:
    plant(synthetic, FIGURES, "classes,2016—2024届", "\n,,,,,,,,,\nclasses,2016届—2024届")
    assert [(problem.row, problem.column) for problem in problems(synthetic)] == [(10, "period")]


def test_a_catalogue_that_cannot_be_read_does_not_make_every_figure_unknown(
    synthetic: Path,
) -> None:
    (synthetic / INDICATORS).unlink()
    (synthetic / MAJORS).write_text("", encoding="utf-8")
    found = [(problem.file, problem.row) for problem in problems(synthetic)]
    assert found == [(f"data/{INDICATORS}", 0), (f"data/{MAJORS}", 1)]


@pytest.mark.parametrize(
    ("raw", "row", "message"),
    [
        (codecs.BOM_UTF16_LE + "indicator,期".encode("utf-16-le"), 0, "UTF-16"),
        ("indicator,期".encode("utf-16-be"), 0, "UTF-16"),
        ("indicator,été\nà,é\n".encode("latin-1"), 0, "既不是 UTF-8 也不是 GBK"),
        ("指標,學年,專業\n".encode("big5"), 0, "既不是 UTF-8 也不是 GBK"),
        ("指标,时期\n及格率,学年\n专业".encode()[:-1], 3, "损坏的字节"),
        (b"PK\x03\x04\x00\x00", 0, "不是文本"),
        (b"", 1, "没有表头"),
        (b"indicator;period;major\n", 1, "分隔符"),
    ],
)
def test_a_file_that_is_no_csv_is_refused_plainly(
    synthetic: Path, raw: bytes, row: int, message: str
) -> None:
    (synthetic / MORE).write_bytes(raw)
    [problem] = problems(synthetic)
    assert (problem.file, problem.row) == (f"data/{MORE}", row)
    assert message in problem.message


def test_folders_and_files_out_of_place(synthetic: Path) -> None:
    (synthetic / "editions/2025年").mkdir()
    (synthetic / "editions/1800").mkdir()
    (synthetic / "editions/2023").mkdir()
    (synthetic / "editions/lost.csv").write_text("", encoding="utf-8")
    (synthetic / "editions/2024/figures.xlsx").write_bytes(b"")
    # What people and programs leave lying about is nobody's fault.
    (synthetic / "editions/2024/~$figures.xlsx").write_bytes(b"")
    (synthetic / "editions/2024/.hidden.csv").write_bytes(b"")
    (synthetic / "editions/2024/README.md").write_bytes(b"")
    assert [(problem.file, problem.message[:6]) for problem in problems(synthetic)] == [
        ("data/editions/1800", "文件夹名应为"),
        ("data/editions/2023/edition.csv", "文件不存在或"),
        ("data/editions/2024/figures.xlsx", "只读 CSV"),
        ("data/editions/2025年", "文件夹名应为"),
        ("data/editions/lost.csv", "请移到以年份"),
    ]


def test_an_edition_has_one_row(synthetic: Path) -> None:
    with (synthetic / EDITION).open("a", encoding="utf-8") as file:
        file.write("2024,又一行,虚构学校,,,,,,\n")
    [problem] = problems(synthetic)
    assert problem.file == f"data/{EDITION}"
    assert "应恰有一行，现有 2 行" in problem.message


def test_no_edition_at_all(synthetic: Path) -> None:
    (synthetic / "editions").rename(synthetic / "away")
    [problem] = problems(synthetic)
    assert (problem.file, problem.row) == ("data/editions", 0)


def test_a_fault_in_the_real_figures(made_up: Path) -> None:
    path = next(
        path for path in sorted((made_up / "editions").glob("*/*.csv")) if "fit" in path.name
    )
    lines = path.read_text(encoding="utf-8").splitlines()
    lines.append(lines[1])
    path.write_text("\n".join(lines), encoding="utf-8")
    [problem] = problems(made_up)
    assert problem.file == f"data/editions/{path.parent.name}/{path.name}"
    assert problem.row == len(lines)
    assert "第 2 行重复" in problem.message
