"""Every page, run as a visitor's session runs it, under filters that people set or type.

The pages come from a glob, so a new one is covered the day it appears. What they look like is
tested with a browser (tests/browser); here it is that they say what they should, in Chinese.
"""

import html
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import duckdb
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import paths
from dashboard.contract.codes import CHAPTER_PAGES, CHAPTERS
from dashboard.query import question
from dashboard.query.question import Scope
from dashboard.text import plain
from dashboard.ui import page, screen
from dashboard.ui.parts import EVERY
from tests.amount import exhaustive, exhaustively
from tests.asking import PAGES, QUERIES, named_queries
from tests.session import APP, FIRST, charts, check, elements, opened, said

NAMES = [path.name for path in PAGES]
UNFILTERED = ("entry.py", "history.py", "cite.py", "meeting.py")
FILTERED = [name for name in NAMES if name not in UNFILTERED]


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
    app = opened(name, part=[EVERY])
    check(app)
    assert not app.warning
    drawn = len(charts(app))
    for view in ("表", "说明"):
        for group in app.button_group:
            if str(group.key).startswith("chosen-view-"):
                group.set_value(view)
        check(app.run())
        assert len(charts(app)) < drawn or not drawn


@pytest.mark.parametrize("name", FILTERED)
@pytest.mark.parametrize(
    "majors",
    [["计算机应用", "会计事务", "大数据技术应用"], *exhaustively(["会计事务"])],
    ids=["three", "one"],
)
def test_page_for_majors(name: str, majors: list[str], school: Path) -> None:
    app = opened(name, major=majors, part=[EVERY])
    check(app)
    assert app.multiselect(key="major").value == majors
    assert not app.warning


@pytest.mark.parametrize("name", FILTERED)
@pytest.mark.parametrize("kind", ["nothing", *exhaustively("narrow")])
def test_page_for_years(name: str, kind: str, school: Path, span: tuple[str, str, str]) -> None:
    first, before, last = span
    # In the first year there is a single figure, and it is of another major than the one chosen.
    years, majors = ([before, last], []) if kind == "narrow" else ([first, first], ["会计事务"])
    app = opened(name, years=years, major=majors, part=[EVERY])
    check(app)
    assert list(app.select_slider(key="years").value) == [int(year) for year in years]
    assert not app.warning


@pytest.mark.parametrize("name", [FIRST, "training.py"])
@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("years", ["abc"]),
        ("years", ["2022", "20 23"]),
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


# --- the parts of a page --------------------------------------------------------------------------


def headings(app: AppTest) -> list[str]:
    return [heading.value for heading in app.subheader]


