"""What is shown: Markdown is our own words or a text made plain, and findings are in Chinese.

Read from the source: each call that writes Markdown may be given words that stand there, numbers
(``{year:d}``) and ``plain(...)``, and what is put together from these.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.paths import ROOT
from tests.asking import PAGES
from tests.schools import ask
from tests.session import english, opened, said

ROOMS = [path for room in ("ui", "auth") for path in (ROOT / "dashboard" / room).rglob("*.py")]
FILES = [*PAGES, *sorted(ROOMS), ROOT / "app.py"]

# Calls whose first argument, and whose ``label`` and ``help``, Streamlit reads as Markdown.
MARKDOWN = {
    *("title", "header", "subheader", "caption", "markdown", "write", "badge", "metric"),
    *("info", "success", "warning", "error", "toast", "status", "spinner", "dialog", "expander"),
    *("popover", "tabs", "button", "download_button", "link_button", "checkbox", "toggle"),
    *("radio", "pills", "segmented_control", "selectbox", "multiselect", "slider"),
    *("select_slider", "text_input", "text_area", "number_input", "date_input", "feedback"),
    *("file_uploader", "image", "exception", "chat_message", "form_submit_button"),
}
# And those whose second argument, the choices, it reads so too.
CHOICES = {"radio", "pills", "segmented_control"}
# Functions of ours that make of whatever they are given a text that is none.
PLAIN = {"plain"}
NUMBERS = {"len", "int", "count_faults"}
# What of a piece of source makes the text.
PARTS: dict[type[ast.AST], tuple[str, ...]] = {
    ast.JoinedStr: ("values",),
    ast.FormattedValue: ("value",),
    ast.List: ("elts",),
    ast.Tuple: ("elts",),
    ast.Starred: ("value",),
    ast.ListComp: ("elt",),
    ast.GeneratorExp: ("elt",),
    ast.BoolOp: ("values",),
    ast.BinOp: ("left", "right"),
    ast.IfExp: ("body", "orelse"),
}


# Where the words stand that the audit has for what it compares and finds.
AUDITED = {
    "finding": ("message", "arithmetic", "source", "other_source"),
    "claim_verdict": ("reason", "evidence", "other_source"),
    "claim": ("text", "note", "population", "source"),
    "audit_check": ("title", "compares", "tolerance"),
    "relation": ("title", "note"),
    "change": ("grounds",),
    "doubted_figure": ("doubt",),
}


@pytest.mark.parametrize("table", AUDITED)
def test_what_the_audit_says_is_free_of_codes(table: str, database: Path) -> None:
    rows = ask(database, f"from {table}")
    texts = [row[column] for row in rows for column in AUDITED[table] if row[column]]
    assert len(texts) >= 10
    assert english(texts) == set()


def test_whoever_answers_needs_neither_file_nor_program(school: Path) -> None:
    told = " ".join(said(opened("audit.py", part=["怎样答复"])))
    assert "核查编号" in told
    assert [word for word in ("CSV", "csv", "python", "终端", "命令") if word in told] == []


def calls(tree: ast.Module) -> Iterator[tuple[ast.Call, list[ast.AST]]]:
    """Yield each call with the functions it stands in, the inmost first, and the module."""

    def walk(node: ast.AST, within: list[ast.AST]) -> Iterator[tuple[ast.Call, list[ast.AST]]]:
        if isinstance(node, ast.Call):
            yield node, within
        inner = [node, *within] if isinstance(node, (ast.FunctionDef, ast.Lambda)) else within
        for child in ast.iter_child_nodes(node):
            yield from walk(child, inner)

    yield from walk(tree, [tree])


def given(call: ast.Call) -> Iterator[ast.expr]:
    """Yield what a call hands over to be read as Markdown."""
    name = ast.unparse(call.func).rpartition(".")[2]
    on_page = isinstance(call.func, ast.Attribute)
    keywords = {keyword.arg: keyword.value for keyword in call.keywords}
    if not on_page or name not in MARKDOWN:
        if name == "update" and "label" in keywords:  # of a status
            yield keywords["label"]
        return
    yield from call.args[: 2 if name in CHOICES else 1]
    for keyword in ("label", "body", "help", *(["options"] if name in CHOICES else [])):
        if keyword in keywords:
            yield keywords[keyword]


def is_ours(node: ast.AST, within: list[ast.AST]) -> bool:
    """Tell whether nothing from outside is in a text unless as a number or made plain."""
    if is_word(node):
        return True
    parts = [(part, within) for part in put_together(node)] or list(found_for(node, within))
    return bool(parts) and all(is_ours(part, where) for part, where in parts)


def is_word(node: ast.AST) -> bool:
    """Tell what is ours by itself: a literal, a name in capitals, a number, a text made plain."""
    match node:
        case ast.Subscript(ast.Name(name)) | ast.Attribute(ast.Name(name)) | ast.Name(name):
            return name.strip("_").isupper()
        case ast.Call(ast.Name(name)):
            return name in PLAIN | NUMBERS
        case ast.FormattedValue(_, _, ast.JoinedStr([ast.Constant("d")])):
            return True
        case ast.Call(ast.Attribute(ast.Name(name), "values")):
            return name.isupper()
        case ast.List([]):
            return True
    return isinstance(node, ast.Constant)


def put_together(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what a text is put together from, or chosen among."""
    match node:
        case ast.Call(ast.Attribute(ast.Constant(), "join"), [parts]):
            yield parts
    for field in PARTS.get(type(node), ()):
        part = getattr(node, field)
        yield from part if isinstance(part, list) else [part]


