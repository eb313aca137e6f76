"""The frame round every page: configuration, style, filters, and a calm word when data is amiss."""

import logging
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard import filters, query, style
from dashboard.warehouse import WarehouseUnavailable

_ICON = Path(__file__).with_name("icon.png")


def configure() -> None:
    """Set title, icon and layout, and the style sheet of our own HTML."""
    st.set_page_config(page_title="教育质量年报数据看板", page_icon=str(_ICON), layout="wide")
    st.html(style.sheet())


def run(page: StreamlitPage) -> None:
    """Draw the filters and the page; without data, say in Chinese what is wrong and what to do."""
    try:
        with st.sidebar:
            st.caption(str(query.run("school")["school"].iloc[0]))
        filters.bar()
        page.run()
    except WarehouseUnavailable as error:
        logging.getLogger(__name__).warning("%s", error, exc_info=True)
        st.error(str(error))