@pytest.fixture
def asked(school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return a set that fills with the names of the queries asked, of a file not asked before."""
    monkeypatch.setattr(paths, "DATABASE", Path(shutil.copy(school, tmp_path)))
    names: set[str] = set()
    run = question.run

    def noted(name: str, scope: Scope | None = None, **values: Any) -> pd.DataFrame:
        names.add(name)
        return run(name, scope, **values)

    monkeypatch.setattr(question, "run", noted)
    return names


def test_only_the_part_shown_is_asked_and_drawn(asked: set[str]) -> None:
    app = opened("training.py", part=["视力"])
    check(app)
    assert headings(app) == ["视力"]
    assert {"myopia_rates", "myopia_screened"} <= asked
    assert not asked & {"fitness_grades", "graduate_destinations", "clubs", "calendar"}
    assert len(charts(app)) == 2


def test_the_first_part_stands_for_none_and_every_part_can_be_shown(school: Path) -> None:
    first, *others = headings(opened("training.py", part=[EVERY]))
    assert headings(opened("training.py")) == [first]
    assert len(others) > 3


def test_a_link_that_names_an_indicator_opens_the_part_that_shows_it(school: Path) -> None:
    app = opened("training.py", showing=["myopia_rate_pct"])
    check(app)
    assert headings(app) == ["视力"]
    assert {*app.query_params} == {"part"}


def test_a_card_of_a_part_counts_as_showing_its_indicator(school: Path) -> None:
    assert headings(opened("profile.py", showing=["campuses"])) == ["学校与校舍"]


def test_what_no_part_of_a_page_shows_opens_in_the_explorer(school: Path) -> None:
    app = opened("training.py", showing=["myopia_rate_prose_pct"])
    check(app)
    assert app.title[0].value == "指标探索"
    assert charts(app)
    app = opened("training.py", showing=["no_such"])
    assert plain("no_such") in app.warning[0].value


@exhaustive
@pytest.mark.parametrize("number", CHAPTERS)
def test_whatever_is_printed_has_a_place_that_its_link_opens(number: int, school: Path) -> None:
    known = question.run("indicator_choices")
    codes = list(known.loc[known["chapter"] == number, "indicator"])
    assert codes or number in (5, 9)  # chapters of prose
    for code in codes:
        app = opened(f"{CHAPTER_PAGES[number]}.py", showing=[code])
        check(app)
        assert not app.warning
        assert {*app.query_params} in ({"part"}, {"indicator"}), code


def links(app: AppTest) -> list[str]:
    """Return the links but for those that cite a figure: these say themselves what it is of."""
    bodies = (str(getattr(e.proto, "body", "")) for e in elements(app._tree))
    found = (html.unescape(link) for body in bodies for link in re.findall('href="([^"]+)"', body))
    return [link for link in found if not link.startswith("cite?")]


def test_links_to_other_pages_keep_the_filters(school: Path, span: tuple[str, str, str]) -> None:
    app = opened(FIRST, years=list(span[1:]), major=["会计事务"])
    found = links(app)
    assert {link.partition("?")[0] for link in found} > {"audit", "training", "profile"}
    for link in found:
        asked = parse_qs(urlsplit(link).query)
        assert asked["years"] == list(span[1:])
        assert asked["major"] == ["会计事务"]
        assert asked.keys() & {"showing", "finding"}
    assert not [link for link in links(opened(FIRST)) if "major=" in link or "years=" in link]


@pytest.mark.parametrize(
    ("page", "part", "shown"),
    [
        ("audit.py", "对照标准", {"form3_senior_title_teachers_pct", "land_area_m2"}),
        ("audit.py", "正文的说法", {"myopia_rate_pct"}),
        ("audit.py", "核查发现", {"fitness_excellent_rate_prose_pct"}),
        ("overview.py", "要点", {"myopia_rate_pct", "form3_senior_title_teachers_pct"}),
        ("overview.py", "各专业", {"programme_students"}),
        ("challenges.py", "1 办学条件", {"funding_10k_yuan"}),
    ],
)
def test_a_figure_named_leads_to_the_part_that_shows_it(
    page: str, part: str, shown: set[str], school: Path
) -> None:
    found = {
        asked["showing"][0]
        for link in links(opened(page, part=[part]))
        if "showing" in (asked := parse_qs(urlsplit(link).query))
    }
    assert shown <= found


def test_a_part_that_there_is_not_is_named_and_ignored(school: Path) -> None:
    app = opened("training.py", part=["<b>没有的部分</b>"])
    assert headings(app) == headings(opened("training.py"))
    assert [warning.value for warning in app.warning] == [
        f"网址中的部分无法识别，已忽略：{plain('<b>没有的部分</b>')}"
    ]


def test_what_says_nothing_of_the_majors_chosen_folds_into_one_line(school: Path) -> None:
    app = opened("development.py", part=["教师队伍"], major=["会计事务"])
    check(app)
    assert not charts(app)
    told = "其余 3 项报告未分专业：双师型与高级职称教师比例、教师获奖：按级别、教师获奖：按等次。"
    assert told in said(app)
    app.button(key="whole-教师队伍").click()
    check(app.run())
    assert app.query_params["whole"] in ("1", ["1"])
    assert charts(app)
    app.button(key="whole-教师队伍").click()
    check(app.run())
    assert not charts(app)


@pytest.mark.parametrize(
    ("page", "part", "told"),
    [
        ("training.py", "毕业生", "本部分 4 项报告未分专业，照样列出。"),
        ("service.py", "技术服务", "本部分报告未分专业，照样列出。"),
    ],
)
def test_a_part_of_the_whole_school_alone_is_shown_and_says_so_once(
    page: str, part: str, told: str, school: Path
) -> None:
    app = opened(page, part=[part], major=["会计事务"])
    check(app)
    assert any(str(group.key).startswith("chosen-view-") for group in app.button_group)
    assert not [button for button in app.button if str(button.key).startswith("whole-")]
    words = [word for word in said(app) if "照样列出" in word or "未按专业填报" in word]
    assert words == [told]


def test_several_majors_stand_on_each_card_and_the_whole_school_on_the_others(
    school: Path,
) -> None:
    majors = ["会计事务", "数字媒体技术应用"]
    app = opened("development.py", major=majors)
    check(app)
    markup = next(str(e.proto.body) for e in app.get("html") if 'class="cards"' in e.proto.body)
    found = markup.split('<div class="card">')[1:]
    whose = [re.findall('<div class="card-name">(\\w+)</div>', one) for one in found]
    assert whose[:2] == [majors, majors]
    assert len(whose) > 2
    assert not any(whose[2:])
    assert ["全校 · " in one for one in found] == [False, False, *[True] * len(found[2:])]


def test_a_part_outlives_a_change_of_filters_and_of_view(school: Path) -> None:
    app = opened("training.py", part=["视力"])
    app.multiselect(key="major").set_value(["会计事务"])
    app.button_group(key="chosen-view-myopia_rates").set_value("表")
    check(app.run())
    assert headings(app) == ["视力"]
    assert app.query_params["view-myopia_rates"] in ("表", ["表"])
    app.button_group(key="chosen-part").set_value("学生资助")
    check(app.run())
    assert headings(app) == ["学生资助"]
    assert app.multiselect(key="major").value == ["会计事务"]


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        (("1066", "1492"), ("first", "first")),
        (("1066", "9999"), ("first", "last")),
        (("first", "9999"), ("first", "last")),
        (("9998", "9999"), ("last", "last")),
    ],
)
def test_years_without_data_are_narrowed_to_those_with_and_it_is_said(
    wanted: tuple[str, str], shown: tuple[str, str], school: Path, span: tuple[str, str, str]
) -> None:
    ends = {"first": span[0], "last": span[-1]}
    app = opened("training.py", years=[ends.get(year, year) for year in wanted])
    check(app)
    assert list(app.select_slider(key="years").value) == [int(ends[year]) for year in shown]
    assert "有数据，所示为" in app.warning[0].value
    assert not app.run().warning


@pytest.mark.parametrize(
    ("page", "part", "told"),
    [
        ("training.py", "满意度", "各方满意度（24 格都未填）、满意度调查人数（12 格都未填）"),
        ("service.py", "国际影响", "附表5 国际影响表（34 格都填“-”）"),
        ("forms.py", "附表5 国际影响表", "附表5 国际影响表（34 格都填“-”）"),
    ],
)
def test_what_is_empty_is_a_sentence_and_no_frame(
    page: str, part: str, told: str, school: Path
) -> None:
    app = opened(page, part=[part])
    check(app)
    assert plain(f"报告里空缺：{told}。") in said(app)
    assert not [group for group in app.button_group if str(group.key).startswith("chosen-view-")]


def test_figures_beyond_the_years_chosen_are_a_sentence(
    school: Path, span: tuple[str, str, str]
) -> None:
    app = opened("training.py", years=[span[0], span[0]])
    check(app)
    words = next(text for text in said(app) if "内没有：" in text)
    assert words.startswith(f"所选范围（{span[0]}年，全校）内没有：体质健康测试等级构成、")
    assert not app.info


# --- the explorer ---------------------------------------------------------------------------------


def test_explorer_opens_what_the_address_names(school: Path) -> None:
    app = opened("explorer.py", indicator=["myopia_rate_pct", "fitness_pass_rate_pct"])
    check(app)
    assert charts(app)
    assert {"近视率", "体质健康合格率"} <= {word.split(" · ")[-1] for word in said(app)}


def test_explorer_names_what_has_no_number_below_the_choice(school: Path) -> None:
    app = opened("explorer.py", indicator=["form5_international_students"])
    check(app)
    words = said(app)
    told = words.index(plain("报告里空缺：所选指标的全部数值（2 格都填“-”）。"))
    assert told > next(n for n, word in enumerate(words) if "例如：" in word)
    assert not app.expander


def test_explorer_says_which_codes_it_does_not_know(school: Path) -> None:
    app = opened("explorer.py", indicator=["no_such_code", "myopia_rate_pct"])
    assert not app.exception
    assert plain("no_such_code") in app.warning[0].value


def test_explorer_works_out_what_the_address_asks(school: Path) -> None:
    app = opened(
        "explorer.py",
        indicator=["myopia_rate_pct"],
        calc=["change"],
        base=["2021"],
        series=["term"],
    )
    check(app)
    assert not app.warning
    keys = ("calc", "base", "series")
    assert [app.selectbox(key=f"chosen-{key}").value for key in keys] == ["change", "2021", "term"]
    assert plain("由看板计算：本期 − 2021年，百分数相减得百分点；其间口径有变的不相减。") in said(
        app
    )
    app.selectbox(key="chosen-calc").set_value("rank")
    app.selectbox(key="chosen-series").set_value("")
    check(app.run())
    assert app.query_params["calc"] in ("rank", ["rank"])
    assert "series" not in app.query_params


def test_explorer_shows_one_term_alone(school: Path) -> None:
    address = {"indicator": ["myopia_rate_pct"], "series": ["term"]}
    app = opened("explorer.py", **address, only=["秋季"])
    check(app)
    assert not app.warning
    assert app.selectbox(key="chosen-only").value == "秋季"
    assert any("近视率（秋季）" in word for word in said(app))
    app = opened("explorer.py", **address, only=["夏季"])
    assert any("网址中的“只看”无法识别" in box.value for box in app.warning)


def test_explorer_keeps_what_is_worked_out_over_a_change_of_page(school: Path) -> None:
    address = {
        "indicator": ["myopia_rate_pct"],
        "calc": ["change"],
        "base": ["2021"],
        "series": ["term"],
        "only": ["秋季"],
    }
    app = opened("explorer.py", **address)
    app.switch_page("pages/profile.py").run()
    app.query_params.clear()  # as a browser does
    app.switch_page("pages/explorer.py").run()
    check(app)
    back = {key: app.query_params.get(key) for key in address}
    assert back in ({key: one[0] for key, one in address.items()}, address)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ({"calc": ["no_such"]}, "网址中的“看什么”无法识别，已忽略"),
        ({"series": ["no_such"]}, "网址中的“怎样分”无法识别，已忽略"),
        ({"calc": ["index"], "base": ["1492"]}, "网址中的“基年”无法识别，已忽略"),
        ({"series": ["major"]}, "没有分专业的数"),
        ({"calc": ["ratio"]}, "要选两个指标"),
        ({"calc": ["share"]}, "本身就是比率"),
    ],
)
def test_explorer_says_what_it_cannot_do(
    address: dict[str, list[str]], words: str, school: Path
) -> None:
    app = opened("explorer.py", indicator=["myopia_rate_pct"], **address)
    assert not app.exception
    boxes = [box.value for box in (*app.warning, *app.info, *app.caption)]
    assert any(plain(words) in text or words in text for text in boxes)


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
            """
            select count(distinct cause) from finding_of_cause
            where cause_severity = '错误' and chapter = ?
            """,
            [number],
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
def test_download_holds_every_figure_of_the_page_whichever_part_is_shown(
    name: str, school: Path
) -> None:
    address = {"indicator": ["myopia_rate_pct"]} if name == "explorer.py" else {}
    whole = opened(name, part=[EVERY], **address)
    drawn = [
        element.proto.id
        for element in elements(whole._tree)
        if element.type == "download_button" and "-csv-" in element.proto.id
    ]
    app = opened(name, **address)
    packed = page._zip(app.title[0].value, app.session_state[page._FIGURES])()
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        names = archive.namelist()
        assert len(set(names)) == len(names) >= len(drawn) > 0
        for entry in names:
            assert entry.endswith(".csv")
            assert archive.read(entry).startswith(b"\xef\xbb\xbf")
    everything = page._zip(whole.title[0].value, whole.session_state[page._FIGURES])()
    with zipfile.ZipFile(io.BytesIO(everything)) as archive:
        assert {*archive.namelist()} == {*names}


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


# --- turns ----------------------------------------------------------------------------------------


def test_pages_take_a_turn_and_the_office_waits_for_nobody(
    school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = []

    @contextmanager
    def turn() -> Iterator[None]:
        noted.append("taken")
        yield
        noted.append("given back")

    monkeypatch.setattr(screen, "TURN", turn())
    opened("history.py")
    assert noted == []
    opened("training.py")
    assert noted == ["taken", "given back"]
