"""The page of a cited figure: the figure as it was, what became of it since, its address."""

from typing import Any

import segno
import streamlit as st

from dashboard import paths
from dashboard.cite import citation, opening, since
from dashboard.cite.citation import Citation
from dashboard.cite.kept import NotNow
from dashboard.cite.opening import Opened
from dashboard.material import names
from dashboard.outline.part import specs
from dashboard.query import connection, scopes
from dashboard.query.question import HEADING, Question
from dashboard.query.written import Unreadable
from dashboard.render.markup import render
from dashboard.text import plain
from dashboard.ui import calculate, figure
from dashboard.ui.reckoning import Asked

_LISTED = 100  # places that moved
_TONES = {since.LABELS[since.CURRENT]: "good", since.LABELS[since.NEWER]: "hint"}
_SHARPEST = 1_200  # letters: beyond, the squares of a code are too small for a telephone
CALCULATED = ("explore", "explore_calculated", "explore_rank")


def show() -> None:
    """Draw the figure that the address cites, under what became of it."""
    try:
        cited = citation.read({key: st.query_params.get_all(key) for key in st.query_params})
        with st.spinner("正在取出引用时的数据……"):
            opened = opening.opened(cited, paths.DATA)
    except (Unreadable, NotNow) as problem:
        st.warning(plain(str(problem)))
        return
    st.html(_head(cited, opened))
    with connection.looking_at(opened.database):
        asked = _headed(cited.asked)
    figure.cited(asked, opened.database)


def _head(cited: Citation, opened: Opened) -> str:
    # As the visitor's browser has it: a proxy may have another name for us, and put us below it.
    below = (st.context.url or "").removesuffix(f"/{citation.PAGE}")
    address = f"{below}/{cited.address}"
    return render(
        "cited",
        label=opened.label,
        tone=_TONES.get(opened.label, "doubtful"),
        sentence=opened.sentence,
        remark=opened.remark,
        moved=opened.moved[:_LISTED],
        count=len(opened.moved),
        now=opened.now,
        address=address,
        qr=qr(address),
        scope="，".join(scopes.words(cited.asked.scope)),
    )


def qr(address: str) -> str:
    """Draw an address as a QR code; nothing where it is too long for one."""
    if len(address) > _SHARPEST:
        return ""
    code = segno.make(address, error="m", micro=False)
    drawn: str = code.svg_data_uri(scale=4, border=4, dark="black", light="white")
    return drawn


@connection.per_version
def _headed(asked: Question) -> Question:
    """Put above a figure what its page would: an address carries no text to stand there."""
    return Question.of(asked.name, asked.scope, **(dict(asked.values) | _heading(asked)))


def _heading(asked: Question) -> dict[str, Any]:
    values: dict[str, Any] = dict(asked.values)
    if asked.name in CALCULATED:
        frame = asked.answer()
        codes = [code for code in values["indicators"] if code in {*frame.get("indicator", ())}]
        reckoned = Asked.of(asked.name, values)
        return calculate.heading(reckoned, codes, str(frame["unit"].iloc[0])) if codes else {}
    outlines = [outline(asked.scope) for outline in names.pages().values()]
    shown = [spec for of in outlines for part in of.parts for spec in specs(part.rows)]
    for name, bound in (spec for spec in shown if not isinstance(spec, str)):
        chosen = {key: one for key, one in bound.items() if key not in HEADING and one}
        if name == asked.name and chosen.items() <= values.items():
            return {key: one for key, one in bound.items() if key in HEADING}
    return {}
