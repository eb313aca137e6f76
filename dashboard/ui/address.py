"""Choices on one page that stand in the address, so that a link opens the same view.

Streamlit's own binding is for what stands on every page: what it binds on one it takes out of the
address when the page is left, by an entry of its own in the browser's history, and the way back
leads to a page without it.
"""

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dashboard.text import plain
from dashboard.ui import filters

_LINK = re.compile(r'href="(\./|[a-z]+)(\?[^"]*)?"')  # to a page of ours


def draw(markup: str) -> None:
    """Draw HTML of ours; its links to other pages keep the years and majors chosen."""
    kept = urlencode(
        [(key, v) for key in (filters.YEARS, filters.MAJORS) for v in st.query_params.get_all(key)]
    )

    def keeping(link: re.Match[str]) -> str:
        page, asked = link[1], link[2]
        return f'href="{page}{f"{asked}&amp;" if asked else "?"}{html.escape(kept)}"'

    st.html(_LINK.sub(keeping, markup) if kept else markup)


def bound(options: Sequence[str], key: str) -> dict[str, Any]:
    """Return what makes a widget a choice of one, by default of the first.

    ``key`` is its name in the address.
    """
    asked, widget = st.query_params.get(key, ""), f"chosen-{key}"
    st.session_state[widget] = asked if asked in options else options[0]

    def changed() -> None:
        chosen = st.session_state[widget]
        if chosen in (None, options[0]):
            st.query_params.pop(key, None)
        else:
            st.query_params[key] = chosen

    return {"key": widget, "on_change": changed}


def choice(label: str, options: Mapping[str, str], key: str) -> str:
    """Draw a choice of one as a list, the code of each with its words; say what is none of them."""
    unknown = [code for code in st.query_params.get_all(key) if code not in options]
    chosen = st.selectbox(
        plain(label),
        list(options),
        format_func=options.__getitem__,
        width=180,
        **bound(list(options), key),
    )
    if unknown:
        st.warning(f"网址中的“{plain(label)}”无法识别，已忽略：{plain('、'.join(unknown)[:40])}")
    return str(chosen)


def segmented(label: str, options: Sequence[str], key: str) -> str:
    """Draw a choice of one as a row of buttons; ``key`` is its name in the address."""
    words = [plain(one) for one in options]
    chosen = st.segmented_control(
        plain(label),
        words,
        required=True,
        label_visibility="collapsed",
        wrap=False,
        **bound(words, key),
    )
    return options[words.index(str(chosen))]
