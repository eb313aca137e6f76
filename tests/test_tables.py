"""Tables, footnotes and definitions: what comes from data is text, and gaps look like gaps."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import pytest

from dashboard.contract.period import parse_period
from dashboard.query import question
from dashboard.query.question import Question, Scope
from dashboard.render import cards, export, figure_parts, narrowing, tables
from tests.asking import bindings, shown_queries
from tests.layouts import (
    HARMLESS,
    HOSTILE,
    LAYOUTS,
    Reader,
    figure,
    finding,
    form_line,
    spoilt_frame,
)

# --- escaping -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LAYOUTS)
def test_data_is_never_markup(name: str) -> None:
    """An attack in every text of a layout makes no other elements than a word does."""
    attacked, harmless = (
        Reader(LAYOUTS[name].draw(spoilt_frame(text))) for text in (HOSTILE, HARMLESS)
    )
    assert attacked.elements == harmless.elements
    assert _disarmed(attacked.text) == harmless.text  # shown to the letter
    assert [_disarmed(value or "") for value in attacked.values] == [
        value or "" for value in harmless.values
    ]


def _disarmed(text: str) -> str:
    # Of a hash the first letters are shown.
    return text.replace(HOSTILE, HARMLESS).replace(HOSTILE[:8], HARMLESS[:8])


# --- gaps and doubt -------------------------------------------------------------------------------


def test_blank_dash_zero_and_nothing_are_four_things() -> None:
    frame = pd.DataFrame(
        [
            figure(period="2021年", value=None, printed="", status="O"),
            figure(period="2022年", value=None, printed="-", status="M"),
            figure(period="2023年", value=0.0, printed="0"),
            figure(period="2022年", indicator_name="另一率", value=3.0),
        ]
    )
    read = Reader(tables.pivot(frame, "indicator_name"))
    assert read.cells == [
        ["时期", "虚构率", "另一率"],
        ["2021年", "未填", "无"],
        ["2022年", "—", "3.00"],
        ["2023年", "0.00", "无"],
    ]


def test_doubtful_figures_are_marked_and_say_why() -> None:
    frame = pd.DataFrame([figure(status="U", note='约数，"下限"')])
    text = tables.pivot(frame, "indicator_name")
    assert Reader(text).cells[-1] == ["虚构率", "12.50†"]
    assert "可靠性低：约数，&#34;下限&#34;" in text
    assert "†" in tables.footnote(frame)
    assert "†" not in tables.footnote(frame.assign(status="A"))


def test_rows_that_the_split_cannot_tell_apart_are_all_shown() -> None:
    frame = pd.DataFrame([figure(category="甲"), figure(category="乙", value=99.0)])
    read = Reader(tables.pivot(frame, "indicator_name"))
    assert len(read.cells) == 3
    assert {"12.50", "99.00"} <= {cell for row in read.cells for cell in row}


@pytest.mark.parametrize("layout", [tables.matrix, tables.pivot])
def test_a_table_by_majors_says_when_though_all_is_of_one_year(
    layout: Callable[[pd.DataFrame, str], str],
) -> None:
    frame = pd.DataFrame([figure(major="甲"), figure(major="乙")])
    other = frame.assign(indicator="other", indicator_name="虚构数")
    (heads, *_) = Reader(layout(pd.concat([frame, other]), "major")).cells
    assert heads == ["项目", "时期", "甲", "乙"]


def test_numbers_have_their_decimals_and_separators() -> None:
    frame = pd.DataFrame([figure(value=202500.0, decimals=0, unit="元")])
    assert Reader(tables.pivot(frame, "indicator_name")).cells[-1][-1] == "202,500"


def moved(move: str, difference: float | None) -> dict[str, Any]:
    compared = {"before": 10.0, "period_before": "2023年", "difference": difference}
    return compared | {"move": move, "grounds": "虚构的理由"}


def test_a_rate_of_a_sample_says_of_how_many_it_was_taken() -> None:
    line = form_line(1, base=1598.0, base_of=1920.0)
    for layout in (tables.pivot, tables.across, tables.latest):
        assert "样本 1,598 / 1,920" in layout(pd.DataFrame([line]), "indicator_name")
    assert "样本" not in tables.pivot(pd.DataFrame([form_line(1, base=1598.0)]), "indicator_name")
    line = form_line(1, base=1976.0, base_of=1755.0)
    assert "样本 1,976，多于全体 1,755" in tables.pivot(pd.DataFrame([line]), "indicator_name")
    doubted = pd.DataFrame([line | {"base_is_doubted": True}])
    assert "样本 1,976※，多于全体 1,755" in tables.pivot(doubted, "indicator_name")


def test_under_a_figure_stands_of_how_many_the_last_rate_of_each_sample_was_taken() -> None:
    of = {"base": 1598.0, "base_name": "筛查（附表1）", "base_of": 1920.0, "base_of_name": "在校"}
    rows = [
        figure(period="2022年", year=2022, **(of | {"base": 9.0})),
        figure(**of, category="甲"),
        figure(**of, category="乙"),
        figure(period="2023年", year=2023, **(of | {"base_name": "测试", "base_is_doubted": True})),
        figure(base=5.0, base_name="没有全体", base_of=None),
    ]
    [line] = re.findall("来源：[^<]*", tables.footnote(pd.DataFrame(rows), is_chart=True))
    assert "1,598" not in tables.footnote(pd.DataFrame(rows))  # a table has it beside each rate
    assert line.split("；")[1:] == [
        "2024年筛查 1,598 / 在校 1,920",
        "2023年测试 1,598※ / 在校 1,920",
    ]


def test_form_keeps_order_columns_and_stars() -> None:
    frame = pd.DataFrame(
        [
            form_line(1, period="2023年", value=20.0, printed="20.00%"),
            form_line(1, **moved("worse", -7.5)),
            form_line(2, official_no=None, official_label="其中：甲", required=False, value=None,
                      printed="-", status="M"),
        ]
    )  # fmt: skip
    read = Reader(tables.form(frame, ""))
    assert read.cells[0][:5] == ["序号", "指标", "单位", "2023年", "2024年"]
    assert read.cells[1] == ["1", "虚构率*", "%", "20.00%", "12.50%", "▼ 7.50"]
    assert read.cells[2][:5] == ["", "其中：甲", "%", "无", "—"]


@pytest.mark.parametrize(
    ("move", "difference", "kind", "text"),
    [
        ("better", 1.0, "good", "▲ 1.00 个百分点 变好"),
        ("worse", -1.0, "bad", "▼ 1.00 个百分点 变差"),
        ("moved", 1.0, "plain", "▲ 1.00 个百分点"),
        ("maybe_worse", -1.0, "maybe", "▼ 1.00 个百分点 可能变差，数有疑"),
        # Less than the last decimal of the indicator, and yet a fall.
        ("steady", -0.001, "gap", "▼ 0.001 个百分点 基本持平"),
        ("steady", 0.0, "gap", "持平"),
        ("incomparable", None, "gap", "不可比"),
    ],
)
def test_change_is_written_as_it_was_judged(
    move: str, difference: float | None, kind: str, text: str
) -> None:
    line = form_line(1, **moved(move, difference))
    shown = tables.latest(pd.DataFrame([line]), "indicator_name")
    assert re.findall(rf'<span class="{kind}" title="[^"]*虚构的理由">([^<]*)<', shown) == [text]
    form = tables.form(pd.DataFrame([line, line | {"official_row": 2, "period": "2023年"}]), "")
    # In the narrow column of a form the words are read on pointing at the number.
    number = text.split(" ")[0:2] if difference else [text]
    assert f">{' '.join(number)}</span>" in form


# --- what the audit doubts ------------------------------------------------------------------------

DOUBT = {
    "finding": "0a1b2c3d",
    "cause": "0a1b2c3d",
    "doubt": "错误：两处不同。请核对。",
    "corrected": False,
}
MARK = re.compile(
    r'<a class="doubt" href="audit\?finding=(\w+)" target="_self" title="([^"]*)" '
    r'aria-label="\2">(.)</a>'
)


OF_FIGURES = ["pivot", "matrix", "listing", "latest", "across", "stated", "catalogue", "form"]


@pytest.mark.parametrize("layout", OF_FIGURES)
def test_a_doubted_value_bears_a_mark_that_opens_the_finding(layout: str) -> None:
    lines = [
        form_line(1, finding=None, doubt=None, corrected=False),
        form_line(2, indicator_name="另一率", value=3.0, printed="3.00%", **DOUBT),
    ]
    marks = MARK.findall(tables.LAYOUTS[layout](pd.DataFrame(lines), "indicator_name"))
    assert marks == [("0a1b2c3d", "核查发现：错误：两处不同。请核对", "※")]


def test_a_doubted_blank_bears_the_mark() -> None:
    blank = form_line(1, value=None, printed="", status="O", **DOUBT)
    for layout in (tables.form, tables.pivot):
        text = layout(pd.DataFrame([blank]), "indicator_name")
        assert "未填※" in Reader(text).text


def test_a_corrected_value_is_shown_with_what_was_printed() -> None:
    line = form_line(1, printed="62.5%", **(DOUBT | {"corrected": True}))
    for layout in (tables.form, tables.pivot):
        text = layout(pd.DataFrame([line]), "indicator_name")
        assert "12.50更" in Reader(text).text
        assert MARK.findall(text) == [("0a1b2c3d", "核查发现：更正后；报告印 62.5%", "更")]


def test_footnote_counts_slips_in_its_line_and_names_each_once_where_it_opens() -> None:
    findings = [f"0a1b2c3{n}" for n in range(5)]
    rows = [figure(**(DOUBT | {"finding": one, "cause": one})) for one in findings]
    frame = pd.DataFrame(
        [figure(finding=None, cause=None, doubt=None, corrected=False), *rows, *rows]
    )
    text = tables.footnote(frame)
    line, folded = text.split("</summary>")
    assert re.findall("<summary>.*※ 5 处", line)
    assert "两处不同" not in line
    assert folded.count("※ 错误：两处不同。请核对") == 5
    assert re.findall(r'href="audit\?finding=(\w+)"', folded) == findings
    nothing = tables.footnote(frame.head(1))
    assert "来源" in nothing
    assert "<details" not in nothing
    assert "※ 1 处" in tables.footnote(frame.head(2))
    corrected = tables.footnote(frame.head(2).assign(corrected=True))
    assert "更 1 处" in corrected
    assert "更 学校更正：" in corrected
    assert "※" not in corrected


def test_footnote_names_what_one_slip_touches() -> None:
    of_one = {"finding": "f0000001", "cause": "f0000001"}
    series = [("2023年", "甲"), ("2024年", "甲"), ("2024年", "<乙>")]
    touched = [figure(period=when, category=of, **(DOUBT | of_one)) for when, of in series]
    alone = figure(category="丙", **(DOUBT | {"finding": "f0000002", "cause": "f0000002"}))
    text = tables.footnote(pd.DataFrame([*touched, alone]))
    assert "※ 2 处" in text
    assert text.count("两处不同。请核对 <a") == 2
    assert re.findall("牵涉：([^<]*)", text) == [
        "虚构率 · 甲 2023年、2024年；虚构率 · &lt;乙&gt; 2024年"
    ]


def test_a_break_that_the_audit_proposes_is_not_told_as_the_reports() -> None:
    broken = pd.DataFrame([figure(status="B", note="核查提议作序列中断：甲", proposed=True)])
    assert "（核查提议作序列中断）" in tables.footnote(broken)
    assert 'title="核查提议作序列中断：甲"' in tables.pivot(broken, "indicator_name")
    printed = broken.assign(proposed=False)
    assert "（序列中断）" in tables.footnote(printed)
    assert 'title="序列中断：' in tables.pivot(printed, "indicator_name")


# --- the audit ------------------------------------------------------------------------------------


def audit_of(*rows: dict[str, Any]) -> str:
    return tables.findings(pd.DataFrame(list(rows)), "")


def test_a_finding_says_what_is_printed_what_it_should_be_and_where() -> None:
    read = Reader(audit_of(finding(1)))
    for words in ("12.50%", "13%", "相差0.5 个百分点", "13.00 ≠ 12.50", "附表1 第1行 第81页",
                  "表0-0 第2行 第7页", "甲与乙", "不允许有差", "还没有答复"):  # fmt: skip
        assert words in read.text


def test_a_finding_leads_to_its_figure_and_its_chapter() -> None:
    links = set(re.findall('href="([^"]+)"', audit_of(finding(1))))
    assert links == {
        "audit?finding=0a1b2c01",
        "explorer?indicator=made_up_pct",
        "training?showing=made_up_pct",
        f"forms?{urlencode({'part': '附表1 人才培养质量计分卡'})}",
    }
    of_none = dict.fromkeys(("indicator", "indicator_name", "chapter", "unit"))
    caption = audit_of(finding(1, **of_none, source="目录"))
    assert re.findall('href="([^"]+)"', caption) == ["audit?finding=0a1b2c01"]


def test_findings_of_one_cause_fold_into_one_line_and_count_as_one() -> None:
    grave = {"cause": "0a1b2c01", "cause_severity": "错误"}
    alike = [finding(n, severity="错误" if n == 1 else "存疑", **grave) for n in (1, 2, 3)]
    text = audit_of(*alike, finding(4))
    assert text.count('<details class="group">') == 1
    assert "虚构的核查1；虚构的核查2；虚构的核查3，牵涉 3 处" in Reader(text).text
    assert "错误 2 处" in Reader(text).text
    assert "存疑 " not in Reader(text).text
    assert text.count('<details class="finding">') == 4


def test_the_finding_named_in_the_address_is_first_and_open() -> None:
    text = audit_of(finding(2, is_opened=True), finding(1), finding(3))
    assert text.index("0a1b2c02") < text.index("0a1b2c01")
    assert re.findall('<details class="finding opened" open>', text) != []
    assert text.count(" open>") == 1
    assert "其余错误 2 处" in Reader(text).text


def test_hints_are_folded_away_unless_there_is_nothing_else() -> None:
    hint = finding(2, severity="提示")
    assert '<details class="hints"><summary>' in audit_of(finding(1), hint)
    assert "hints" not in audit_of(hint)


def test_answers_stand_with_who_and_when_and_the_value() -> None:
    said = {"value": None, "text": "按学年统计", "by": "教务处", "on": "2025-03-01"}
    answers = [said | {"answer": "explained"}, said | {"answer": "corrected", "value": 13.0}]
    text = Reader(audit_of(finding(1, answers=answers, answer="explained"))).text
    assert "说明：按学年统计（教务处，2025-03-01）" in text
    assert "更正为 13%：按学年统计" in text
    assert "还没有答复" not in text


def test_a_line_on_a_chapter_leaves_out_what_is_nought() -> None:
    row = {"errors": 3, "doubts": 0, "hints": 2, "refuted": 1}
    text = Reader(tables.audit_line(row, "本章", "audit?chapter=x")).text
    assert text == "本章核查：错误 3 · 提示 2 · 说法不属实 1"
    nothing = dict.fromkeys(row, 0)
    assert Reader(tables.audit_line(nothing, "本章", "audit")).text == "本章核查：没有发现"


def test_a_standard_is_judged_as_printed_and_as_reckoned() -> None:
    line = (
        figure()
        | {"item": "虚构率不低于12%", "document": "虚构的文件", "number": None, "clause": "第3条"}
        | {"verified": False, "standard_note": None, "judged": "met", "recomputed": 11.5}
        | {"standing": "depends", "standing_then": "missed", "apart": 0.5, "extent_pct": 4.2}
    )
    nothing = line | {"indicator_name": None, "standard_note": "报告没有这个数"}
    read = Reader(tables.standards(pd.DataFrame([line, nothing]), ""))
    assert read.cells[1][1:5] == [
        "✓ 达到",
        "◇ 取决于更正",
        "✗ 未达到11.50%",
        "高 0.50 个百分点高 4.2%",
    ]
    assert "虚构的文件；第3条；未核实" in read.cells[1][0]
    assert "报告没有这个数" in read.cells[2][0]
    assert "无法核对" in read.cells[2][1]


# --- where it comes from --------------------------------------------------------------------------


@pytest.mark.parametrize(("outlook", "is_told"), [(None, False), ("2026年至2028年", True)])
def test_when_a_standard_is_crossed_has_a_column_where_it_is_known(
    outlook: str | None, is_told: bool
) -> None:
    line = figure() | {"item": "虚构率不低于12%", "held_since": "至少自 2023 年起达到"}
    (heads, row) = Reader(tables.held(pd.DataFrame([line | {"outlook": outlook}]), "")).cells
    assert ("何时过线" in heads) == ("2026年至2028年" in row) == is_told
    assert len(heads) == len(row)


def test_places_are_named_once_with_their_pages() -> None:
    frame = pd.DataFrame(
        [
            figure(source="附表3 第1行", page=83),
            figure(source="附表3 第2行", page=84),
            figure(source="图2-5 第1行", page=6),
            figure(source="前言", page=None),
        ]
    )
    assert tables.places(frame) == "附表3（第 83、84 页）、图2-5（第 6 页）、前言"
    # A page is of one report only.
    two = frame.assign(edition=[2024, 2025, 2025, 2024])
    assert tables.places(two, editions=2) == (
        "2024年版 附表3（第 83 页）、前言、2025年版 附表3（第 84 页）、图2-5（第 6 页）"
    )


def test_said_where_a_figure_could_not_be_narrowed() -> None:
    whole, split = pd.DataFrame([figure()]), pd.DataFrame([figure(major="会计事务")])
    words = "未按专业填报"
    assert words in tables.footnote(whole, narrowing.in_words(whole, is_split=False))
    assert words not in tables.footnote(whole)
    assert narrowing.in_words(split, is_split=True) == ""
    both = pd.concat([split.assign(indicator_name="另一率"), whole])
    assert narrowing.in_words(both, is_split=True) == "虚构率未按专业填报，所示不分专业。"


def test_what_is_of_a_group_of_majors_is_not_called_that_of_the_whole_school() -> None:
    of_group = pd.DataFrame([figure(category="信息技术类", category_label="专业大类")])
    split = pd.DataFrame([figure(major="会计事务", indicator_name="另一率")])
    assert narrowing.in_words(pd.concat([split, of_group]), is_split=True) == ""
    made = cards.card(of_group, ("会计事务",))
    assert made
    assert made.name == "虚构率 · 信息技术类"
    assert not made.is_whole


def test_list_has_a_chinese_heading_for_every_column() -> None:
    frame = pd.DataFrame([form_line(1, note="注")])
    read = Reader(tables.listing(frame))
    assert set(read.cells[0]) <= set(export.HEADINGS.values())
    assert {"时期", "数值", "单位", "备注"} <= set(read.cells[0])
    assert "表0-0 第1行" in read.text


@pytest.mark.usefixtures("school")
def test_a_card_of_a_term_says_so_in_its_heading() -> None:
    """Beside a card of the school year it would else be taken for the year's."""
    terms = question.run("aid_amount", question.Scope(0, 9999))
    made = cards.card(terms.assign(chapter=2))
    assert made is not None
    (value,) = made.values
    assert value.period.endswith("学期")
    assert made.name.endswith(value.period[-4:])


