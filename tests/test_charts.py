"""What the charts promise: gaps stay gaps, breaks stay breaks, doubt is visible, one palette.

The figures here are made up; the charts of the real ones are built in test_queries.
"""

import html
import json
import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import plotly.io
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import paths
from dashboard.contract.period import period_axis
from dashboard.render import charts
from dashboard.render.charts import labels
from dashboard.render.charts.axes import over
from dashboard.render.charts.labels import wrap
from dashboard.render.charts.lines import spread
from dashboard.render.charts.parts import upon
from dashboard.render.figure_parts import level

# What the script of a chart replaces by the theme, and by what can be read upon it.
PLACEHOLDERS = {f"#{n:06d}" for first in (1, 101) for n in range(first, first + 40)}


def frame(*points: dict[str, Any], **common: Any) -> pd.DataFrame:
    """Make rows of ``latest_figure``; what is not said is an ordinary figure of the school."""
    usual = {
        "indicator": "made_up_pct",
        "indicator_name": "虚构率",
        "period_type": "calendar_year",
        "year": 2020,
        "major": None,
        "category": None,
        "unit": "%",
        "printed": "",
        "status": "A",
        "source": "表0-0 第1行",
        "page": 12,
        "note": None,
        "decimals": 1,
        "direction": "up",
        "category_label": None,
        "ordinal": 1,
        # Of a list: whom it is of, and between what it lies.
        "whose": "甲",
        "lowest": None,
        "highest": None,
    }
    return pd.DataFrame([usual | common | point for point in points])


def yearly(values: dict[int, float | None], **common: Any) -> pd.DataFrame:
    return frame(
        *({"period": f"{year}年", "year": year, "value": value} for year, value in values.items()),
        **common,
    )


def sent(figure: go.Figure) -> dict[str, Any]:
    """Return the figure as the browser gets it."""
    content = json.loads(plotly.io.to_json(figure, validate=True))
    assert isinstance(content, dict)
    return content


def points(figure: go.Figure, trace: int = 0) -> dict[str, float | None]:
    """Return what one trace of the figure draws over its axis."""
    drawn = sent(figure)["data"][trace]
    return dict(zip(drawn["x"], drawn["y"], strict=True))


# --- gaps -----------------------------------------------------------------------------------------

OVER_TIME = ["trend", "columns", "share_bars", "stacks", "small_multiples"]


@pytest.mark.parametrize("kind", OVER_TIME)
def test_missing_year_is_a_gap_on_the_axis(kind: str) -> None:
    figure = charts.KINDS[kind](yearly({2019: 1.0, 2020: 2.0, 2023: 3.0}), "indicator_name", {})
    assert points(figure) == {
        "2019年": 1.0,
        "2020年": 2.0,
        "2021年": None,
        "2022年": None,
        "2023年": 3.0,
    }
    drawn = sent(figure)
    assert drawn["layout"]["xaxis"]["type"] == "category"  # never 2,020.5
    assert not any(trace.get("connectgaps") for trace in drawn["data"])


def test_a_small_chart_names_few_periods_and_of_many_the_ends() -> None:
    few, many = (
        sent(charts.small_multiples(yearly(dict.fromkeys(years, 1.0)), "indicator_name", {}))
        for years in (range(2021, 2025), range(2019, 2025))
    )
    assert few["layout"]["xaxis"]["ticktext"] == ["2021", "2022", "2023", "2024年"]
    assert many["layout"]["xaxis"]["ticktext"] == ["2019", "2024年"]


def test_where_values_stand_beside_an_axis_every_other_year_is_named() -> None:
    axis = [f"{year}年" for year in range(2020, 2025)]
    assert over(axis)["ticktext"] == ["2020", "2021", "2022", "2023", "2024年"]
    assert over(axis, 80)["ticktext"] == ["2020", "2022", "2024年"]


def test_of_many_values_a_small_chart_writes_those_that_find_room() -> None:
    """Two that are alike stand too near each other on a phone; the ends are always written."""
    many = yearly({2019: 48.75, 2020: 50.88, 2021: 53.68, 2022: 77.94, 2023: 77.87, 2024: 77.9})
    (trace,) = sent(charts.small_multiples(many, "indicator_name", {}))["data"]
    texts = [float(text) if text else None for text in trace["text"]]
    assert (texts[0], texts[-1]) == (48.8, 77.9)
    assert texts[1] is None
    few = sent(charts.small_multiples(yearly({2022: 1.0, 2023: 9.0, 2024: 2.0}), "series", {}))
    assert all(few["data"][0]["text"])


