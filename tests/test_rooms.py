"""The rooms of ``dashboard/``: who may import whom, held against the code and against the picture.

docs/architecture.md draws the same table and walks one figure through the rooms.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.paths import ROOT
from tests.asking import MODULES, PAGES

# From the ground up: a room imports only from rooms above it in this table, and only from those
# named beside it. So there is no circle. The ground is at the service of every room.
GROUND = ("paths", "text", "contract", "settings", "sql_header", "security_log")
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "xlsx": (),
    "ingest": (),
    "query": (),
    "ask": (),
    "render": ("query",),
    "outline": ("query",),
    "material": ("xlsx", "query", "render", "outline"),
    "publish": ("ingest",),
    "auth": (),
    "serve": ("auth",),
    "intake": ("xlsx", "ingest", "query", "publish"),
    "records": ("xlsx", "ingest", "query", "publish"),
    "cite": ("xlsx", "ingest", "query", "render", "publish"),
    "ui": (
        *("query", "render", "outline", "material", "publish", "auth", "serve", "intake"),
        *("records", "ask", "cite"),
    ),
    "dev": ("publish", "serve", "intake"),
    "commands": ("query", "material", "publish", "serve", "intake", "records", "dev"),
    "setup": ("commands",),
    "pages": ("query", "render", "outline", "auth", "ui"),
    "app": ("ui",),
}
FLOORS = (*GROUND, *MAY_IMPORT)
# Streamlit is known to these rooms alone, DuckDB to those.
DRAWS = {"auth", "serve", "ui", "pages", "app"}
ASKS = {"ingest", "query", "records"}
ENTRIES = ("__init__", "__main__")

ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
FILES = [*MODULES, *PAGES, ROOT / "app.py"]


def room(path: Path) -> str:
    """Return the room a file lies in; a loose module of ``dashboard/`` is a room by itself."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[1] if parts[0] == "dashboard" else parts[0]


def name(path: Path) -> str:
    """Return the name by which a module is imported."""
    dotted = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
    return dotted.removesuffix(".__init__")


KNOWN = {name(path): path for path in FILES}


def imports(path: Path) -> Iterator[str]:
    """Yield the modules a file imports, at its top or anywhere within; ours in full."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative import"
            for alias in node.names:
                within = f"{node.module}.{alias.name}"
                yield within if within in KNOWN else str(node.module)


ROOMS = {
    (room(path), room(KNOWN[other]))
    for path in FILES
    if path.stem not in ENTRIES or room(path) in MAY_IMPORT
    for other in imports(path)
    if other in KNOWN and room(path) != room(KNOWN[other])
}


def test_every_room_is_in_the_table() -> None:
    rooms = {room(path) for path in FILES} - set(ENTRIES)
    assert rooms == set(FLOORS)


def test_the_table_says_who_imports_whom() -> None:
    """No arrow that it lacks, and none in it that is no longer needed."""
    assert {arrow for arrow in ROOMS if arrow[1] not in GROUND} == {
        (user, used) for user, others in MAY_IMPORT.items() for used in others
    }


def test_no_room_imports_from_above() -> None:
    assert [arrow for arrow in ROOMS if FLOORS.index(arrow[0]) < FLOORS.index(arrow[1])] == []


def test_no_circle_between_modules() -> None:
    graph = {path: {KNOWN[other] for other in imports(path) if other in KNOWN} for path in FILES}
    done: set[Path] = set()

    def walk(path: Path, above: tuple[Path, ...]) -> None:
        assert path not in above, " -> ".join(name(one) for one in (*above, path))
        if path not in done:
            for other in graph[path] - {path}:
                walk(other, (*above, path))
            done.add(path)

    for path in FILES:
        walk(path, ())


@pytest.mark.parametrize(("package", "rooms"), [("streamlit", DRAWS), ("duckdb", ASKS)])
def test_a_library_is_known_to_its_rooms_alone(package: str, rooms: set[str]) -> None:
    users = {
        room(path) for path in FILES if package in {one.split(".")[0] for one in imports(path)}
    }
    assert users <= rooms


def test_pages_only_compose() -> None:
    libraries = {"duckdb", "pandas", "plotly"}
    assert not [
        path.name for path in PAGES if libraries & {one.split(".")[0] for one in imports(path)}
    ]


def test_everything_below_the_screen_works_without_streamlit() -> None:
    """Also not by way of another package, which an import statement alone would not show."""
    below = [path for path in MODULES if room(path) not in DRAWS | {"dev", *ENTRIES}]
    modules = ", ".join(name(path) for path in below if path.stem != "__main__")
    code = f"import sys; sys.modules['streamlit'] = None; import {modules}"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_picture_is_the_table() -> None:
    picture = re.findall(r"^ +(\w+) --> (.+)$", ARCHITECTURE, flags=re.MULTILINE)
    arrows = {(user, used) for user, others in picture for used in others.split(" & ")}
    assert arrows == {(user, used) for user, others in MAY_IMPORT.items() for used in others}


def test_each_room_is_told_of() -> None:
    told = re.findall(r"^\| `(\w+)(?:/|\.py)` \|", ARCHITECTURE, flags=re.MULTILINE)
    assert sorted(told) == sorted(FLOORS)


def test_the_walk_of_a_figure_names_what_is_there() -> None:
    steps = re.findall(r"^\d+\. `([\w/.]+)`(?:: `(\w+)`)?", ARCHITECTURE, flags=re.MULTILINE)
    assert len(steps) > 10
    for file, function in steps:
        text = (ROOT / file).read_text(encoding="utf-8")
        assert not function or re.search(rf"\b{function}\b", text), f"{file}: {function}"
