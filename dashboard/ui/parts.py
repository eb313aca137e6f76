"""The parts of a page, chosen by name: only what is shown is asked, sent and drawn.

A page says of what parts it is made, once, as data. The choice stands in the address; without one
the first part is shown. A link from elsewhere may name an indicator instead: it opens the part that
shows it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import paths
from dashboard.contract.codes import RECORD_LISTS
from dashboard.contract.exploration import INDICATOR
from dashboard.outline.part import FigureSpec, Outline, Part, Row, question_of, specs
from dashboard.query.question import Scope, load
from dashboard.query.scopes import everything
from dashboard.records import file
from dashboard.render import narrowing
from dashboard.text import plain
from dashboard.ui import address, cards, figure, filters, page

ADDRESS, SHOWING = "part", "showing"
EVERY = "全部"

# What a page draws before or after the figures of a part, by the name of the part: words or
# choices. What is returned before them is bound to those figures which ask for it.
Drawn = Mapping[str, Callable[[], dict[str, Any] | None]]


def show_page(
    outline: Callable[[Scope], Outline],
    *,
    opening: Callable[[], None] | None = None,
    before: Drawn | None = None,
    after: Drawn | None = None,
) -> bool:
    """Draw a whole page, with ``opening`` below its heading; False where it has no parts."""
    page.only_through_app()
    made = outline(filters.scope())
    page.begin(made.title, made.lead)
    if opening:
        opening()
    if made.cards:
        cards.row(*made.cards, majors=made.majors)
    if made.parts:
        show(*made.parts, before=before, after=after)
    return bool(made.parts)


def show(*parts: Part, before: Drawn | None = None, after: Drawn | None = None) -> None:
    """Draw the part that is chosen, under a row of the names of all."""
    _open_part_with(st.query_params.pop(SHOWING, ""), parts)
    chosen = _choose([part.name for part in parts])
    for part in parts:
        if chosen in (EVERY, part.name):
            _draw(part, before or {}, after or {})
        else:  # for the download, which holds the whole page
            page.keep(*map(figure.of, specs(part.rows)))


def _open_part_with(indicator: str, parts: tuple[Part, ...]) -> None:
    """Open the part with a figure of an indicator or, where there is none, the explorer."""
    for part in parts if indicator else ():
        counted = [one.split(":")[0] for one in part.cards]
        if indicator in counted or any(_is_of(spec, indicator) for spec in specs(part.rows)):
            st.query_params[ADDRESS] = plain(part.name)
            return
    if indicator:
        st.switch_page("pages/explorer.py", query_params={INDICATOR: indicator})


def _is_of(spec: FigureSpec, indicator: str) -> bool:
    """Tell whether a figure has an indicator, in whichever years."""
    answer = question_of(spec, everything()).answer()
    return "indicator" in answer and bool((answer["indicator"] == indicator).any())


def _choose(names: list[str]) -> str:
    """Draw the row of names within reach, and say which name in the address there is none of."""
    choices = [*names, EVERY]
    unknown = [name for name in st.query_params.get_all(ADDRESS) if name not in map(plain, choices)]
    with page.reach(), st.container(key="parts"):
        chosen = address.segmented("本页的部分", choices, ADDRESS)
    for told in _why_not(unknown):
        st.warning(plain(told))
    return chosen


def _why_not(unknown: Sequence[str]) -> Iterator[str]:
    """Say why parts that an address names are not there: lists come, and are taken back."""
    for kind, label in RECORD_LISTS.items():
        if label in unknown:
            taken_back = file.was_published(paths.DATA, kind)
            why = "已经撤回，现用的这一版里没有它；见“版本记录”" if taken_back else "还没有公布"
            yield f"网址中的{label}{why}。再公布以后，这个网址就看得到。"
    if others := [name for name in unknown if name not in RECORD_LISTS.values()]:
        yield f"网址中的部分无法识别，已忽略：{'、'.join(others)[:40]}"


def _draw(part: Part, before: Drawn, after: Drawn) -> None:
    page.section(part.name, part.lead)
    for title, why in part.lacks.items():
        page.lack(title, "", why)
    cards.row(*part.cards)
    rows = _bound([*part.rows], before.get(part.name, dict)() or {})
    _draw_rows(_only(rows, _is_split))
    after.get(part.name, dict)()
    whole = _only(rows, lambda spec: not _is_split(spec))
    whole = _only(whole, lambda spec: not _draws_beside_list(spec))
    titles = [figure.of(spec).query.title for spec in specs(whole)]
    if page.opens_whole_school(part.name, titles):
        _draw_rows(whole)
    else:
        page.keep(*map(figure.of, specs(whole)))


def _draw_rows(rows: list[Row]) -> None:
    for row in rows:
        figure.grid(*(row if isinstance(row, list) else [row]))


def _draws_beside_list(spec: FigureSpec) -> bool:
    """Draw a figure of the whole school, and beside it what the lists have of the majors."""
    if not (of_list := narrowing.from_lists(figure.of(spec))):
        return False
    page.stands_beside_list()
    figure.grid(spec, ("of_list", dict(of_list)))
    return True


def _is_split(spec: FigureSpec) -> bool:
    """Tell whether a figure stays in sight under the majors chosen; all of other pages do."""
    return not page.is_of_chapter() or narrowing.is_split(figure.of(spec))


def _only(row: Any, wanted: Callable[[FigureSpec], bool]) -> Any:
    """Leave of rows and columns the figures that are wanted, and no place for the others."""
    if isinstance(row, list):
        return [kept for one in row if (kept := _only(one, wanted))]
    return row if wanted(row) else None


def _bound(row: Any, chosen: dict[str, Any]) -> Any:
    """Bind what the reader has chosen within the part to the figures that ask for it."""
    if isinstance(row, list):
        return [_bound(one, chosen) for one in row]
    name, values = (row, {}) if isinstance(row, str) else row
    return name, values | {key: chosen[key] for key in load(name).parameters & chosen.keys()}
