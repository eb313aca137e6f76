"""A number format taken apart: its sections, and the pieces of each."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

# Longer ones, Excel itself does not accept.
_LONGEST_FORMAT = 255

_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)"
    | \\(?P<escaped>.)
    | _(?P<gap>.)
    | \*(?P<fill>\ )
    | \[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]
    | \[(?P<colour>black|blue|cyan|green|magenta|red|white|yellow|color\ ?\d+
        |[黑蓝青绿红白黄]色?|洋红|颜色\ ?\d+)\]
    | (?P<bracket>\[[^\]]*\])
    | (?P<general>general|g/通用格式)
    | (?P<digits>[0\#?,.]+)
    | (?P<percent>%)
    | (?P<text>@)
    | (?P<section>;)
    | (?P<plain>[\ $()+\-:~{}=]|[^\x00-\x7f])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


@dataclass(frozen=True)
class Token:
    kind: str
    value: str


Section = tuple[Token, ...]


LITERAL = {"literal", "gap"}


@lru_cache(maxsize=1024)
def sections_of(code: str) -> tuple[Section, ...] | None:
    """Take a format apart, or give up on it."""
    if len(code) > _LONGEST_FORMAT:
        return None
    sections: list[list[Token]] = [[]]
    for found in _TOKEN.finditer(code):
        kind = str(found.lastgroup)
        if kind == "section":
            sections.append([])
        elif kind in {"quoted", "escaped", "currency", "plain"}:
            sections[-1].append(Token("literal", found[kind]))
        elif kind in {"gap", "fill"}:
            sections[-1].append(Token("gap", " "))
        elif kind != "colour":
            sections[-1].append(Token(kind, found[kind]))
    conditions = any(
        token.kind == "bracket" and token.value[1:2] in set("<>=")
        for section in sections
        for token in section
    )
    return None if conditions or len(sections) > 4 else tuple(map(tuple, sections))


def section_for(value: Decimal, sections: tuple[Section, ...]) -> tuple[Section, bool]:
    """Choose the section by the sign; the minus is the format's own where negatives have one."""
    if value < 0 and len(sections) > 1:
        return sections[1], False
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return (sections[0], True) if sections else ((), True)