def found_for(node: ast.AST, within: list[ast.AST]) -> Iterator[tuple[ast.AST, list[ast.AST]]]:
    """Yield what a name stands for, or what a function of the file returns, and where that is."""
    match node:
        case ast.Name(name):
            for value in known(within, name):
                yield value, within
        case ast.Call(ast.Name(name)):
            for function, value in returns(within[-1], name):
                yield value, [function, within[-1]]


def returns(module: ast.AST, name: str) -> Iterator[tuple[ast.AST, ast.expr]]:
    """Yield what a function of the same file returns, each with the function."""
    for function in ast.walk(module):
        if isinstance(function, ast.FunctionDef) and function.name == name:
            for node in ast.walk(function):
                if isinstance(node, ast.Return) and node.value is not None:
                    yield function, node.value


def known(within: list[ast.AST], name: str) -> list[ast.expr]:
    """Return what a name is set to where it is known; nothing for a parameter."""
    for scope in within:
        if not isinstance(scope, ast.Module):
            arguments = ast.walk(scope.args)  # type: ignore[attr-defined]
            if any(isinstance(one, ast.arg) and one.arg == name for one in arguments):
                return []
        if found := assigned(scope, name):
            return found
    return []


def own(scope: ast.AST) -> Iterator[ast.AST]:
    """Yield what stands in a function or module, and not in a function within it."""
    for child in ast.iter_child_nodes(scope):
        if not isinstance(child, ast.FunctionDef):
            yield child
            yield from own(child)


def assigned(scope: ast.AST, name: str) -> list[ast.expr]:
    """Return what a name is set to in a function or module."""
    found = []
    for node in own(scope):
        match node:
            case ast.Assign([ast.Name(target)], value) if target == name:
                found.append(value)
            case ast.Assign([ast.Tuple(targets)], ast.Tuple(values)):
                found += [
                    value
                    for target, value in zip(targets, values, strict=True)
                    if isinstance(target, ast.Name) and target.id == name
                ]
            case ast.AugAssign(ast.Name(target), _, value) if target == name:
                found.append(value)
            case ast.NamedExpr(ast.Name(target), value) if target == name:
                found.append(value)
    return found


def wrong(source: str) -> list[str]:
    return [
        ast.unparse(call)
        for call, within in calls(ast.parse(source))
        if not all(is_ours(one, within) for one in given(call))
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_text_from_outside_is_read_as_markdown(path: Path) -> None:
    assert wrong(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "st.caption(text)",
        "st.caption(f'《{name}》')",
        "st.subheader(challenge['grouping'])",
        "place.caption('、'.join(lacking))",
        "st.button('a', help=row['names'])",
        "st.pills('a', options)",
        "with st.expander(f'{kind}'): pass",
        "steps.update(label=step)",
        "def f(text):\n    said = '甲'\n    said = text\n    st.info(said)",
        "text = '甲'\ndef f(text):\n    st.info(text)",
    ],
)
def test_a_text_from_outside_is_found(source: str) -> None:
    assert len(wrong(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "st.caption(f'{plain(text)}，{year:d} 年版')",
        "st.selectbox('a', options)",  # choices of these are written to the letter
        "said = '甲' if x else f'{len(y)} 处'\nst.info(said)",
        "{}.update(label)",
    ],
)
def test_words_of_our_own_are_let_through(source: str) -> None:
    assert wrong(source) == []
