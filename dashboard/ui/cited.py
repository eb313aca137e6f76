"""The page of a cited figure: the figure as it was, what became of it since, its address."""

from urllib.parse import urlsplit

import streamlit as st

from dashboard import paths
from dashboard.auth import this_machine
from dashboard.cite import citation, opening, since
from dashboard.cite.citation import Citation
from dashboard.cite.kept import NotNow
from dashboard.cite.opening import Opened
from dashboard.material.qr import code as code_of
from dashboard.query import connection, scopes
from dashboard.query.written import Unreadable
from dashboard.render.markup import render
from dashboard.text import plain
from dashboard.ui import figure
from dashboard.ui.figure import Alone
from dashboard.ui.headed import headed

_LISTED = 100  # places that moved
_TONES = {since.LABELS[since.CURRENT]: "good", since.LABELS[since.NEWER]: "hint"}


def show() -> None:
    """Draw the figure that the address cites, under what became of it."""
    if citation.FIGURE not in st.query_params:
        st.info("这一页显示一张图连同它的网址：请在各页点图名旁的“引用”打开。")
        return
    try:
        cited = citation.read({key: st.query_params.get_all(key) for key in st.query_params})
        with st.spinner("正在取出引用时的数据……"):
            opened = opening.opened(cited, paths.DATA)
    except (Unreadable, NotNow) as problem:
        st.warning(plain(str(problem)))
        return
    with connection.looking_at(opened.database):
        asked = headed(cited.asked)
        unknown = scopes.recognised(asked.scope.majors)[1]
    if unknown:
        st.warning(plain(f"网址中的专业无法识别：{'、'.join(one[:40] for one in unknown)}"))
        return
    st.html(_head(cited, opened))
    figure.alone(asked, Alone(opened.database))


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
        is_of_here=this_machine.is_address(urlsplit(address).hostname),
        scope="，".join(scopes.words(cited.asked.scope)),
    )


def qr(address: str) -> str:
    """Draw an address as a QR code; nothing where it is too long for one."""
    if (code := code_of(address)) is None:
        return ""
    drawn: str = code.svg_data_uri(scale=4, border=4, dark="black", light="white")
    return drawn
