"""Texts from outside (names of files and sheets, cells, reasons) shown to the letter.

Streamlit reads whatever it writes as Markdown: a name could be a picture from another host, a
formula, an icon. A backslash stops most of that; addresses, arrows and its own logo are looked for
once more after the backslashes are gone, and are broken up by a space without width.
"""

import re

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_READ_ANYWAY = re.compile(
    r"(?<=www)(?=\.)|(?<=:)(?=//)|(?=@)|(?<=[<>~-])(?=[<>=-])|(?<=:)(?=streamlit:)", re.IGNORECASE
)
_NO_WIDTH = "\u200b"
# What turns the direction of writing round, and what no screen shows.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def plain(text: str, longest: int = 2_000) -> str:
    """Write a text so that nothing in it is read as Markdown, and cut it off where it is endless.

    Lines stay lines.
    """
    lines = [line.strip() for line in _CONTROLS.sub("", short(text, longest)).splitlines()]
    broken = _READ_ANYWAY.sub(_NO_WIDTH, "  \n".join(lines))
    return _PUNCTUATION.sub(r"\\\1", broken)


def short(text: str, longest: int) -> str:
    """Leave out the middle of a text that is longer."""
    if len(text) <= longest:
        return text
    return f"{text[: longest * 2 // 3]}……{text[-(longest // 3) :]}"
