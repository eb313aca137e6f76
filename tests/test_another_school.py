"""A second school, made up, is on screen with data of its own and no line of Python changed."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard import paths, settings
from dashboard.dev.live_server import Server, running
from dashboard.ingest.build import build
from dashboard.serve.visit import visit
from dashboard.ui.parts import EVERY
from tests import another_school
from tests.amount import exhaustive, exhaustively
from tests.another_school import MAJORS, MANY, NAME
from tests.asking import PAGES
from tests.session import FIRST, charts, check, elements, opened, said

NAMES = [path.name for path in PAGES]
KINDS = ("overview.py", "training.py", "forms.py", "audit.py")
# Of the office, and of what was cited.
WITHOUT_FIGURES = ("entry.py", "history.py", "cite.py")
SOME = [*KINDS, *exhaustively(*(name for name in NAMES if name not in KINDS))]
# What would stand on a page where nothing is, or where a share is of nothing.
NOTHING = re.compile(r"\b(?:nan|None|NaT|NA|inf)\b", re.IGNORECASE)
COLOUR = "#8a1c5a"  # told from every colour of the theme, and dark enough to read


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the data folders of the school as it is first, a year later, and with many majors."""
    folder = tmp_path_factory.mktemp("schools")
    return {
        "one": another_school.write(folder / "one" / "data"),
        "two": another_school.write(folder / "two" / "data", (2025, 2026)),
        "many": another_school.write(folder / "many" / "data", (2025, 2026), MANY),
    }


@pytest.fixture(scope="module", params=["many", *exhaustively("one", "two")])
def elsewhere(
    request: pytest.FixtureRequest, places: dict[str, Path]
) -> Iterator[tuple[str, Path]]:
    """Put a data folder where the application looks for it; return which one, and the folder."""
    data = places[request.param]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "DATA", data)
        patch.setattr(paths, "DATABASE", build(data))
        yield request.param, data


def first_school() -> set[str]:
    """Return the names that only the first school has: its own, its majors, whom it works with."""
    data = paths.ROOT / "data"
    with duckdb.connect() as connection:
        names = connection.execute(
            "select major from read_csv($majors) union select item from read_csv($facts) "
            "where topic in ('partner', 'club') and len(item) > 3",
            {
                "majors": str(data / "catalogue/majors.csv"),
                "facts": str(data / "editions/*/facts*.csv"),
            },
        ).fetchall()
    return {name for (name,) in names} | {settings.read(data).name, "乐清", "总工会"}


OTHERS = first_school()


@pytest.mark.parametrize("name", SOME)
def test_page(name: str, elsewhere: tuple[str, Path]) -> None:
    app = opened(name, part=[EVERY])
    check(app)
    text = " ".join(said(app))
    assert NAME in text
    assert not NOTHING.search(text)
    assert not {other for other in OTHERS if other in text}
    # What no report has is said once, in words; there are no frames with nothing in them.
    assert not [info.value for info in app.info if "所选范围" in info.value]
    kinds = [element.type for element in elements(app._tree) if element.type != "empty"]
    assert ("subheader", "subheader") not in itertools.pairwise(kinds)
    assert kinds[-1] != "subheader"


@pytest.mark.parametrize("name", SOME)
def test_page_as_tables_for_a_major(name: str, elsewhere: tuple[str, Path]) -> None:
    app = opened(name, major=["幼儿保育"], part=[EVERY])
    check(app)
    for view in ("表", "说明"):
        for group in app.button_group:
            if str(group.key).startswith("chosen-view-"):
                group.set_value(view)
        check(app.run())
        assert not NOTHING.search(" ".join(said(app)))


