"""A visitor's session without a browser: open a page at an address, read what it says."""

import csv
import functools
import html.parser
import json
import re
from collections.abc import Iterator
from typing import Any

from streamlit.testing.v1 import AppTest

from dashboard import paths

APP = paths.ROOT / "app.py"
FIRST = "overview.py"  # opens where the address names no page

# What stands in a Chinese text as it is, besides what the data themselves say so.
ALLOWED = {"CSV", "PNG", "SVG", "Excel", "WPS", "ZIP", "UTF", "SDMX"}


def words_of_the_data() -> set[str]:
    """Return the names of software, units and the like that the report is written with."""
    columns = ("name", "unit", "definition", "official_label", "printed", "note", "item", "detail")
    found: set[str] = set()
    for path in paths.DATA.glob("*/**/*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                text = " ".join(row.get(column) or "" for column in columns)
                found.update(re.findall(r"[A-Za-z]{2,}", text))
    return found


KNOWN = ALLOWED | words_of_the_data()
# The page that says by which code each indicator is asked for.
DICTIONARY, CODE = "数据说明", re.compile("[a-z][a-z0-9_]*")


@functools.cache
def components() -> Any:
    """Look through all installed packages for components once, and not again in every session."""
    app = AppTest.from_function(lambda: None)
    app.run()
    return app._bidi_component_manager


def opened(name: str, **address: list[str]) -> AppTest:
    """Open a page by its address, as a link does."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app._bidi_component_manager = components()
    app.query_params.update(address)
    return (app if name == FIRST else app.switch_page(f"pages/{name}")).run()


class Text(html.parser.HTMLParser):
    """The words of HTML: what is read on screen, on hovering, and out loud."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.words += [text or "" for name, text in attrs if name in {"title", "aria-label", "alt"}]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


FOR_PEOPLE = {"body", "label", "help", "placeholder", "content", "options", "alt", "text"}
IN_CHARTS = {"name", "text", "hovertext", "x", "y", "label", "customdata", "ticksuffix", "z"}


def texts(content: Any, key: str = "") -> Iterator[str]:
    """Find the texts in what a chart is made of."""
    if isinstance(content, dict):
        for name, inner in content.items():
            yield from texts(inner, name)
    elif isinstance(content, list):
        for inner in content:
            yield from texts(inner, key)
    elif isinstance(content, str) and key in IN_CHARTS:
        yield content


def words_of(message: Any) -> Iterator[str]:
    """Find the texts that Streamlit shows of an element."""
    for field, value in message.ListFields():
        for one in value if isinstance(value, list) or hasattr(value, "append") else [value]:
            if hasattr(one, "ListFields"):
                yield from words_of(one)
            elif field.name == "bytes":  # of a chart
                yield from texts(json.loads(one))
            elif isinstance(one, str) and field.name in FOR_PEOPLE:
                yield one


def charts(app: AppTest) -> list[dict[str, Any]]:
    """Return what the charts on a page are drawn from."""
    return [json.loads(e.proto.bytes) for e in elements(app._tree) if e.type == "bidi_component"]


def elements(block: Any) -> Iterator[Any]:
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from elements(child)
        if hasattr(getattr(child, "proto", None), "ListFields"):
            yield child


def said(app: AppTest) -> list[str]:
    """Return every text on the screen, the style sheet aside."""
    found = []
    for element in elements(app._tree):
        for text in words_of(element.proto):
            if not text.startswith("<style>"):
                found += Text(text).words
    return found


def english(found: list[str]) -> set[str]:
    """Return the English words, also codes; numbers of findings and web addresses are none."""
    text = re.sub(r"https?://\S+|\bf[0-9a-f]{7}\b|\[R\]", " ", " ".join(found))
    return set(re.findall(r"[A-Za-z]{2,}", text)) - KNOWN


def check(app: AppTest) -> None:
    assert not app.exception, [error.message for error in app.exception]
    assert not app.error
    assert len(app.title) == 1
    assert re.search("[一-鿿]", app.title[0].value)
    is_dictionary = app.title[0].value == DICTIONARY
    told = [text for text in said(app) if not (is_dictionary and CODE.fullmatch(text))]
    assert english(told) == set()
