"""Every page, run as a visitor's session runs it, under filters that people set or type.

The pages come from a glob, so a new one is covered the day it appears. What they look like is
tested with a browser (tests/browser); here it is that they say what they should, in Chinese.
"""

import io
import re
import zipfile
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import paths
from dashboard.contract.codes import CHAPTER_PAGES, CHAPTERS
from dashboard.text import plain
from dashboard.ui import page
from tests.amount import exhaustively
from tests.asking import PAGES, QUERIES, named_queries
from tests.session import APP, FIRST, check, elements, opened, said

NAMES = [path.name for path in PAGES]
FILTERED = [name for name in NAMES if name not in ("entry.py", "history.py")]  # of figures


@pytest.fixture(scope="module")
def span(school: Path) -> tuple[str, str, str]:
    """Return the first year of the data, the last but one and the last."""
    with duckdb.connect(school, read_only=True) as data:
        years = data.execute("select distinct year from observation order by year").fetchall()
    return str(years[0][0]), str(years[-2][0]), str(years[-1][0])


# --- every page under every filter ----------------------------------------------------------------


# One of each kind: cards and sentences, charts, forms, what is chosen, what is found.
KINDS = ("overview.py", "training.py", "forms.py", "explorer.py", "audit.py")


@pytest.mark.parametrize(
    "name", [*KINDS, *exhaustively(*(name for name in NAMES if name not in KINDS))]
)
def test_page_with_charts_then_tables_then_definitions(name: str, school: Path) -> None:
    app = opened(name)
    check(app)
    assert not app.warning
    charts = sum(element.type == "plotly_chart" for element in elements(app._tree))
    for view in ("表", "说明"):
        for group in app.button_group:
            if str(group.key).startswith("view-"):
                group.set_value(view)
        check(app.run())
        left = sum(element.type == "plotly_chart" for element in elements(app._tree))
        assert left < charts or not charts


@pytest.mark.parametrize("name", FILTERED)
@pytest.mark.parametrize(
    "majors",
    [["计算机应用", "会计事务", "大数据技术应用"], *exhaustively(["会计事务"])],
    ids=["three", "one"],
)
def test_page_for_majors(name: str, majors: list[str], school: Path) -> None:
    app = opened(name, major=majors)
    check(app)
    assert app.multiselect(key="major").value == majors
    assert not app.warning


@pytest.mark.parametrize("name", FILTERED)
@pytest.mark.parametrize("kind", ["nothing", *exhaustively("narrow")])
def test_page_for_years(name: str, kind: str, school: Path, span: tuple[str, str, str]) -> None:
    first, before, last = span
    # In the first year there is a single figure, and it is of another major than the one chosen.
    years, majors = ([before, last], []) if kind == "narrow" else ([first, first], ["会计事务"])
    app = opened(name, years=years, major=majors)
    check(app)
    assert list(app.select_slider(key="years").value) == [int(year) for year in years]
    assert not app.warning


@pytest.mark.parametrize("name", [FIRST, "training.py"])
@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("years", ["1066", "1492"]),
        ("years", ["abc"]),
        ("years", ["2023"]),
        ("major", ["<script>alert(1)</script>"]),
        ("major", ["会计事务", "没有的专业"]),
    ],
)
def test_page_at_an_address_that_makes_no_sense(
    name: str, key: str, values: list[str], school: Path
) -> None:
    app = opened(name, **{key: values})
    assert not app.exception
    assert len(app.title) == 1
    assert "无法识别，已忽略" in app.warning[0].value
    assert plain(values[-1]) in app.warning[0].value


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        (["会计事务专业"], ["会计事务"]),  # listed as another spelling
        (["会 计事务", "计算机应用"], ["会计事务", "计算机应用"]),
        (["会计", "会计事务"], ["会计事务"]),
    ],
)
def test_a_former_name_in_an_address_leads_to_the_major(
    asked: list[str], meant: list[str], school: Path
) -> None:
    app = opened("training.py", major=asked)
    check(app)
    assert app.multiselect(key="major").value == meant
    assert app.query_params["major"] in (meant, *meant)
    assert not app.warning


def test_filters_stay_from_page_to_page(school: Path, span: tuple[str, str, str]) -> None:
    app = opened("training.py", years=list(span[1:]), major=["会计事务"])
    for name in ("policy.py", "forms.py", "training.py"):
        app.switch_page(f"pages/{name}").run()
        check(app)
        assert app.multiselect(key="major").value == ["会计事务"]
        assert [str(year) for year in app.select_slider(key="years").value] == list(span[1:])


# --- the explorer ---------------------------------------------------------------------------------


