"""Ask every query as the pages do: which there are, what is bound to them, how they are drawn."""

import ast
import itertools
import json
from collections.abc import Iterator
from typing import Any

from dashboard import paths
from dashboard.query import question
from dashboard.query.question import Question, Scope
from dashboard.render import export, figure_parts, panes
from dashboard.render.figure_parts import ABOUT, CHART, TABLE

PAGES = sorted((paths.ROOT / "pages").glob("*.py"))
MODULES = sorted((paths.ROOT / "dashboard").rglob("*.py"))
QUERIES = sorted(
    path.relative_to(paths.QUERIES).with_suffix("").as_posix()
    for path in paths.QUERIES.glob("*.sql")
)

# The kinds of Plotly that charts are made of: a part of Plotly has them.
KINDS = {"bar", "heatmap", "scatter"}
# For each parameter besides years and majors: what a page may bind to it.
PARAMETERS: dict[str, list[Any]] = {
    "indicators": [
        ["match_rate_pct", "graduates"],
        ["programme_students", "digital_media_students_prose"],
        ["fitness_grade_share_pct", "myopia_rate_pct", "aid_recipients"],
        ["form2_students_satisfaction_pct"],  # nothing but blanks
        ["form5_schools_abroad"],  # nothing but dashes
        [],
    ],
    "list": ["fitness", "vision"],
    "lists": [["fitness", "graduates"]],
    # Figures of a list that is looked at before it is published, a list a column.
    "list_indicators": [["fitness_good_rate_pct", "graduates"]],
    "list_periods": [["2023年", "2024届"]],
    "list_majors": [[None, None]],
    "list_categories": [[None, None]],
    "list_values": [[17.71, 600.0]],
    "group": ["", "高一"],
    "newest": [0, 1],
    "period_type": ["", "term"],
    "lines": ["", "major"],
    "alone": ["", "春季"],
    "calculation": ["change", "share", "ratio"],
    "base_year": [2022],
    "official_table": [f"附表{n}" for n in range(1, 7)],
    "challenge": [str(n) for n in range(1, 5)],
    "chapter": [*range(10), -1],
    "edition": [2024],
    "severity": ["", "错误"],
    "kind": ["", "必填而空白"],
    "opened": ["", "no_such_finding"],
    "verdict": ["", "不属实"],
    "address": ["explorer?years=2023&years=2024&indicator="],
    "card": ["myopia_rate_pct", "programme_students", "graduates:没有的类别"],
    "wanted": ["", "近视", "附表3", "100%_'\\"],
}


def _texts(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


def _trees() -> Iterator[ast.Module]:
    for path in (*PAGES, *MODULES):
        yield ast.parse(path.read_text(encoding="utf-8"), path.name)


def named_queries() -> set[str]:
    """Return the queries that any page or module names, for whatever purpose."""
    return {text for tree in _trees() for text in _texts(tree)} & set(QUERIES)


def shown_queries() -> set[str]:
    """Return the queries that are drawn as a figure with chart, table and definition."""
    return {name for name in QUERIES if not question.load(name).is_inner}


def bindings(name: str) -> Iterator[dict[str, Any]]:
    """Every way in which a page may bind what a query asks for besides the filters."""
    own = sorted(question.load(name).parameters - {"year_from", "year_to", "majors"})
    for values in itertools.product(*(PARAMETERS[parameter] for parameter in own)):
        yield dict(zip(own, values, strict=True))


def draw(name: str, scope: Scope, values: dict[str, Any]) -> None:
    """Make of an answer all that a figure on a page makes of it, and look at the charts."""
    asked = Question.of(name, scope, **values)
    frame = asked.answer()
    assert len(export.to_csv(frame).decode("utf-8-sig").splitlines()) > len(frame)
    has_chart = asked.query.chart and not panes.gaps(asked)
    for view in (CHART, TABLE, ABOUT) if has_chart else (TABLE, ABOUT):
        parts = figure_parts.parts(asked, view)
        assert bool(parts) != frame.empty
        for part in parts:
            if part.chart:
                kinds = {trace["type"] for trace in json.loads(part.chart.sent)["data"]}
                assert kinds
                assert kinds <= KINDS
            else:
                assert part.html.startswith("<")