@pytest.mark.parametrize("kind", OVER_TIME)
@pytest.mark.parametrize("status", ["O", "M"])
def test_blank_and_dash_are_never_drawn_as_zero(kind: str, status: str) -> None:
    figures = yearly({2021: 5.0, 2022: None, 2023: 0.0})
    figures.loc[1, "status"] = status
    figure = charts.KINDS[kind](figures, "indicator_name", {})
    assert points(figure) == {"2021年": 5.0, "2022年": None, "2023年": 0.0}


@pytest.mark.parametrize(("status", "said"), [("O", "未填"), ("M", "—（不适用）")])
def test_bars_say_what_an_empty_cell_is(status: str, said: str) -> None:
    figures = frame(
        {"category": "甲", "value": 0.0, "printed": "0"},
        {"category": "乙", "value": None, "status": status},
        period="2024年",
    )
    (bar,) = sent(charts.bars(figures, "category", {}))["data"]
    assert bar["x"] == [0.0, None]
    assert bar["text"][0].startswith("0")
    assert bar["text"][1] == said
    assert said in bar["hovertext"][1]


def test_lines_end_where_their_figures_end() -> None:
    figures = pd.concat(
        [
            yearly({2020: 1.0, 2021: 2.0}, indicator_name="甲"),
            yearly({2021: 5.0, 2022: 6.0}, indicator_name="乙"),
        ],
        ignore_index=True,
    )
    figure = charts.trend(figures, "indicator_name", {})
    assert points(figure, 0) == {"2020年": 1.0, "2021年": 2.0, "2022年": None}
    assert points(figure, 1) == {"2020年": None, "2021年": 5.0, "2022年": 6.0}


# --- breaks and doubt -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["trend", "small_multiples"])
def test_a_break_in_series_cuts_the_line(kind: str) -> None:
    figures = yearly({2020: 1.0, 2021: 2.0, 2022: 8.0, 2023: 9.0})
    figures.loc[2, ["status", "note"]] = ["B", "口径改变"]
    lines = sent(charts.KINDS[kind](figures, "indicator_name", {}))["data"]
    assert [line["x"] for line in lines] == [["2020年", "2021年"], ["2022年", "2023年"]]
    assert lines[0]["line"]["color"] == lines[1]["line"]["color"]
    if kind == "trend":  # one line in the legend; the others have no legend
        assert [line["showlegend"] for line in lines] == [True, False]


def test_no_cut_where_nothing_breaks() -> None:
    figures = yearly({2020: 1.0, 2021: 2.0})
    figures.loc[0, "status"] = "B"  # a series that begins with its break has nothing to cut from
    assert len(sent(charts.trend(figures, "indicator_name", {}))["data"]) == 1


@pytest.mark.parametrize("kind", ["trend", "small_multiples"])
@pytest.mark.parametrize("status", ["U", "D", "B"])
def test_doubtful_points_are_hollow(status: str, kind: str) -> None:
    figures = yearly({2020: 1.0, 2021: 2.0, 2022: 3.0})
    figures.loc[0, ["status", "note"]] = [status, "存疑"]
    (line,) = sent(charts.KINDS[kind](figures, "indicator_name", {}))["data"]
    assert line["marker"]["symbol"] == ["circle-open", "circle", "circle"]


@pytest.mark.parametrize("kind", ["bars", "columns", "share_bars", "shares"])
def test_doubtful_bars_are_marked(kind: str) -> None:
    figures = yearly({2022: 60.0}, category="甲", status="U", note="约数")
    (bar,) = sent(charts.KINDS[kind](figures, "category", {}))["data"]
    assert bar["text"][0].endswith("†")
    (sure,) = sent(charts.KINDS[kind](figures.assign(status="A"), "category", {}))["data"]
    assert "†" not in sure["text"][0]


