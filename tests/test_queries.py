"""Every query file, run on the real figures under every filter; none is named here.

A query added tomorrow is covered the day it appears. One that takes a parameter of a new name
needs a line in PARAMETERS, and fails until it has one.
"""

import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard import paths
from dashboard.query import question
from dashboard.query.question import Scope
from dashboard.render import charts, tables
from dashboard.sql_header import QueryHeaderError
from tests.amount import exhaustively
from tests.asking import QUERIES, bindings, draw, shown_queries

# What a chart and the words under it need to know about each figure.
FIGURE = {
    *("indicator", "indicator_name", "period", "major", "category", "value", "unit", "status"),
    *("source", "page", "note", "decimals", "category_label"),
}
PLACE = re.compile(r"附表\d|[图表]\d+-\d+|案例\d|前言")
UNIT = re.compile("(?!.*(各|标准)).")  # not: each row has its own, or per cent of a standard

SHOWN = sorted(shown_queries())


@pytest.fixture(scope="module", params=["some filters", *exhaustively("every filter")])
def scopes(request: pytest.FixtureRequest, every_scope: list[Scope]) -> list[Scope]:
    """Take all filters, or one of each kind: none, every major, one in one year, an empty one."""
    return every_scope if request.param == "every filter" else every_scope[:1] + every_scope[-3:]


@pytest.fixture(scope="module")
def every_scope(school: Path) -> list[Scope]:
    """Every kind of filter a reader can set, the first being none at all, the last an empty one."""
    with duckdb.connect(school, read_only=True) as data:
        found = data.execute("select distinct year from observation order by year").fetchall()
        majors = [major for (major,) in data.execute("select major from major").fetchall()]
    years = [year for (year,) in found]
    first, last = years[0], years[-1]
    return [
        Scope(first, last),
        *(Scope(year, year) for year in years),
        Scope(last - 1, last),
        *(Scope(first, last, (major,)) for major in majors),
        Scope(first, last, tuple(majors[:2])),
        Scope(first, last, tuple(majors)),
        Scope(last, last, (majors[0],)),
        Scope(first - 9, first - 1),
    ]


def asked_for(name: str, scopes: list[Scope]) -> Iterator[tuple[Scope, dict[str, Any]]]:
    """Yield every filter for a query, and whatever else may be bound to it."""
    narrows = question.load(name).parameters & {"year_from", "year_to", "majors"}
    for number, values in enumerate(bindings(name)):
        for scope in scopes[:: len(scopes) - 1] if number else scopes if narrows else scopes[:1]:
            yield scope, values


@pytest.fixture(scope="module")
def cells(school: Path) -> int:
    """Return how many figures there are; an answer of more rows joins what does not belong."""
    with duckdb.connect(school, read_only=True) as data:
        return max(len(data.table(name)) for name in ("observation", "latest_figure"))


@pytest.fixture(scope="module")
def known(school: Path) -> set[str]:
    with duckdb.connect(school, read_only=True) as data:
        return {code for (code,) in data.execute("select indicator from indicator").fetchall()}


@pytest.mark.parametrize("name", QUERIES)
def test_answer_is_as_declared_under_every_filter(
    name: str, school: Path, scopes: list[Scope], known: set[str], cells: int
) -> None:
    asked = question.load(name)
    columns: list[str] = []
    sources: set[str] = set()
    for scope, values in asked_for(name, scopes):
        frame = question.run(name, scope, **values)
        columns = columns or list(frame.columns)
        assert list(frame.columns) == columns
        assert len(set(columns)) == len(columns)
        assert set(asked.key) <= set(columns)
        assert not frame.duplicated(list(asked.key)).any()
        assert len(frame) <= cells
        if "indicator" in frame:
            assert set(frame["indicator"].dropna()) <= known
        if {"status", "value"} <= set(columns):
            empty = frame["status"].isin(["O", "M"])
            assert frame.loc[empty, "value"].isna().all()
            assert frame.loc[~empty, "value"].notna().all()
        if "unit" in frame and UNIT.match(asked.unit):
            assert set(frame["unit"].dropna()) <= set(asked.unit.split("；"))
        if "source" in frame:
            sources.update(frame["source"].dropna())
    if "source" in columns:
        found = {place for text in sources for place in PLACE.findall(text)}
        assert set(PLACE.findall(asked.source)) <= found


@pytest.mark.parametrize("name", SHOWN)
def test_answer_is_drawn_listed_and_exported(name: str, school: Path, scopes: list[Scope]) -> None:
    """As dashboard.ui.figure does, for each different answer."""
    asked = question.load(name)
    assert not asked.chart or asked.chart[0] in charts.KINDS
    assert asked.table[0] in tables.LAYOUTS
    seen = set()
    for scope, values in asked_for(name, scopes):
        answer = pickle.dumps(question.run(name, scope, **values))
        if answer not in seen:
            draw(name, scope, values)
        seen.add(answer)


@pytest.mark.parametrize("name", [name for name in SHOWN if question.load(name).chart])
def test_what_is_drawn_says_everything_about_itself(
    name: str, school: Path, scopes: list[Scope]
) -> None:
    kind, *split = question.load(name).chart
    values = next(bindings(name))
    frame = question.run(name, scopes[0], **values)
    assert set(split) <= set(frame.columns)
    if kind != "heatmap":  # counts facts, not figures
        assert FIGURE <= set(frame.columns)


# --- the files themselves -------------------------------------------------------------------------


