"""A document of Word to edit, to print and to paste from.

The official tables stand in it as in the report, each on a page of its own and without any mark;
what the audit doubts in them is a list at the end, on a page to be taken out before they are handed
in. A chosen figure is a sentence, a chart, a table, and where all of it comes from.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dashboard.material import official, word_figures, word_forms
from dashboard.material.content import Content
from dashboard.material.cover import Cover
from dashboard.material.official import Form, Unsettled
from dashboard.material.paper import Paper
from dashboard.material.word import NOTE

DEFINITIONS, UNSETTLED = "指标说明", "核对清单（不随报告印发）"
_BEFORE_PRINT = "以下各处有疑，学校还没有答复。落实以后删去这份清单，附表即可放进报告。"

_FIRST = 2  # the page after the contents, where these take one page
_MOST_ON_FIRST = 12


def write(contents: Sequence[Content], cover: Cover) -> bytes:
    """Write what was chosen, in its order, then what names mean and what is not settled."""
    chosen = [*map(_laid_out, contents)]
    meanings = {name: told for one, form in chosen if not form for name, told in one.definitions}
    doubted = [(form, official.unsettled(one.asked)) for one, form in chosen if form]
    unsettled = [(form, found) for form, found in doubted if found]
    paper = Paper(cover)
    paper.contents(_on_pages(chosen, has_meanings=bool(meanings), is_unsettled=bool(unsettled)))
    for one, form in chosen:
        if form:
            word_forms.draw(paper, form)
        else:
            word_figures.draw(paper, one)
    if meanings:
        paper.heading(DEFINITIONS)
        for name, told in meanings.items():
            paper.say(f"{name}：{told}", NOTE)
    if unsettled:
        _list(paper, unsettled)
    saved = io.BytesIO()
    paper.document.save(saved)
    return saved.getvalue()


def _laid_out(one: Content) -> tuple[Content, Form | None]:
    """Take an official table as its form; where no edition has it by then, say so instead."""
    if not official.is_form(one.asked):
        return one, None
    if form := official.form(one.asked):
        return one, form
    missing = f"到 {one.asked.scope.year_to} 年为止没有收录的年报，没有这张附表。"
    empty = replace(
        one, missing=missing, panes=(), tables=(), remarks=(), doubts=(), definitions=()
    )
    return empty, None


def _on_pages(
    chosen: Sequence[tuple[Content, Form | None]], *, has_meanings: bool, is_unsettled: bool
) -> Iterator[tuple[str, int | None]]:
    """Say on which page each heading is, as long as nothing before it may run over its page."""
    many = len(chosen) + has_meanings + is_unsettled
    page = _FIRST if many <= _MOST_ON_FIRST else None
    follows = False  # whether the page goes on below what is on it
    for one, form in chosen:
        page = None if follows else page
        yield (form.title if form else word_figures.headed(one)), page
        follows = not form
        if page and (form or word_figures.is_short(one)):
            page += 1
        else:
            page = None
    if has_meanings:
        yield DEFINITIONS, None
        page = None
    if is_unsettled:
        yield UNSETTLED, page


def _list(paper: Paper, unsettled: Sequence[tuple[Form, Sequence[Unsettled]]]) -> None:
    """List what is not settled on a page of its own, to be taken out."""
    paper.turn()
    paper.heading(UNSETTLED)
    paper.say(_BEFORE_PRINT)
    for form, found in unsettled:
        paper.say(form.title).paragraph_format.keep_with_next = True
        for one in found:
            paper.say(f"□ {one.severity}　{one.places}：{one.message}", NOTE)