def test_a_standard_missed_is_told_without_colour() -> None:
    figures = frame(
        {
            "indicator_name": "甲",
            "value": 30.0,
            "standard": 20.0,
            "operator": ">=",
            "standing": "met",
        },
        {
            "indicator_name": "乙",
            "value": 10.0,
            "standard": 20.0,
            "operator": ">=",
            "standing": "missed",
        },
        {
            "indicator_name": "丙",
            "value": 18.0,
            "standard": 20.0,
            "operator": "<=",
            "standing": "met",
        },
        {
            "indicator_name": "丁",
            "value": 22.0,
            "standard": 20.0,
            "operator": "<=",
            "standing": "depends",
            "recomputed": 19.0,
        },
        period="2024-12-23",
        verified=True,
    )
    drawn = sent(charts.bullet(figures, "indicator_name", {}))
    bar, reckoned = drawn["data"]
    assert [bool(shape) for shape in bar["marker"]["pattern"]["shape"]] == [
        False,
        True,
        False,
        True,
    ]
    assert bar["x"] == pytest.approx([150.0, 50.0, 90.0, 110.0])
    assert (reckoned["x"], reckoned["y"]) == ([95.0], bar["y"][3:])
    said = [note["text"] for note in drawn["layout"]["annotations"]]
    assert [text.split("<br>")[1] for text in said] == [
        "✓ 达到 · 标准 ≥ 20",
        "✗ 未达到 · 标准 ≥ 20",
        "✓ 达到 · 标准 ≤ 20",
        "◇ 取决于更正（重算 19.00） · 标准 ≤ 20",
    ]


def test_what_is_kept_back_of_a_whole_is_hatched_and_bears_no_letters() -> None:
    """Its ground is the page's, on which letters for a bar cannot be read in the dark."""
    parts = frame(
        {"category": "优秀", "value": 60.0},
        {"category": "良好", "value": None, "status": "Q"},
        period="2024年",
        category_label="等级",
    )
    drawn = sent(charts.share_bars(parts, "category", {}))["data"]
    [rest] = [trace for trace in drawn if "pattern" in trace["marker"]]
    assert (rest["name"], rest["y"], rest["text"]) == ("未公布（人数少）", [40.0], [""])


LOWER = "越低越好"


def test_where_less_is_better_the_picture_says_so() -> None:
    """A short bar, or a line that falls, would else look like a fault."""
    both = pd.concat(
        [
            yearly({2022: 1.0, 2023: 2.0, 2024: 3.0}, indicator_name="近视率", direction="down"),
            yearly({2022: 4.0, 2023: 5.0, 2024: 6.0}, indicator_name="优良率"),
        ],
        ignore_index=True,
    )
    one = both[both["direction"] == "down"]
    for kind in ("trend", "columns", "bars", "suitable"):
        alone = sent(charts.KINDS[kind](one, "indicator_name", {}))["layout"]["xaxis"]
        assert alone["title"]["text"] == LOWER, kind
        drawn = sent(charts.KINDS[kind](both, "indicator_name", {}))
        assert not drawn["layout"]["xaxis"].get("title", {}).get("text"), kind
        names = [trace["name"] for trace in drawn["data"]]
        names += [y for trace in drawn["data"] for y in trace["y"] if isinstance(y, str)]
        assert f"近视率（{LOWER}）" in [name.replace("<br>", "") for name in names], kind
        assert "优良率" in names
    for rows in (one, both):
        titles = sent(charts.KINDS["small_multiples"](rows, "indicator_name", {}))["layout"]
        texts = [note["text"].replace("<br>", "") for note in titles["annotations"]]
        assert texts[0] == f"近视率（%，{LOWER}）"
        assert texts[1:] in ([], ["优良率（%）"])
    ceiling = one.head(1).assign(standard=2.0, operator="<=", standing="met", verified=True)
    drawn = sent(charts.KINDS["bullet"](ceiling.assign(recomputed=None), "indicator_name", {}))
    (said,) = drawn["layout"]["annotations"]
    assert said["text"].startswith(f"近视率（{LOWER}） <b>")


# --- what the audit doubts ------------------------------------------------------------------------

DOUBT = {"finding": "0a1b2c3d", "doubt": "错误：两处不同。请核对。", "corrected": False}
LINK = "<a href='audit?finding=0a1b2c3d' target='_self'"


def doubted(values: dict[int, float | None], **said: Any) -> pd.DataFrame:
    """Figures of which the audit doubts the first."""
    figures = yearly(values, category="甲", finding=None, doubt=None, corrected=False)
    for column, value in (DOUBT | said).items():
        figures[column] = [value, *figures[column][1:]]
    return figures


