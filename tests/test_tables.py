"""Tables, footnotes and definitions: what comes from data is text, and gaps look like gaps."""

import html.parser
import re
from typing import Any

import pandas as pd
import pytest

from dashboard import export, tables
from dashboard.query import Query

HOSTILE = "<script>alert(1)</script>\"' onload='x' &amp;"

ASKED = Query(
    name="made_up",
    title=HOSTILE,
    unit="%",
    description=HOSTILE,
    key=("period",),
    source=HOSTILE,
    chart=(),
    table=("pivot",),
    sql="",
    parameters=frozenset(),
)


class Reader(html.parser.HTMLParser):
    """Read HTML as a browser does: elements with their attributes, and the text between them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.cells: list[list[str]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "tr":
            self.cells.append([])
        if tag in {"td", "th"}:
            self.cells[-1].append("")

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.cells and self.cells[-1]:
            self.cells[-1][-1] += data


def figure(**said: Any) -> dict[str, Any]:
    usual = {
        "indicator": "made_up_pct",
        "indicator_name": "虚构率",
        "period": "2024年",
        "period_type": "calendar_year",
        "year": 2024,
        "major": None,
        "category": None,
        "value": 12.5,
        "unit": "%",
        "printed": "12.50%",
        "status": "A",
        "source": "表0-0 第1行",
        "page": 12,
        "note": None,
        "decimals": 2,
        "direction": "up",
        "category_label": None,
    }
    return usual | said


def form_line(row: int, **said: Any) -> dict[str, Any]:
    usual = {
        "official_table": "附表1",
        "official_row": row,
        "official_no": str(row),
        "official_label": "虚构率",
        "required": True,
        "column": None,
        "section": "二(一) 虚构",
        "period_before": None,
        "before": None,
        "difference": None,
    }
    return figure() | usual | said


# --- escaping -------------------------------------------------------------------------------------


def hostile_frame() -> pd.DataFrame:
    """Rows in which every text is an attack, save those that the program itself looks up."""
    fixed = {"status", "direction", "period_type", "official_table"}
    rows = []
    for row, period in enumerate((f"2023年{HOSTILE}", f"2024年{HOSTILE}"), start=1):
        line = form_line(row, note="x", major="x", category="x", period_before="x")
        line |= {"before": 1.0, "difference": 11.5, "status": "U", "definition": "x", "name": "x"}
        attacked = {
            column: HOSTILE
            for column, value in line.items()
            if isinstance(value, str) and column not in fixed
        }
        rows.append(line | attacked | {"period": period, "grouping": f"{HOSTILE}{row}"})
    return pd.DataFrame(rows)


ALLOWED = {
    *("div", "table", "thead", "tbody", "tr", "th", "td", "span", "sup", "p", "b", "ul", "ol"),
    *("li", "a"),
}
ATTRIBUTES = {"class", "title", "scope", "tabindex", "role", "aria-label", "href", "target"}


@pytest.mark.parametrize("layout", tables.LAYOUTS)
@pytest.mark.parametrize("by", ["category", "indicator_name", "major"])
def test_data_is_never_markup(layout: str, by: str) -> None:
    read = Reader(tables.LAYOUTS[layout](hostile_frame(), by))
    assert read.tags <= ALLOWED
    assert read.attributes <= ATTRIBUTES
    assert "<script>alert(1)</script>\"' onload='x' &amp;" in read.text  # shown to the letter


def test_definitions_and_footnotes_are_never_markup() -> None:
    frame = hostile_frame()
    definitions = frame.assign(definition=HOSTILE, name=HOSTILE)
    for text in (
        tables.about(ASKED, frame, definitions),
        tables.about(ASKED, frame.head(0), definitions.head(0)),
        tables.footnote(frame, ()),
        tables.footnote(frame.assign(major=None), (HOSTILE,)),
    ):
        read = Reader(text)
        assert read.tags <= ALLOWED
        assert read.attributes <= ATTRIBUTES


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
    assert "可靠性低：约数，&quot;下限&quot;" in text
    assert "†" in tables.footnote(frame, ())
    assert "†" not in tables.footnote(frame.assign(status="A"), ())


def test_rows_that_the_split_cannot_tell_apart_are_all_shown() -> None:
    frame = pd.DataFrame([figure(category="甲"), figure(category="乙", value=99.0)])
    read = Reader(tables.pivot(frame, "indicator_name"))
    assert len(read.cells) == 3
    assert {"12.50", "99.00"} <= {cell for row in read.cells for cell in row}


def test_numbers_have_their_decimals_and_separators() -> None:
    frame = pd.DataFrame([figure(value=202500.0, decimals=0, unit="元")])
    assert Reader(tables.pivot(frame, "indicator_name")).cells[-1][-1] == "202,500"


def test_form_keeps_order_columns_and_stars() -> None:
    frame = pd.DataFrame(
        [
            form_line(1, period="2023年", value=20.0, printed="20.00%"),
            form_line(1, before=20.0, period_before="2023年", difference=-7.5),
            form_line(2, official_no=None, official_label="其中：甲", required=False, value=None,
                      printed="-", status="M"),
        ]
    )  # fmt: skip
    read = Reader(tables.form(frame, ""))
    assert read.cells[0][:5] == ["序号", "指标", "单位", "2023年", "2024年"]
    assert read.cells[1] == ["1", "虚构率*", "%", "20.00%", "12.50%", "▼ 7.50"]
    assert read.cells[2][:5] == ["", "其中：甲", "%", "无", "—"]


@pytest.mark.parametrize(
    ("direction", "difference", "kind"),
    [
        ("up", 1.0, "good"),
        ("up", -1.0, "bad"),
        ("down", 1.0, "bad"),
        ("down", -1.0, "good"),
        ("neutral", 1.0, "plain"),
        ("up", 0.001, "plain"),  # less than the last decimal shown
    ],
)
def test_change_is_coloured_by_what_is_good(direction: str, difference: float, kind: str) -> None:
    line = form_line(
        1, direction=direction, before=10.0, difference=difference, period_before="2023年"
    )
    text = tables.latest(pd.DataFrame([line]), "indicator_name")
    assert f"<span class='{kind}'>" in text
    assert not {"good", "bad", "plain"} - {kind} & set(re.findall(r"class='(\w+)'", text))


# --- where it comes from --------------------------------------------------------------------------


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


def test_said_where_a_figure_could_not_be_narrowed() -> None:
    whole, split = pd.DataFrame([figure()]), pd.DataFrame([figure(major="会计事务")])
    words = "未按专业填报"
    assert words in tables.footnote(whole, ("会计事务",))
    assert words not in tables.footnote(whole, ())
    assert words not in tables.footnote(split, ("会计事务",))


def test_list_has_a_chinese_heading_for_every_column() -> None:
    frame = pd.DataFrame([form_line(1, note="注")])
    read = Reader(tables.listing(frame))
    assert set(read.cells[0]) <= set(export.HEADINGS.values())
    assert {"时期", "数值", "单位", "备注"} <= set(read.cells[0])
    assert "表0-0 第1行" in read.text
