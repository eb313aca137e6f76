"""Several servers on one data folder: whichever of them answers, the school is the same."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from dashboard.dev import live_server
from dashboard.publish import versions
from tests import filling
from tests.amount import exhaustive
from tests.handing_in import EDITOR, Person, serving
from tests.noted import noted
from tests.real import copied

pytestmark = exhaustive
YEAR = 2025


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("school"))


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the second server writes its log."""
    return tmp_path_factory.mktemp("second")


@pytest.fixture(scope="module")
def servers(data: Path, elsewhere: Path) -> Iterator[tuple[str, str]]:
    """Start two servers on one data folder; return their addresses."""
    surroundings = {"DASHBOARD_DATA": str(data)}
    with serving(data) as one, live_server.running(elsewhere, environment=surroundings) as two:
        yield one.url, two.url


@contextmanager
def somebody(servers: tuple[str, str], email: str = "") -> Iterator[tuple[Person, Person]]:
    """Open a page at each server, in the same browser."""
    with closing(Person(servers[0], email)) as here, closing(here.at(servers[1])) as there:
        for one in (here, there):
            one.run()  # a socket that asks for nothing is closed
        yield here, there


def has_new_edition(person: Person) -> bool:
    person.run("forms")
    return f"{YEAR}年" in person.said()


def test_a_file_handed_in_at_one_is_looked_at_and_published_at_the_other(
    servers: tuple[str, str], data: Path, elsewhere: Path
) -> None:
    with somebody(servers, EDITOR) as (here, there), somebody(servers) as readers:
        here.hand_in("我的草稿.xlsx", filling.workbook(YEAR))
        there.run()
        assert "我的草稿" in there.said()
        there.press("在各页预览")
        assert has_new_edition(here)
        assert not any(has_new_edition(reader) for reader in readers)
        there.run()
        there.get_ready()
        there.press("发布")
        assert [one.kind for one in versions.history(data)] == ["publish", "baseline"]
        assert all(has_new_edition(reader) for reader in readers)
        here.run()
        assert "正在预览" not in here.said()
        assert "现用的是第 2 版" in "".join(one.body for one in here.elements("markdown"))
        log = (elsewhere / "server.log").read_text(encoding="utf-8")
        assert "我的草稿" not in log
        assert "定稿" not in log
        [made] = noted(elsewhere / "server.log")
        assert made == {
            "event": "publication",
            "account": EDITOR,
            "address": "",
            "kind": "publish",
            "version": 2,
        }
        versions.rollback(data, 1, who="测试", why="恢复")
        assert not any(has_new_edition(reader) for reader in readers)


def test_a_sign_out_at_one_holds_at_the_other(servers: tuple[str, str]) -> None:
    with somebody(servers, EDITOR) as (here, there):
        for person in (here, there):
            assert person.elements("file_uploader")
        here.press("退出登录")
        there.run()
        assert not there.elements("file_uploader")
        assert "您已退出登录" in there.said()


def test_a_page_whose_session_is_gone_is_drawn_anew(servers: tuple[str, str]) -> None:
    """It names its session as it comes back, and asks for nothing until it is told to."""
    with closing(Person(servers[0])) as before, closing(before.at(servers[1])) as other:
        before.run("about")
        other.come_back(before.session)
        told = other.receive("auto_rerun")[-1].auto_rerun
        other.ask_for("about", fragment=told.fragment_id)
        other.ask_for("about", fragment=told.fragment_id)  # it goes on until it is answered
        other.receive()
        assert "数据说明" in other.said()
        other.run("history")  # whatever else had been asked for would be answered first
        assert "版本记录" in other.said()


def test_a_page_whose_line_failed_for_a_moment_goes_on_as_it_was(servers: tuple[str, str]) -> None:
    with closing(Person(servers[0])) as person:
        person.run("about")
        before = person.session
        person.come_back(before)
        person.run("about")
        assert person.session == before