@pytest.mark.parametrize("kind", ["trend", "small_multiples", "columns", "share_bars"])
def test_a_doubted_value_bears_a_sign_that_opens_the_finding(kind: str) -> None:
    """In the middle of a line as well as at its end, and beside no value but its own."""
    figures = doubted({2020: 60.0, 2021: 50.0, 2022: 40.0})
    (trace,) = sent(charts.KINDS[kind](figures, "category", {}))["data"]
    assert LINK in trace["text"][0]
    assert "※</a>" in trace["text"][0]
    assert not [text for text in trace["text"][1:] if "※" in text]
    (last,) = sent(charts.KINDS[kind](doubted({2022: 60.0}), "category", {}))["data"]
    assert LINK in last["text"][0]
    assert "60" in last["text"][0]


@pytest.mark.parametrize("kind", ["bars", "shares"])
def test_a_doubted_bar_bears_the_sign(kind: str) -> None:
    for figures, bears in ((doubted({2022: 60.0}), True), (yearly({2022: 60.0}), False)):
        (bar,) = sent(charts.KINDS[kind](figures, "indicator_name", {}))["data"]
        assert bar["text"][0].startswith("60")
        assert (LINK in bar["text"][0]) == bears


def test_a_doubted_blank_bears_the_sign() -> None:
    drawn = sent(charts.bars(doubted({2022: None}, status="O"), "indicator_name", {}))
    assert LINK in drawn["layout"]["annotations"][0]["text"]


def test_a_doubted_condition_bears_the_sign() -> None:
    figures = doubted({2022: 60.0, 2023: 70.0}).assign(standard=50.0, operator=">=", verified=True)
    figures = figures.assign(standing=["depends", "met"], recomputed=None)
    first, second = sent(charts.bullet(figures, "period", {}))["layout"]["annotations"]
    assert LINK in first["text"]
    assert "※" not in second["text"]


def test_a_corrected_value_has_a_sign_of_its_own_and_says_what_was_printed() -> None:
    (bar,) = sent(
        charts.bars(doubted({2022: 60.0}, corrected=True, printed="6.0"), "indicator_name", {})
    )["data"]
    assert "更</a>" in bar["text"][0]
    assert "※" not in bar["text"][0]
    assert "更正后；报告印 6.0" in bar["hovertext"][0]


@pytest.mark.parametrize("kind", ["trend", "bars", "stacks"])
def test_hover_says_why_a_value_is_doubted(kind: str) -> None:
    (trace,) = sent(charts.KINDS[kind](doubted({2022: 60.0}), "category", {}))["data"]
    (text,) = trace["hovertext"]
    assert "核查：错误：两处不同" in text.replace("<br>", "")
    (sure,) = sent(charts.KINDS[kind](yearly({2022: 60.0}), "category", {}))["data"]
    (text,) = sure["hovertext"]
    assert "核查" not in text


# --- hover ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [*OVER_TIME, "bars"])
def test_hover_says_what_when_how_much_and_where_from(kind: str) -> None:
    figures = yearly({2022: 61.5, 2023: 1234.5}, category="甲", note="与正文不同")
    (trace,) = sent(charts.KINDS[kind](figures, "category", {}))["data"][:1]
    texts = trace["hovertext"]
    for part in ("甲", "虚构率", "61.5 %", "表0-0", "第12页", "与正文不同"):
        assert part in texts[0]
    if kind != "bars":  # there each period is a trace of its own
        assert "1,234.5 %" in texts[1]


def test_hover_breaks_no_number_and_begins_no_line_with_a_comma() -> None:
    note = "比率为 68.90%，2021年为 53.68%，一年升 15.22 个百分点；请核对。" * 9
    lines = labels.prose(note).split("<br>")
    assert "".join(lines) == note
    assert len(lines) > 9
    assert not [line for line in lines if line[0] in "，。；%." or len(line) > 45]
    assert all(" ".join(lines).count(number) == 9 for number in ("68.90%，", "53.68%，", "15.22"))


# --- the palette, and what is sent ----------------------------------------------------------------


def colours(content: Any, key: str = "") -> Iterator[str]:
    """Find every colour in a figure, wherever it stands."""
    if isinstance(content, dict):
        for name, inner in content.items():
            yield from colours(inner, name)
    elif isinstance(content, list):
        for inner in content:
            yield from colours(inner, key)
    elif isinstance(content, str) and ("color" in key.lower() or content.startswith(("#", "rgb"))):
        yield content


def of_kind(kind: str) -> go.Figure:
    figures = pd.concat(
        [
            yearly(
                {2021: 60.0, 2022: 55.0, 2024: None}, category=name, grouping=month, items="子；丑"
            )
            for name, month in (("甲", "9月"), ("乙", "10月"), ("丙", "11月"))
        ],
        ignore_index=True,
    ).assign(standard=50.0, operator=">=", standing="met", verified=False, recomputed=None)
    if kind in {"bullet", "heatmap"}:  # of one period, and nothing missing
        figures = figures[figures["year"] == 2022]
    return charts.KINDS[kind](figures, "category", {})


