"""Nothing looks met, missed or unchanged only because it is rounded to the indicator's decimals."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from dashboard import paths
from dashboard.contract.wording import decimals
from dashboard.ingest.build import build
from dashboard.query.question import Question
from dashboard.render import cards, charts, sentences, tables
from dashboard.render.figure_parts import CHART, TABLE, parts
from tests.layouts import EVER, finding, form_line


@pytest.mark.parametrize(
    ("value", "other", "fewest", "expected"),
    [
        (20.4, 20, 0, 1),
        (39999.6, 40000, 0, 1),
        (32.6, 33, 0, 1),
        (32.6, 32.8, 0, 1),  # both would be 33
        (32.6, 32.4, 0, 1),  # 33 and 32, but 0.2 between them would be 0
        (19.996, 20, 2, 3),
        (20, 20, 0, 0),
        (21, 20, 0, 0),
        (18.25, 20, 1, 1),
        (0.1 + 0.2, 0.3, 1, 1),  # an error of the machine
        (20.4, None, 0, 0),
        (None, 20, 0, 0),
    ],
)
def test_as_many_decimals_as_tell_two_values_apart(
    value: float | None, other: float | None, fewest: int, expected: int
) -> None:
    for name in ("standard", "before"):
        assert decimals({"value": value, name: other, "decimals": fewest}) == expected


def row(value: float, other: float) -> dict[str, Any]:
    usual = {"unit": "人", "decimals": 0, "printed": "", "source": "正文 二", "page": None}
    return form_line(1, value=value, **usual) | {
        "before": other,
        "period_before": "2023年",
        "difference": value - other,
        "move": "better" if value > other else "worse" if value < other else "steady",
        "grounds": "变动达到 5%",
        "standard": other,
        "operator": ">=",
        "verified": False,
        "item": "不低于某数",
        "document": "虚构的文件",
        "number": None,
        "clause": None,
        "standard_note": None,
        "judged": "met",
        "standing": "met" if value >= other else "missed",
        "recomputed": None,
        "standing_then": None,
        "apart": value - other,
        "extent_pct": round(100 * (value - other) / other, 1),
        "held_since": "自 2023 年起",
        "outlook": None,
    }


def _card(line: dict[str, Any]) -> str:
    made = cards.card(pd.DataFrame([line]))
    assert made
    return cards.as_html([made])


def _frame(draw: Callable[[pd.DataFrame], Any]) -> Callable[[dict[str, Any]], str]:
    return lambda line: str(draw(pd.DataFrame([line])))


def _edition(line: dict[str, Any]) -> str:
    printed = {"printed": f"{line['value']:,}", "printed_before": f"{line['before']:,}"}
    return tables.changes(pd.DataFrame([line | printed]))


# Each shows a value beside another; those that also say by how much.
BESIDE: dict[str, Callable[[dict[str, Any]], str]] = {
    "bullet": _frame(lambda frame: charts.bullet(frame, "indicator_name", {}).to_dict()),
    "pivot": _frame(lambda frame: tables.pivot(frame, "indicator_name")),
    "held": _frame(lambda frame: tables.LAYOUTS["held"](frame, "")),
}
APART: dict[str, Callable[[dict[str, Any]], str]] = {
    "standards": _frame(lambda frame: tables.standards(frame, "")),
    "latest": _frame(lambda frame: tables.latest(frame, "indicator_name")),
    "card": _card,
    "sentence": lambda line: sentences.moves(pd.DataFrame([line]), line["move"])[0]["words"],
    "edition": _edition,
}


@pytest.mark.parametrize("place", [*BESIDE, *APART])
@pytest.mark.parametrize(
    ("value", "other", "apart"),
    [(20.4, 20.0, "0.4"), (39999.6, 40000.0, "0.4"), (32.6, 33.0, "0.4"), (32.6, 32.4, "0.2")],
)
def test_a_value_is_told_from_what_it_is_beside(
    place: str, value: float, other: float, apart: str
) -> None:
    shown = re.sub("<[^>]*>", " ", (BESIDE | APART)[place](row(value, other)))
    numbers = re.findall(r"\d[\d,]*(?:\.\d+)?", shown)
    assert f"{value:,}" in numbers
    if place in APART:
        assert apart in numbers
        assert not {"0", "0.0"} & set(numbers)


def test_a_figure_that_does_not_change_is_said_not_to() -> None:
    assert "持平" in _card(row(20.0, 20.0))
    assert "持平" in APART["latest"](row(20.0, 20.0))


def test_a_recomputed_value_is_told_from_the_standard() -> None:
    line = row(20.0, 20.0) | {"recomputed": 19.996, "standing_then": "missed"}
    assert "19.996 人" in tables.standards(pd.DataFrame([line]), "")


def test_a_finding_never_says_that_two_numbers_differ_by_nothing() -> None:
    found = finding(1, printed="12.504%", recomputed=12.5036, apart=0.0004)
    text = tables.findings(pd.DataFrame([found]), "")
    assert "<dd>12.5036%</dd>" in text
    assert "<dd>0.0004 个百分点</dd>" in text


def spoil(data: Path, *changes: tuple[str, str, str]) -> None:
    """Put another printed value into the table of conditions: code, old and new."""
    path = data / "editions" / "2024" / "conditions.csv"
    text = path.read_text(encoding="utf-8")
    for code, old, new in changes:
        assert f"{code},2024-12-23,,,{old}" in text
        text = text.replace(f"{code},2024-12-23,,,{old}", f"{code},2024-12-23,,,{new}")
    path.write_text(text, encoding="utf-8", newline="")


def test_conditions_just_missed_are_seen_to_be_missed(
    made_up: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the report's own figures to chart and table: none of them looks met."""
    spoil(
        made_up,
        ("student_teacher_ratio", "18,18:1", "20.4,20.4:1"),
        ("land_area_m2", "61562,61562", "39999.6,39999.6"),
        ("land_per_student_m2", "33,33", "32.6,32.6"),
    )
    monkeypatch.setattr(paths, "DATABASE", build(made_up))
    conditions, standards = (Question.of(name, EVER) for name in ("conditions", "standards_held"))
    [drawn, *_] = (part.chart for part in parts(conditions, CHART) if part.chart)
    chart = drawn.sent.decode()
    table, held = parts(conditions, TABLE)[0].html, parts(standards, TABLE)[0].html
    for shown in ("20.4", "39,999.6", "32.6"):
        assert shown in chart
        assert shown in table
        assert shown in held
    assert "低 0.4 平方米<" in held
    assert "低 0.001%" in held


def test_a_finding_tells_a_recomputed_value_from_the_standard_it_misses(made_up: Path) -> None:
    spoil(made_up, ("land_area_m2", "61562,61562", "63352.32,63352.32"))  # of 1920: 32.996
    with duckdb.connect(build(made_up), read_only=True) as data:
        said = data.execute(
            "select message, arithmetic from finding where check_id = 'condition_missed'"
        ).fetchall()
    assert any(
        "重算为 32.996，没有达到" in message and "=32.996，未达到 33" in arithmetic
        for message, arithmetic in said
    )