def test_a_card_has_a_value_for_each_of_several_majors() -> None:
    rows = pd.DataFrame(
        [
            figure(major="甲", value=11.0, source="甲处"),
            figure(major="乙", value=22.0, source="乙处"),
        ]
    )
    made = cards.card(rows, ("甲", "乙", "丙"))
    assert made is not None
    assert [(one.whose, one.figure.text) for one in made.values] == [
        ("甲", "11.00"),
        ("乙", "22.00"),
        ("丙", "无"),
    ]
    assert made.name == "虚构率"
    text = Reader(cards.as_html([made])).text
    assert text.index("甲") < text.index("11.00") < text.index("乙") < text.index("22.00")
    whole = cards.card(pd.DataFrame([figure()]), ("甲", "乙"))
    assert whole is not None
    assert [one.whose for one in whole.values] == [""]
    assert whole.is_whole
    assert "全校 · 2024年" in cards.as_html([whole])


def _kinds(texts: list[str]) -> set[str]:
    """Return the kinds of period that are named by nothing but the period."""
    found: set[str] = set()
    for text in texts:
        try:
            found.add(parse_period(text)[0])
        except ValueError:
            continue
    return found


@pytest.mark.usefixtures("school")
def test_unlike_periods_side_by_side_say_of_which_kind_they_are() -> None:
    """A school year beside a calendar year, a term beside its year, a day beside both."""
    told = 0
    for name in sorted(shown_queries()):
        if question.load(name).table[0] not in {"pivot", "matrix", "across"}:
            continue
        for values in bindings(name):
            asked = Question.of(name, Scope(1900, 2100), **values)
            for part in figure_parts.parts(asked, figure_parts.TABLE):
                heads = re.findall("<th[^>]*>([^<]*)", part.html)
                assert len(_kinds(heads)) < 2, name
                if heads[:1] == ["时期"]:
                    lines = re.findall("<tr><td[^>]*>([^<]*)", part.html)
                    assert len(_kinds(lines)) < 2, name
                told += "（一学期）" in part.html or "（时点）" in part.html
    assert told > 1


def test_the_prose_of_several_editions_is_shown_once() -> None:
    told: list[dict[str, Any]] = [
        {"edition": year, "period": f"{year}年", "year": year, "printed": f"{year % 100}个"}
        for year in (2024, 2025, 2026)
    ]
    last = {"edition": 2026, "period": "2025年", "year": 2025, "printed": "另25个"}
    shown = tables.stated(
        pd.DataFrame([{**figure(), **row} for row in (*told, last)]), "indicator_name"
    )
    assert [word for word in ("24个", ">25个", "26个", "另25个") if word in shown] == [
        "26个",
        "另25个",
    ]