@pytest.mark.parametrize("kind", charts.KINDS)
def test_only_placeholders_of_the_palette(kind: str) -> None:
    used = set(colours(sent(of_kind(kind))))
    assert used <= PLACEHOLDERS
    assert used


@given(st.lists(st.floats(0, 300), max_size=6))
def test_heights_are_moved_apart_no_further_than_they_must_be(heights: list[float]) -> None:
    asked = sorted(heights)
    given = spread(asked, 15)
    assert all(above - below >= 14.99 for below, above in pairwise(given))
    assert sum(given) == pytest.approx(sum(asked))
    if all(above - below >= 15 for below, above in pairwise(asked)):
        assert given == pytest.approx(asked)


@pytest.mark.parametrize("lasts", [(100, 100), (101, 100, 100.2), (50, 150, 149, 51)])
def test_values_at_the_ends_of_lines_stand_apart_in_their_order(lasts: tuple[float, ...]) -> None:
    lines = [
        yearly({2021: 100.0, 2022: 100.0, 2023: last}, category=name)
        for name, last in zip("甲乙丙丁", lasts, strict=False)
    ]
    drawn = charts.KINDS["trend"](pd.concat(lines, ignore_index=True), "category", {})
    for known in (pd.Series([50.0, 150.0]), pd.Series([0.0, 10_000.0])):
        level(drawn, known)  # beside another chart
        layout = drawn.layout
        low, high = layout.yaxis.range
        pixels = (layout.height - layout.margin.t - layout.margin.b) / (high - low)
        assert {end.text[0] for end in layout.annotations} == {*"甲乙丙丁"[: len(lasts)]}
        at = sorted((end.y, end.y * pixels + end.yshift) for end in layout.annotations)
        assert all(above[1] - below[1] >= 14.9 for below, above in pairwise(at))


def test_on_a_phone_terms_are_named_by_a_letter_or_by_their_year() -> None:
    for names, shown in ((("春季", "秋季"), "春秋"), (("第一学期", "第二学期"), "")):
        year = "学年" if shown == "" else "年"
        axis = [f"{n}{year}{term}" for n in range(2020, 2025) for term in names]
        ticks = over(axis)["ticktext"]
        assert [tick.partition("<br>")[0] for tick in ticks] == list(shown or [""] * 2) * 5
        assert [tick.partition("<br>")[2] for tick in ticks[::2]] == [
            f"{n}{year}" for n in range(2020, 2025)
        ]


@pytest.mark.parametrize("kind", charts.KINDS)
def test_no_template_is_sent(kind: str) -> None:
    drawn = sent(of_kind(kind))
    # Plotly's own would be nine tenths of what is sent; of its empty one a stub remains.
    assert len(json.dumps(drawn["layout"].get("template", {}))) < 100
    assert len(json.dumps(drawn)) < 20_000


def test_a_major_keeps_its_colour() -> None:
    both = pd.concat(
        [yearly({2023: 1.0, 2024: 2.0}, major=major) for major in ("甲", "乙")], ignore_index=True
    )
    fixed = {"甲": charts.SERIES[3], "乙": charts.SERIES[5]}
    for kind in ("trend", "columns", "small_multiples", "share_bars"):
        chart = charts.KINDS[kind]
        together = sent(chart(both, "major", fixed))["data"]
        alone = sent(chart(both[both["major"] == "乙"], "major", fixed))["data"]
        own = {charts.SERIES[5], upon(charts.SERIES[5])}
        assert set(colours(together[1])) == set(colours(alone[0])) <= own, kind


REST = ["其他", "其余（报告未列去向）", "未能判定"]


