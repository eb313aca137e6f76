"""The documents say what is there: a page, a command or an indicator they miss fails here."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from dashboard.commands import dictionary
from dashboard.paths import ROOT
from tests.asking import MODULES, PAGES

MANUAL = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]


@pytest.mark.usefixtures("school")
def test_the_dictionary_is_the_one_that_would_be_written() -> None:
    assert dictionary.PATH.read_text(encoding="utf-8") == dictionary.text()


@pytest.mark.parametrize("view", ["observation_export", "finding_export", "record_export"])
def test_the_changelog_names_the_public_columns(view: str, database: Path) -> None:
    with duckdb.connect(database, read_only=True) as built:
        columns = [row[0] for row in built.execute(f"describe {view}").fetchall()]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    listed = re.search(rf"`{view}`: ([\w,\s]+)\.", changelog)
    assert listed
    assert [name.strip() for name in listed[1].split(",")] == columns


def test_the_manual_names_every_page() -> None:
    titles = [
        str(node.value.value)
        for node in ast.walk(ast.parse((ROOT / "app.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.keyword)
        and node.arg == "title"
        and isinstance(node.value, ast.Constant)
    ]
    assert len(titles) == len(list((ROOT / "pages").glob("*.py")))
    chapters = [title for title in titles if re.match("[一二三四五六七八九] ", title)]
    assert len(chapters) == 9
    assert "一至九" in MANUAL
    for title in titles:
        assert title in chapters or f"| {title} |" in MANUAL


def test_every_command_stands_in_a_document() -> None:
    source = (ROOT / "dashboard" / "commands" / "main.py").read_text(encoding="utf-8")
    commands = re.findall(r'add_parser\("(\w+)"', source)
    assert {"serve", "build", "test"} <= set(commands)
    text = "".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    for command in commands:
        if command != "serve":  # it is what runs where no command is named
            assert f"python -m dashboard {command}" in text


# What is written when the dashboard is used, or stands for what a reader makes himself.
NOT_HERE = (
    *("data/school.duckdb", "data/secrets.toml", "data/versions", "data/drafts", "data/records"),
    *("data/sign-outs", "data/template.pptx"),
    *("data/editions/年份", "queries/my_question.sql"),
)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_files_that_are_named_are_there(document: Path) -> None:
    named = re.findall(r"`([\w./-]+)`", document.read_text(encoding="utf-8"))
    folders = ("dashboard/", "data/", "queries/", "pages/", "tests/", "docs/", "benchmarks/")
    paths = [name for name in named if name.startswith(folders)]
    missing = [name for name in paths if not (ROOT / name).exists()]
    assert [name for name in missing if not name.startswith(NOT_HERE)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_and_pictures_are_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (document.parent / target).exists(), target


def test_what_the_readme_says_of_paths_is_true() -> None:
    for path in re.findall(r"^\| `([^`<]+)`", README, flags=re.MULTILINE):
        assert (ROOT / path).exists(), path


# --- what comments and docstrings name ------------------------------------------------------------

CODE = [*MODULES, *PAGES, *sorted((ROOT / "tests").rglob("*.py"))]
SQL = [path for folder in ("data", "queries") for path in sorted((ROOT / folder).rglob("*.sql"))]
# Written when the dashboard is used, or by a test.
MADE = {"secrets.toml", "log.json", "draft.json", "figures.csv"}
HERE = (
    {path.name for path in [*CODE, *SQL]}
    | {
        path.name
        for folder in ("data", "docs", "dashboard", "benchmarks", ".streamlit")
        for path in (ROOT / folder).rglob("*.*")
    }
    | {path.name for path in ROOT.glob("*.*")}
)


def comments(path: Path) -> Iterator[str]:
    """Yield the comments and docstrings of a file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".sql":
        yield from re.findall(r"--.*", text)
        return
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.string
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef):
            yield ast.get_docstring(node) or ""


def missing(said: str) -> Iterator[str]:
    """Yield the files and modules that a comment names and nobody has."""
    for file in re.findall(r"(?<![*>-])\b[\w-]+\.(?:py|sql|csv|md|css|toml|json)\b", said):
        if file not in HERE | MADE:
            yield file
    for dotted in re.findall(r"\bdashboard(?:\.[a-z_]+)+", said):
        parts = dotted.split(".")
        ends = (len(parts), len(parts) - 1)  # the last word may name a function
        places = [ROOT.joinpath(*parts[:end]) for end in ends if end > 1]
        if not any(place.is_dir() or place.with_suffix(".py").exists() for place in places):
            yield dotted


def test_what_a_comment_names_is_there() -> None:
    named = {path.relative_to(ROOT).as_posix(): "\n".join(comments(path)) for path in [*CODE, *SQL]}
    assert len(named) > 300
    found = {name: list(missing(said)) for name, said in named.items()}
    assert {name: files for name, files in found.items() if files} == {}