@pytest.mark.parametrize("name", SHOWN)
def test_no_value_is_taken_away_without_unit_status_and_source(
    name: str, school: Path, scopes: list[Scope]
) -> None:
    frame = question.run(name, scopes[0], **next(bindings(name)))
    if "value" in frame:
        assert {"unit", "status", "source"} <= set(frame.columns)


# What the audit says nothing of: facts and lines that are counted, the school's own lists. And what
# the office is asked about, hands in or has cited, which stands beside what was found of it.
NOT_AUDITED = {"calendar", "coverage", "honours_by_level"}
NOT_AUDITED |= {"of_list", "of_list_classes", "of_list_groups"}
ASKED_ABOUT = {"figures_now", "figures_of_edition", "form_of_edition", "jumps", "moves"}
DOUBT = {"finding", "cause", "doubt", "corrected", "is_doubted"}


@pytest.mark.parametrize("name", QUERIES)
def test_no_figure_goes_without_what_is_doubted_of_it(name: str, school: Path) -> None:
    columns = {*question.run(name, Scope(1900, 2100), **next(bindings(name)))}
    if "value" not in columns or name.startswith("export_"):
        assert name not in NOT_AUDITED | ASKED_ABOUT
    elif name not in ASKED_ABOUT:
        assert (columns >= DOUBT) == (name not in NOT_AUDITED)


@pytest.mark.parametrize("name", QUERIES)
def test_file_is_short_says_what_it_is_and_takes_values_as_parameters_only(name: str) -> None:
    asked = question.load(name)
    said = "".join((asked.sql, asked.title, asked.unit, asked.description, asked.source))
    assert not re.search(r"(?<!\d)(19|20)\d\d(?!\d)", said)  # it would have to be edited each year
    assert "?" not in asked.sql
    assert ";" not in asked.sql.replace("';'", "")
    text = (paths.QUERIES / f"{name}.sql").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 70
    for words in (asked.title, asked.description, asked.source):
        assert re.search("[一-鿿]", words)
    assert asked.description.endswith("。")
    assert not asked.title.endswith(("）", "。"))  # its unit stands beside it; it is no sentence


def test_titles_tell_queries_apart_on_a_page() -> None:
    titles = [question.load(name).title for name in SHOWN if question.load(name).chart]
    assert sorted(titles) == sorted(set(titles))


GOOD = """\
-- title: 虚构
-- unit: %
-- description: 说明的
--   第二行。
-- key: indicator, period
-- source: 图2-5
select * from figures(['made_up'], $year_from, $year_to, $majors) -- why
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(paths, "QUERIES", tmp_path)
    question.load.cache_clear()
    yield tmp_path
    question.load.cache_clear()


def test_header_is_read(folder: Path) -> None:
    (folder / "made_up.sql").write_text(GOOD, encoding="utf-8")
    asked = question.load("made_up")
    assert (asked.title, asked.unit, asked.source) == ("虚构", "%", "图2-5")
    assert asked.description == "说明的第二行。"
    assert asked.key == ("indicator", "period")
    assert asked.parameters == {"year_from", "year_to", "majors"}
    assert asked.chart == ()


@pytest.mark.parametrize(
    ("there", "instead", "said"),
    [
        ("-- title: 虚构\n", "", "lacks title"),
        ("-- unit: %\n", "", "lacks unit"),
        ("-- description: 说明的\n--   第二行。\n", "-- description:\n", "lacks description"),
        ("-- key: indicator, period\n", "", "lacks key"),
        ("-- source: 图2-5\n", "", "lacks source"),
        ("-- source:", "-- soruce:", "lacks source"),
        ("-- unit: %\n", "-- unit: %\n-- colour: red\n", "unknown header colour"),
        (GOOD, "select 1\n", "lacks title, unit, description, key, source"),
    ],
)
def test_broken_header_is_refused(folder: Path, there: str, instead: str, said: str) -> None:
    assert there in GOOD
    (folder / "made_up.sql").write_text(GOOD.replace(there, instead), encoding="utf-8")
    with pytest.raises(QueryHeaderError, match=re.escape(said)) as raised:
        question.load("made_up")
    assert "queries/made_up.sql" in str(raised.value)


def test_unit_may_be_empty_but_must_be_said(folder: Path) -> None:
    (folder / "made_up.sql").write_text(GOOD.replace("unit: %", "unit:"), encoding="utf-8")
    assert question.load("made_up").unit == ""


def test_unknown_query(school: Path) -> None:
    with pytest.raises(OSError, match="no_such_query"):
        question.load("no_such_query")


def test_a_parameter_left_out_is_an_error_not_a_guess(school: Path) -> None:
    with pytest.raises(KeyError, match="indicators"):
        question.run("headline", Scope(1900, 2100))


def test_nobody_can_spoil_the_answer_of_another(school: Path) -> None:
    everything = Scope(1900, 2100)
    first = question.run("fitness_rates", everything)
    first.loc[:, "value"] = 0.0
    first["unit"] = "spoilt"
    again = question.run("fitness_rates", everything)
    assert again["value"].min() > 1
    assert set(again["unit"]) == {"%"}


def test_values_are_bound_and_never_read_as_sql(school: Path) -> None:
    attack = "'; drop table observation; --"
    assert question.run("headline", Scope(1900, 2100, (attack,)), indicators=[attack]).empty
    assert not question.run("fitness_rates", Scope(1900, 2100, (attack,))).empty