@pytest.mark.parametrize("kind", ["trend", "columns", "share_bars", "stacks", "shares", "bars"])
def test_what_is_left_over_is_grey_and_nothing_else_is(kind: str) -> None:
    names = [*REST, *"甲乙丙丁戊己庚辛壬癸", "未来工匠社", "未就业"]
    rows = frame(
        *(
            {"period": f"{year}年", "year": year, "category": name, "value": 9.0}
            for year in (2022, 2023, 2024)
            for name in names
        )
    )
    traces = sent(charts.KINDS[kind](rows, "category", {}))["data"]
    if kind == "bars":  # a trace a period, a colour a bar
        for trace in traces:
            drawn = dict(zip(trace["y"], trace["marker"]["color"], strict=True))
            assert [name for name in names if drawn[name] == charts.SERIES[9]] == REST
    else:
        grey = {t["name"] for t in traces if t["marker"]["color"] == charts.SERIES[9]}
        assert grey == set(REST)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_ramp_goes_from_pale_to_deep_in_both_themes() -> None:
    """So that 优秀 is the deep end and the newest period the deep one, whichever theme is on."""
    theme = tomllib.loads((paths.ROOT / ".streamlit/config.toml").read_text("utf-8"))["theme"]
    years = yearly(dict.fromkeys(range(2016, 2025), 1.0), category="甲")
    *older, newest = sent(charts.KINDS["bars"](years, "category", {}))["data"]
    steps = {charts.RAMP.index(trace["marker"]["color"][0]) for trace in older}
    assert newest["marker"]["color"] == [charts.SERIES[0]]
    for mode in ("light", "dark"):
        ramp = [_luminance(colour) for colour in theme[mode]["chartSequentialColors"]]
        assert all(deep < pale - 0.005 for pale, deep in pairwise(ramp)), mode
        deepest = _luminance(theme[mode]["chartCategoricalColors"][0])
        assert all(deepest < ramp[step] for step in steps), mode
    ground = _luminance(theme["dark"]["backgroundColor"])
    assert min((step + 0.05) / (ground + 0.05) for step in ramp) >= 3


def test_a_grade_has_one_colour_in_every_chart() -> None:
    rows = pd.concat(
        [
            yearly({2022: 9.0, 2023: 8.0}, category=grade, category_label="等级")
            for grade in ("优秀", "良好", "及格", "不及格")
        ],
        ignore_index=True,
    )
    drawn = [
        sent(charts.KINDS[kind](rows, "category", {}))["data"] for kind in ("share_bars", "columns")
    ]
    shares, counts = ([trace["marker"]["color"] for trace in traces] for traces in drawn)
    assert shares == counts == [charts.RAMP[8], charts.RAMP[5], charts.RAMP[3], "#000002"]


# --- order along the axis -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["2023年", "2021年"], ["2021年", "2022年", "2023年"]),
        (
            ["2024年秋季", "2024年春季", "2022年秋季"],
            ["2022年秋季", "2023年秋季", "2024年春季", "2024年秋季"],
        ),
        # An academic year begins in autumn: its first term is the autumn one.
        (["2023学年第二学期", "2023学年第一学期"], ["2023学年第一学期", "2023学年第二学期"]),
        (
            ["2024学年第一学期", "2022学年第一学期", "2023学年第二学期"],
            ["2022学年第一学期", "2023学年第一学期", "2023学年第二学期", "2024学年第一学期"],
        ),
        (["2024届", "2022届"], ["2022届", "2023届", "2024届"]),
        (["2023学年", "2021学年"], ["2021学年", "2022学年", "2023学年"]),
        # Points in time are no series of years: nothing lies between two of them.
        (["2026-12-23", "2024-12-23"], ["2024-12-23", "2026-12-23"]),
        (["2016—2024届"], ["2016—2024届"]),
        (["2024年", "2024年", "2024年"], ["2024年"]),
        ([], []),
    ],
)
def test_period_axis(given: list[str], expected: list[str]) -> None:
    assert period_axis(given) == expected


@pytest.mark.parametrize("years", [range(2023, 2025), range(2022, 2025), range(2020, 2025)])
def test_each_period_has_a_shade_of_its_own_in_the_legend(years: range) -> None:
    """Also where bars have the colours of their majors."""
    of = [(year, major) for year in years for major in ("会计事务", "家政服务与管理")]
    rows = frame(*({"period": f"{y}年", "year": y, "major": m, "value": 1.0} for y, m in of))
    colours = {"会计事务": charts.SERIES[0], "家政服务与管理": charts.SERIES[1]}
    traces = sent(charts.bars(rows, "major", colours))["data"]
    told = {t["name"]: t["opacity"] for t in traces if t.get("showlegend", True)}
    # A swatch without a place would make one of its own, called 0.
    places = {place for trace in traces for place in trace["y"]}
    assert places == {"会计事务", "家政服务与管理"}
    assert list(told) == [f"{year}年" for year in years]
    drawn = {
        t["name"]: set(t["marker"]["opacity"]) for t in traces if not t.get("showlegend", True)
    }
    assert drawn == {name: {shade} for name, shade in told.items()}
    shades = list(told.values())
    assert shades[-1] == 1
    assert all(later - earlier > 0.1 for earlier, later in pairwise(shades))


