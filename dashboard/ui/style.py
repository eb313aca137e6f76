"""The style sheet of our own HTML, in the colours of the theme.

They stand in ``.streamlit/config.toml``; the server has put the school's own over them.
"""

import functools
from pathlib import Path

import streamlit as st

# Name in style.css -> option of the theme, looked up for light and for dark.
_VARIABLES = {
    "good": "greenTextColor",
    "bad": "redTextColor",
    "doubt": "orangeTextColor",
    "quiet": "grayTextColor",
    "accent": "primaryColor",
    "line": "borderColor",
    "panel": "secondaryBackgroundColor",
    "back": "backgroundColor",
}
# What charts are drawn in on paper, always light: as Streamlit names it for a component.
_PAPER = {
    "text-color": "textColor",
    "gray-text-color": "grayTextColor",
    "border-color": "borderColor",
    "background-color": "backgroundColor",
    "chart-categorical-colors": "chartCategoricalColors",
    "chart-sequential-colors": "chartSequentialColors",
}


@functools.cache
def sheet() -> str:
    """Return the ``<style>`` element; ``light-dark()`` follows the theme that Streamlit shows."""
    light, dark = (
        {name: st.get_option(f"theme.{mode}.{option}") for name, option in _VARIABLES.items()}
        for mode in ("light", "dark")
    )
    plain = "".join(f"--{name}:{light[name]};" for name in _VARIABLES)
    both = "".join(f"--{name}:light-dark({light[name]},{dark[name]});" for name in _VARIABLES)
    plain += "".join(f"--paper-{name}:{_listed(option)};" for name, option in _PAPER.items())
    css = "".join(
        Path(__file__).with_name(name).read_text(encoding="utf-8")
        for name in ("style.css", "paper.css")
    )
    # Browsers that do not know light-dark() get the light colours.
    supported = "@supports (color: light-dark(red, red))"
    return f"<style>.stApp{{{plain}}}{supported}{{.stApp{{{both}}}}}{css}</style>"


def _listed(option: str) -> str:
    value = st.get_option(f"theme.light.{option}")
    return value if isinstance(value, str) else ",".join(value)
