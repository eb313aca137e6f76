"""What somebody might try who means harm, or only pastes the wrong file: the server stays well.

Files are handed in at a real server, by a client that need not behave as a browser does.
"""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import paths
from dashboard.dev.live_server import Server
from tests import filling
from tests.handing_in import Opened, Person, serving

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
SMALL = b"%PDF-1.7"  # refused at once
YEAR = 2025


@pytest.fixture(scope="module")
def school_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "data"
    for name in ("catalogue", "editions"):
        shutil.copytree(paths.DATA / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def server(school_data: Path) -> Iterator[Server]:
    with serving(school_data) as started:
        yield started
        # Whatever was tried at it, and by whichever test.
        log = started.log.read_text(encoding="utf-8")
        for secret in ("nobody asks for it", "only a test signs", "Traceback"):
            assert secret not in log


@pytest.fixture(scope="session")
def filled_in() -> bytes:
    return filling.workbook(YEAR)


@pytest.fixture
def opened(server: Server) -> Iterator[Opened]:
    """Return a function that opens a session on the entry page, signed in as somebody."""
    people: list[Person] = []

    def another(email: str = "", page: str = "entry", **headers: str) -> Person:
        people.append(Person(server.url, email, **headers))
        people[-1].run(page)
        return people[-1]

    yield another
    for one_of_them in people:
        one_of_them.close()


@pytest.fixture(autouse=True)
def nothing_prepared(school_data: Path) -> Iterator[None]:
    yield
    shutil.rmtree(school_data / "drafts", ignore_errors=True)