# --- several years, and one -----------------------------------------------------------------------


def test_counts_of_two_years_never_share_a_bar() -> None:
    rows = frame(
        *(
            {"period": f"{year}年", "year": year, "category": name, "value": value}
            for year, counts in ((2024, (30, 10)), (2025, (20, 60)))
            for name, value in zip(("本科", "专科"), counts, strict=True)
        ),
        unit="人",
    )
    figure = sent(charts.KINDS["shares"](rows, "category", {}))
    bars = {(trace["name"], y): x for trace in figure["data"]
            for x, y in zip(trace["x"], trace["y"], strict=True)}  # fmt: skip
    assert sorted(bars.values()) == [25.0, 25.0, 75.0, 75.0]
    assert {y.rpartition("<br>")[2] for _, y in bars} == {"2024年", "2025年"}


def test_no_bar_sums_several_cohorts() -> None:
    """Each cohort stands by itself, as high as it is, with its parts in it."""
    counts = {"2023届": (30.0, 10.0), "2024届": (20.0, 60.0)}
    rows = frame(
        *(
            {"period": period, "year": int(period[:4]), "category": name, "value": value}
            for period, both in counts.items()
            for name, value in zip(("升入高校", "直接就业"), both, strict=True)
        ),
        unit="人",
    )
    drawn = sent(charts.KINDS["stacks"](rows, "category", {}))
    assert drawn["layout"]["barmode"] == "stack"
    bars = [dict(zip(trace["x"], trace["y"], strict=True)) for trace in drawn["data"]]
    assert bars == [{"2023届": 30.0, "2024届": 20.0}, {"2023届": 10.0, "2024届": 60.0}]


def test_all_charts_are_cartesian() -> None:
    """So the browser is sent no more of Plotly than draws these."""
    types = {trace["type"] for kind in charts.KINDS for trace in sent(of_kind(kind))["data"]}
    assert types == {"bar", "scatter", "heatmap"}


@pytest.mark.parametrize("kind", ["bars", "shares"])
def test_figures_of_one_year_say_which(kind: str) -> None:
    rows = frame(
        {"category": "本科", "value": 3.0}, {"category": "专科", "value": 1.0}, period="2023年"
    )
    figure = sent(charts.KINDS[kind](rows, "category", {}))
    assert figure["layout"]["xaxis"]["title"]["text"] == "2023年"


def test_a_single_year_is_a_bar_from_zero_and_no_point_in_the_air() -> None:
    figure = sent(charts.KINDS["trend"](yearly({2024: 74.6}), "indicator_name", {}))
    assert {trace["type"] for trace in figure["data"]} == {"bar"}
    assert figure["layout"]["yaxis"]["rangemode"] == "tozero"


# --- texts of the data ----------------------------------------------------------------------------

MARKUP = "R&D<b>甲</b><a href='http://198.51.100.1'>乙</a><br>&lt;i&gt;\"\u202e丙"
OURS = {"<br>", "<b>", "</b>", "<extra>", "</extra>"}


def texts(content: Any) -> Iterator[str]:
    """Yield every text of a figure as sent."""
    if isinstance(content, dict):
        content = list(content.values())
    if isinstance(content, list):
        for part in content:
            yield from texts(part)
    elif isinstance(content, str):
        yield content


@pytest.mark.parametrize("kind", charts.KINDS)
def test_no_text_of_the_data_is_markup(kind: str) -> None:
    named = ("indicator_name", "category", "grouping", "note", "source", "unit", "category_label")
    more = {"standard": 20.0, "operator": "<=", "verified": False, "items": MARKUP, "status": "L"}
    more |= {"standing": "met", "recomputed": None}
    years = (2019,) if kind == "heatmap" else (2019, 2020, 2023)
    figures = yearly(dict.fromkeys(years, 30.0), **more, **dict.fromkeys(named, MARKUP))
    drawn = sent(charts.KINDS[kind](figures, "category", {MARKUP: "#000003"}))
    markup = {tag for text in texts(drawn) for tag in re.findall("<[^>]*>", text)}
    assert markup <= OURS
    every = "".join(texts(drawn)).replace("<br>", "")
    assert html.escape(MARKUP.replace("\u202e", ""), quote=False)[:8] in every
    assert "\u202e" not in every
    assert not re.search("[\ufdd0-\ufdef]", every)
    assert not re.search(r"&(?!(?:lt|gt|amp|#39|#34);)", every)


