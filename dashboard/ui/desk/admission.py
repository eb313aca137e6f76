"""Who may prepare something at the desk."""

import streamlit as st

from dashboard.auth import access
from dashboard.text import plain


def admit(name: str, to: str) -> None:
    """Go on for whoever may prepare something; to others say what is missing."""
    access.guard_editing()
    if not name:
        if not access.has_provider():
            st.caption(plain(f"请在运行看板的那台电脑上打开本页来{to}。"))
        st.stop()
