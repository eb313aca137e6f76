"""What holds the project together as a whole, and would otherwise rot one file at a time."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.paths import ROOT
from tests.asking import MODULES, PAGES

# --- one palette ----------------------------------------------------------------------------------

COLOUR = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\b|\b(?:rgb|hsl)a?\(")
PLACEHOLDER = re.compile(r"#0000(?:[0-3]\d|40)")  # what Streamlit replaces by its theme


@pytest.mark.parametrize(
    "path",
    [*PAGES, *MODULES, ROOT / "app.py", *sorted((ROOT / "dashboard").rglob("*.css"))],
    ids=lambda path: path.name,
)
def test_no_colour_outside_the_theme(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".css":
        text = re.sub(r"\[[^]]*\]", "", text)  # to find a colour of Streamlit's is not to use it
    colours = COLOUR.findall(text)
    assert [colour for colour in colours if not PLACEHOLDER.fullmatch(colour)] == []


def test_the_theme_has_the_palette_for_light_and_dark() -> None:
    text = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    for name in ("chartCategoricalColors", "chartSequentialColors"):
        palettes = re.findall(rf"^{name} = \[(.*)\]", text, flags=re.MULTILINE)
        assert [len(set(COLOUR.findall(palette))) for palette in palettes] == [10, 10]


# --- what no file may hold ------------------------------------------------------------------------

TEXT = {".py", ".sql", ".css", ".csv", ".toml", ".md", ".txt", ".sh", ".html", ".json", ".yml"}
LEFT_OUT = {"__pycache__", "build", "node_modules"}


def files() -> Iterator[Path]:
    """Every file of the project that people write, but this one; not what tools leave behind."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(part.startswith(".") and part not in {".streamlit", ".ci"} for part in parts)
        written = path.is_file() and path.suffix in TEXT and not hidden
        if written and not LEFT_OUT & set(parts) and path != Path(__file__):
            yield path


HOSTS = ("pypi.org", "pythonhosted.org", "tuna.tsinghua", "mirrors.aliyun")
MACHINE = re.compile(r"(?<![\w.~$}])/(?:home|root|work|Users|tmp)/|[A-Z]:\\Users")


def test_no_package_host_and_no_path_of_a_machine() -> None:
    found = []
    for path in files():
        text = path.read_text(encoding="utf-8")
        found += [f"{path.name}: {host}" for host in HOSTS if host in text]
        found += [f"{path.name}: {match[0]}" for match in MACHINE.finditer(text)]
    assert found == []


def test_no_telephone_number_enters_the_project() -> None:
    number = re.compile(r"(?<![\w.])(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?![\w.])")
    found = [
        f"{path.name}: {match[0]}"
        for path in files()
        for match in number.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


# Besides ``import streamlit as st``: the seams stand in one file; tests and benchmarks speak to a
# server as a browser does, and one of them signs in as nobody but Streamlit itself could.
SEAMS = {
    "dashboard/serve/streamlit_seams.py": re.compile(r"streamlit\b.*"),
    "tests/test_streamlit_seams.py": re.compile(r"streamlit\b.*"),
    "tests/handing_in.py": re.compile(r"streamlit\.(proto|web\.server\.starlette)\b.*"),
}
SPOKEN = re.compile(r"streamlit\.(testing|proto)\b.*")
STREAMLIT = re.compile(
    r"^ *(?:from (streamlit[\w.]*) import .*|import (streamlit\S.*))$", re.MULTILINE
)


def test_what_streamlit_does_not_promise_is_used_in_one_file_only() -> None:
    found = []
    for path in (path for path in files() if path.suffix == ".py"):
        name = path.relative_to(ROOT).as_posix()
        outside = name.startswith(("tests/", "benchmarks/"))
        allowed = SEAMS.get(name, SPOKEN if outside else None)
        for match in STREAMLIT.finditer(path.read_text(encoding="utf-8")):
            module = match[1] or match[2]
            if not (allowed and allowed.fullmatch(module)):
                found.append(f"{name}: {match[0].strip()}")
    assert found == []


def test_no_test_replaces_the_database_by_a_pretence() -> None:
    pretence = re.compile(r"^ *(?:import|from) (?:unittest|mock|pytest_mock)\b", re.MULTILINE)
    tests = (ROOT / "tests").rglob("*.py")
    assert not [path.name for path in tests if pretence.search(path.read_text(encoding="utf-8"))]
