"""What no chart of the report does, whichever is asked, in any scope."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard.material.names import pages
from dashboard.outline.part import FigureSpec, question_of, specs
from dashboard.query import question
from dashboard.query.question import Question, Scope
from dashboard.render import charts, figure_parts, panes
from tests.amount import exhaustive
from tests.asking import bindings, shown_queries

EVER = Scope(1900, 2100)
ROOM, LINE = 235, 12  # pixels abreast on a small screen, and of a line of small text with a gap
GREY, STEP = charts.SERIES[9], 2


def drawn(scope: Scope) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in sorted(shown_queries()):
        if not question.load(name).chart:
            continue
        for values in bindings(name):
            asked = Question.of(name, scope, **values)
            if panes.gaps(asked):
                continue
            for part in figure_parts.parts(asked, figure_parts.CHART):
                if part.chart:
                    yield name, json.loads(part.chart.sent)


def known(trace: dict[str, Any], axis: str) -> list[tuple[Any, Any]]:
    other = "x" if axis == "y" else "y"
    pairs = zip(trace[axis], trace[other], strict=True)
    return [(place, value) for value, place in pairs if value is not None]


def check(name: str, chart: dict[str, Any]) -> None:
    points: Counter[tuple[str, str]] = Counter()
    seen: Counter[tuple[str, str]] = Counter()
    for trace in chart["data"]:
        assert trace["type"] in ("bar", "scatter", "heatmap"), name
        if trace["type"] == "heatmap" or "lines" not in trace.get("mode", "lines"):
            continue
        lies = trace.get("orientation") == "h"
        values = known(trace, "x" if lies else "y")
        if trace["type"] == "scatter":
            points[trace.get("name", ""), trace.get("yaxis", "y")] += len(values)
        else:
            _check_bars(name, chart, trace, lies=lies)
        if not lies:  # one value a year and series
            seen.update((trace.get("name", ""), str(place)) for place, _ in values)
    assert not [key for key, times in seen.items() if times > 1], name
    axes = [axis for key, axis in chart["layout"].items() if key.startswith("yaxis")]
    if not all(axis.get("visible", True) for axis in axes):
        assert min(points.values(), default=STEP + 1) > STEP, name


def _check_bars(name: str, chart: dict[str, Any], trace: dict[str, Any], *, lies: bool) -> None:
    places, values = (trace["y"], trace["x"]) if lies else (trace["x"], trace["y"])
    colours = trace["marker"]["color"]
    if trace.get("textposition") == "outside":
        for value, text in zip(values, trace["text"], strict=True):
            assert value is None or re.search(r"\d", text), (name, value)
    each = colours if isinstance(colours, list) else [colours] * len(places)
    for place, colour in zip(places, each, strict=True):
        for called in (str(place) if lies else "", trace.get("name", "")):
            if re.match("其他|其余|未(?!填|来)", called):
                assert colour == GREY, (name, called)


def abreast(row: Any) -> list[FigureSpec]:
    """List the figures of a row that have half of the page each."""
    return specs(row) if isinstance(row, list) and len(row) > 1 else []


def test_values_over_bars_abreast_have_a_line_each(school: Path) -> None:
    """On end they are as wide as a line is high; a chart has least room on a small screen."""
    tried = 0
    for page in pages().values():
        for spec in (
            spec for part in page(EVER).parts for row in part.rows for spec in abreast(row)
        ):
            asked = question_of(spec, EVER)
            if not asked.query.chart or panes.gaps(asked):
                continue
            for made in figure_parts.parts(asked, figure_parts.CHART):
                traces = json.loads(made.chart.sent)["data"] if made.chart else []
                on_end = [one for one in traces if one.get("textangle") == -90 and any(one["text"])]
                bars = sum(len(one["x"]) for one in on_end)
                tried += bars > 0
                assert bars * LINE < ROOM, asked.name
    assert tried


def test_no_chart_of_the_report_misleads(school: Path) -> None:
    every = list(drawn(EVER))
    assert len(every) > 45
    for name, chart in every:
        check(name, chart)


@exhaustive
@pytest.mark.parametrize("years", [(2024, 2024), (2023, 2023), (2022, 2023), (2023, 2024)])
def test_nor_does_one_of_fewer_years_or_of_some_majors(
    school: Path, years: tuple[int, int]
) -> None:
    majors = list(question.run("majors")["major"])
    for chosen in ((), tuple(majors[:1]), tuple(majors[:2])):
        for name, chart in drawn(Scope(*years, chosen)):
            check(name, chart)