def test_a_name_with_markup_is_as_wide_as_it_is_read_and_keeps_its_colour() -> None:
    name = "<甲>&"
    figures = frame({"period": "2024年", "value": 3.0}, major=name)
    (bar,) = sent(charts.KINDS["bars"](figures, "major", {name: "#000003"}))["data"]
    assert bar["y"] == [charts.category(name)] == ["&lt;甲&gt;&amp;"]
    assert bar["marker"]["color"] == ["#000003"]


@pytest.mark.parametrize("kind", ["trend", "small_multiples", "suitable"])
def test_two_points_are_bars_from_nought_and_no_slope(kind: str) -> None:
    """A step from 100 to 103 is as steep as one likes where the axis is cut."""
    years = [{"period": f"{y}年", "year": y, "value": v} for y, v in ((2023, 100.0), (2024, 103.0))]
    later = {"period": "2025年", "year": 2025, "value": 104.0}
    for rows, type_ in ((years, "bar"), ([*years, later], "scatter")):
        drawn = sent(charts.KINDS[kind](frame(*rows), "major", {}))
        assert {trace["type"] for trace in drawn["data"]} == {type_}
        low = drawn["layout"]["yaxis"].get("range", [0])[0]
        assert (low == 0) == (type_ == "bar") or kind != "small_multiples"


def test_a_small_chart_of_two_values_is_bars_also_beside_longer_ones() -> None:
    rows = pd.concat(
        [
            yearly({2021: 1.0, 2022: 2.0, 2023: 3.0}, category="长"),
            yearly({2021: 5.0, 2023: 9.0}, category="短"),
        ],
        ignore_index=True,
    )
    drawn = sent(charts.KINDS["small_multiples"](rows, "category", {}))
    assert [(t["name"], t["type"]) for t in drawn["data"]] == [("长", "scatter"), ("短", "bar")]
    assert drawn["layout"]["yaxis2"]["range"][0] == 0
    assert drawn["data"][1]["text"][0] == "5.0"


@pytest.mark.parametrize(("many", "angle"), [(1, 0), (2, -90), (4, -90)])
def test_bars_keep_their_values_where_they_are_narrow(many: int, angle: int) -> None:
    """On end, where a number would be wider than its bar in half a page of 1024 pixels."""
    rows = pd.concat(
        [
            yearly(dict.fromkeys(range(2019, 2024), 1234.0), category=name, decimals=0)
            for name in "甲乙丙丁"[:many]
        ],
        ignore_index=True,
    )
    drawn = sent(charts.KINDS["columns"](rows, "category", {}))
    assert {text for trace in drawn["data"] for text in trace["text"]} == {"1,234"}
    assert {trace["textangle"] for trace in drawn["data"]} == {angle}
    assert "uniformtext" not in drawn["layout"]  # which leaves out what is too wide
    if angle:  # and the numbers over the highest bars find room
        assert drawn["layout"]["yaxis"]["range"][1] > 1.2 * 1234


def test_many_years_say_once_what_they_are() -> None:
    axis = sent(charts.KINDS["trend"](yearly(dict.fromkeys(range(2020, 2025), 1.0)), "major", {}))
    assert axis["layout"]["xaxis"]["ticktext"] == ["2020", "2021", "2022", "2023", "2024年"]
    assert axis["layout"]["xaxis"]["tickangle"] == 0


def test_of_more_years_than_find_room_every_other_is_named() -> None:
    axis = sent(charts.KINDS["columns"](yearly({2016: 50.0, 2024: 398.0}), "major", {}))["layout"]
    assert axis["xaxis"]["ticktext"] == ["2016", "2018", "2020", "2022", "2024年"]
    assert len(axis["xaxis"]["categoryarray"]) == 9


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("1000米跑（男）、800米跑（女）平均得分", ["1000米跑（男）、", "800米跑（女）平均得分"]),
        ("体重指数（BMI）平均得分", ["体重指数", "（BMI）平均得分"]),
        ("会计事务", ["会计事务"]),
        ("W" * 30, ["W" * 12, "W" * 12, "W" * 6]),  # longer than a line
        ("", [""]),
    ],
)
def test_a_label_is_not_broken_within_a_number_or_a_word(name: str, lines: list[str]) -> None:
    assert wrap(name).split("<br>") == lines