def test_explorer_opens_what_the_address_names(school: Path) -> None:
    app = opened("explorer.py", indicator=["myopia_rate_pct", "fitness_pass_rate_pct"])
    check(app)
    assert any(element.type == "plotly_chart" for element in elements(app._tree))
    assert {"近视率", "体质健康合格率"} <= {word.split(" · ")[-1] for word in said(app)}


def test_explorer_says_which_codes_it_does_not_know(school: Path) -> None:
    app = opened("explorer.py", indicator=["no_such_code", "myopia_rate_pct"])
    assert not app.exception
    assert plain("no_such_code") in app.warning[0].value


# --- the audit ------------------------------------------------------------------------------------


def shown(app: AppTest) -> str:
    """Return the list of findings as it is on the screen."""
    bodies = [str(getattr(e.proto, "body", "")) for e in elements(app._tree)]
    return next(body for body in bodies if 'class="findings">' in body)


@pytest.fixture(scope="module")
def hint(school: Path) -> str:
    """Return the number of a finding that the list folds away."""
    with duckdb.connect(school, read_only=True) as data:
        row = data.execute("select max(finding) from finding where severity = '提示'").fetchone()
    assert row
    return str(row[0])


def test_audit_opens_the_finding_that_the_address_names_whatever_the_filters(
    hint: str, school: Path, span: tuple[str, str, str]
) -> None:
    app = opened("audit.py", finding=[hint], severity=["错误"], years=[span[0], span[0]])
    check(app)
    assert not app.warning
    found = re.search(r'<details class="finding opened" open>.*?</details>', shown(app), re.DOTALL)
    assert found
    assert f"audit?finding={hint}" in found[0]


def test_audit_says_when_a_finding_is_no_longer_there(school: Path) -> None:
    app = opened("audit.py", finding=["00000000"])
    check(app)
    assert "00000000" in app.warning[0].value


def test_audit_is_narrowed_by_severity_chapter_and_kind(school: Path) -> None:
    address = {"severity": ["错误"], "chapter": ["二 人才培养"], "kind": ["分项合计与总数"]}
    app = opened("audit.py", **address)
    check(app)
    text = shown(app)
    assert set(re.findall("<h5>(.*?)</h5>", text)) == {"二 人才培养"}
    assert set(re.findall('class="mark ([^"]+)"', text)) == {"error"}
    with duckdb.connect(school, read_only=True) as data:
        row = data.execute(
            "select count(*) from finding where check_id = 'parts_and_total'"
            " and severity = '错误' and chapter = 2"
        ).fetchone()
    assert row
    assert text.count('<details class="finding">') == row[0] > 1


@pytest.mark.parametrize("number", CHAPTERS)
def test_a_chapter_says_what_the_audit_found_in_it(number: int, school: Path) -> None:
    app = opened(f"{CHAPTER_PAGES[number]}.py")
    assert app.title[0].value == CHAPTERS[number]
    with duckdb.connect(school, read_only=True) as data:
        row = data.execute(
            "select count(*) from finding where severity = '错误' and chapter = ?", [number]
        ).fetchone()
    assert row
    line = next(word for word in said(app) if word.startswith("本章核查："))
    assert (f"错误 {row[0]}" in line) == bool(row[0])


# --- without data ---------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [None, b"damaged"], ids=["missing", "damaged"])
def test_without_data_a_calm_word(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "DATABASE", tmp_path / "school.duckdb")
    if content:
        paths.DATABASE.write_bytes(content)
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not app.exception
    assert len(app.error) == 1
    assert r"python \-m dashboard build" in app.error[0].value


# --- the page's own download ----------------------------------------------------------------------


@pytest.mark.parametrize("name", FILTERED)
def test_download_holds_every_figure_of_the_page(name: str, school: Path) -> None:
    address = {"indicator": ["myopia_rate_pct"]} if name == "explorer.py" else {}
    app = opened(name, **address)
    shown = app.session_state[page._FIGURES]
    assert shown
    packed = page._zip(app.title[0].value, shown)()
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        names = archive.namelist()
        assert len(set(names)) == len(shown)
        for entry in names:
            assert entry.endswith(".csv")
            assert archive.read(entry).startswith(b"\xef\xbb\xbf")


# --- the files ------------------------------------------------------------------------------------


def test_every_query_is_used() -> None:
    unused = set(QUERIES) - named_queries()
    assert unused == set()


@pytest.mark.parametrize("path", [*PAGES, APP], ids=lambda path: path.name)
def test_page_is_composition_only(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 60
    assert not re.search(r"(?i)\bselect\b[^\n]*\bfrom\b|\bwhere\b.*=|import (pandas|duckdb)", text)
    assert not re.search(r"(?<!\d)(19|20)\d\d(?!\d)", text)  # years come from the data
