"""What a figure shows: how it is parted for several majors, and the mark of what is doubted."""

import csv
import io
import re
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from dashboard.contract.wording import finding_address, rows_of
from dashboard.query import question
from dashboard.query.question import Question, Scope
from dashboard.render import cards, charts, export, tables
from dashboard.render.figure_parts import CHART, TABLE, level, parts
from dashboard.render.panes import gaps, panels
from tests.asking import bindings, shown_queries

EVER = Scope(1900, 2100)
DOUBT_COLUMNS = ["finding", "cause", "doubt", "corrected", "proposed", "is_doubted"]
COUNTED = {"honours_by_level"}  # what a list names, counted: no figure of the report


def frame(*rows: tuple[str, str | None, str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["period", "major", "category"])


def test_one_major_or_none_is_one_panel() -> None:
    rows = frame(("2023年", None, "优秀"), ("2023年", None, "良好"))
    assert [(caption, by) for caption, _, by in panels(rows, "category")] == [("", "category")]


def test_majors_take_the_place_of_a_single_series() -> None:
    rows = frame(("2023年", "会计事务", "优秀"), ("2023年", "计算机应用", "优秀"))
    assert [(caption, by) for caption, _, by in panels(rows, "category")] == [("", "major")]


def test_each_major_and_the_whole_school_has_its_own_panel() -> None:
    rows = frame(
        ("2023年", "会计事务", "优秀"),
        ("2023年", "计算机应用", "优秀"),
        ("2023年", None, "良好"),
        ("2023年", None, "优秀"),
    )
    parts = panels(rows, "category")
    assert [caption for caption, _, _ in parts] == ["会计事务", "计算机应用", "全校"]
    assert sum(len(part) for _, part, _ in parts) == len(rows)


def test_majors_by_another_name_are_one_panel_in_their_colours() -> None:
    rows = frame(("2023年", "会计事务", "会计事务"), ("2023年", "计算机应用", "计算机应用"))
    assert [(caption, by) for caption, _, by in panels(rows, "category")] == [("", "major")]


def test_dashes_and_blanks_are_counted_apart_where_there_is_no_number(school: Path) -> None:
    dashed, blank = ["form5_international_students"], ["form2_students_satisfaction_pct"]

    def told(codes: list[str]) -> str:
        return gaps(Question.of("explore_table", EVER, indicators=codes, period_type=""))

    assert told(dashed) == "2 格都填“-”"
    assert re.fullmatch("[0-9]+ 格都未填", told(blank))
    assert re.fullmatch("[0-9]+ 格未填，2 格填“-”", told(dashed + blank))
    assert not told([*dashed, "form4_training_hours"])  # has numbers
    assert not told(["no_such_indicator"])  # not in the report


@pytest.mark.parametrize("kind", ["trend", "bars", "columns"])
def test_panels_side_by_side_have_one_range(kind: str) -> None:
    values = pd.Series([3.0, 8.0, 40.0, 55.0])
    ranges = []
    for shown in (values[:2], values[2:]):
        rows = pd.DataFrame(
            {"period": ["2023年", "2024年"], "value": shown.to_list(), "indicator_name": "虚构数"}
        ).assign(
            indicator="made_up",
            period_type="calendar_year",
            year=[2023, 2024],
            major=None,
            category=None,
            unit="人",
            printed="",
            status="A",
            source="表0-0",
            page=1,
            note=None,
            decimals=0,
            direction="up",
            category_label=None,
            ordinal=1,
        )
        drawn = charts.KINDS[kind](rows, "indicator_name", {})
        level(drawn, values)
        axis = drawn.layout.xaxis if drawn.data[0].orientation == "h" else drawn.layout.yaxis
        ranges.append(axis.range)
    assert ranges[0] == ranges[1]
    assert ranges[0][1] > 55


# --- the mark of what the audit doubts ------------------------------------------------------------


def doubted_and_not() -> list[pd.DataFrame]:
    """Every series of the report in which some figures are doubted and some are not."""
    codes = question.run("export_indicators")["indicator"].tolist()
    figures = question.run("headline", EVER, indicators=codes)
    figures = figures[figures["value"].notna()].fillna({"major": "", "category": ""})
    groups = figures.groupby(["indicator", "major", "category"], sort=False)
    series = [rows.replace({"major": "", "category": ""}, None) for _, rows in groups]
    return [rows for rows in series if rows["finding"].notna().nunique() == 2]


def test_a_doubted_value_bears_its_mark_in_chart_card_table_and_file(school: Path) -> None:
    """And a value without a finding bears none, in the same chart, table and file."""
    series = doubted_and_not()
    assert series
    for rows in series:
        content = io.StringIO(export.to_csv(rows).decode("utf-8-sig"), newline="")
        in_file = [line["核查编号"] for line in csv.DictReader(content)]
        (bar,) = charts.columns(rows, "indicator_name", {}).to_dict()["data"]
        drawn = dict(zip(bar["x"], bar["text"], strict=True))
        for end, row in enumerate(rows_of(rows), start=1):
            known = isinstance(row["finding"], str)
            made = cards.card(rows.head(end))
            assert made
            address = finding_address(row["finding"]) if known else "audit?finding="
            assert in_file[end - 1] == (row["finding"] if known else "")
            assert (address in drawn[row["period"]]) == known
            assert (address in cards.as_html([made])) == known
            assert (address in tables.pivot(rows.iloc[end - 1 : end], "indicator_name")) == known


def test_no_query_that_shows_figures_leaves_out_what_is_doubted(school: Path) -> None:
    with duckdb.connect(school, read_only=True) as data:
        known = {code for (code,) in data.execute("select finding from doubted_figure").fetchall()}
    seen = set[str]()
    for name in shown_queries() - COUNTED:
        frame = question.run(name, EVER, **next(bindings(name)))
        if {"indicator", "period", "value"} <= set(frame) and frame["indicator"].notna().any():
            assert set(DOUBT_COLUMNS) <= set(frame), name
            seen.update(frame["finding"].dropna())
    assert seen <= known
    assert len(seen) > len(known) / 2


def test_every_figure_shown_tells_what_is_doubted_in_it(school: Path) -> None:
    told = 0
    for name in shown_queries():
        asked = Question.of(name, EVER, **next(bindings(name)))
        frame = asked.answer()
        if "doubt" not in frame:
            continue
        findings = frame["finding"].dropna().unique()
        for view in (CHART, TABLE) if asked.query.chart else (TABLE,):
            made = parts(asked, view)
            assert bool(len(findings)) == (bool(made) and "核查发现" in made[-1].html)
            doubted = frame[
                frame["finding"].notna() & ~frame["corrected"].fillna(False).astype(bool)
            ]
            counted = re.findall("※ ([0-9]+) 处", made[-1].html) if made else []
            assert counted == [str(n) for n in [doubted["cause"].nunique()] if n]
            if len(findings) and asked.query.chart and view == CHART:
                charts_said = " ".join(part.chart.sent.decode() for part in made if part.chart)
                assert "核查" in charts_said
        told += len(findings)
    assert told


def test_nothing_doubted_is_announced_as_a_change_for_certain(school: Path) -> None:
    changes = question.run("changes", EVER)
    doubted = changes[changes["finding"].notna() & ~changes["corrected"]]
    assert {"maybe_worse", "steady"} <= set(doubted["move"])
    assert not {"better", "worse", "moved"} & set(doubted["move"])