def test_charts_are_drawn_of_numbers_only(elsewhere: tuple[str, Path]) -> None:
    """A chart of blanks is a sentence; a page without any figure says so for each part."""
    app = opened("service.py", part=[EVERY])
    assert charts(app)
    assert not [chart for chart in charts(app) if "非学历培训学时" in str(chart)]
    # Of one edition half the cells: it prints a year, not two.
    cells = re.findall(r"附表4 服务贡献表（(\d+) 格都填", " ".join(said(app)))
    assert {*cells} <= {"18", "36"}
    assert cells
    culture = opened("culture.py", part=[EVERY])
    assert not charts(culture)
    assert sum("报告里空缺：" in word for word in said(culture)) == 2


def test_choice_of_majors_is_the_schools_own(elsewhere: tuple[str, Path]) -> None:
    kind, _ = elsewhere
    app = opened(FIRST)
    assert app.multiselect(key="major").options == list(MANY if kind == "many" else MAJORS)


# --- a real server --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the school with a colour of its own, from nothing but its data folder."""
    folder = tmp_path_factory.mktemp("served")
    data = another_school.write(folder / "data")
    file = data / settings.FILE
    text = file.read_text(encoding="utf-8")
    lines = f'[colours.light]\nprimaryColor = "{COLOUR}"\n'
    file.write_text(text.replace("[colours.light]\n", lines), encoding="utf-8")
    with running(folder, environment={"DASHBOARD_DATA": str(data)}) as one:
        yield one


def text_of(messages: list[ForwardMsg]) -> str:
    elements = [message.delta.new_element for message in messages]
    return " ".join(f"{one.markdown.body} {one.html.body} {one.heading.body}" for one in elements)


@exhaustive
def test_server_shows_the_school_in_its_own_colours(server: Server) -> None:
    messages = visit(server.url)
    themes = [m.new_session.custom_theme for m in messages if m.HasField("new_session")]
    assert {theme.light.primary_color for theme in themes} == {COLOUR}
    assert {theme.dark.primary_color for theme in themes} == {
        settings.theme()["dark"]["primaryColor"]
    }
    text = text_of(messages)
    assert NAME in text
    assert f"--accent:{COLOUR}" in text  # our own HTML is in it too


@pytest.mark.parametrize("name", SOME)
def test_server_opens_every_page(name: str, server: Server) -> None:
    page = "" if name == FIRST else name.removesuffix(".py")
    messages = visit(server.url, page)
    assert not [m for m in messages if m.delta.new_element.HasField("exception")]
    assert "这里出了问题" not in " ".join(m.delta.new_element.alert.body for m in messages)


# --- the catalogue that every school starts from --------------------------------------------------


def test_catalogue_names_no_school() -> None:
    folder = paths.ROOT / "data" / "catalogue"
    text = "".join(
        path.read_text(encoding="utf-8-sig")
        for path in folder.glob("*.csv")
        if path.name != "majors.csv"
    )
    assert {other for other in OTHERS if other in text} == set()


def test_code_and_queries_name_no_school() -> None:
    files = [
        paths.ROOT / "app.py",
        *(file for folder in ("dashboard", "pages", "queries", ".streamlit")
          for file in (paths.ROOT / folder).rglob("*")
          if file.suffix in {".py", ".sql", ".css", ".toml"}),
        *(paths.ROOT / "data").glob("*.sql"),
    ]  # fmt: skip
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    assert {other for other in OTHERS if other in text} == set()


def test_school_without_an_edition_says_calmly_how_to_begin(tmp_path: Path) -> None:
    data = another_school.start(tmp_path / "data")
    with running(tmp_path, environment={"DASHBOARD_DATA": str(data)}) as server:
        for name in NAMES:
            messages = visit(server.url, "" if name == FIRST else name.removesuffix(".py"))
            alerts = [m.delta.new_element.alert for m in messages if m.delta.new_element.alert.body]
            text = text_of(messages) + " ".join(alert.body for alert in alerts)
            assert NAME in text, name
            assert "还没有任何一版的数据" in text or name in WITHOUT_FIGURES
            assert not [alert for alert in alerts if alert.format == alert.ERROR]
        another_school.write_editions(data)
        build(data)  # what publishing does: the next click sees it
        assert "体质健康优良率" in text_of(visit(server.url))
