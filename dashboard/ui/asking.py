"""The question box: a question in words becomes the address it stands for, to be corrected."""

from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dashboard.ask.chips import Chip, chips
from dashboard.ask.examples import examples
from dashboard.ask.interpret import answer
from dashboard.ask.lexicon import Lexicon, lexicon
from dashboard.ask.reading import Answer, Link, Reading
from dashboard.contract.exploration import (
    ASK,
    BASE,
    CALCULATION,
    CALCULATIONS,
    INDICATOR,
    ONLY,
    PAGE,
    SERIES,
    SPLITS,
    VIEW,
)
from dashboard.contract.wording import rows_of
from dashboard.query import connection, question
from dashboard.query.question import Scope
from dashboard.render.markup import render
from dashboard.ui import address, explore, filters

_WIDGET, _DOOR = "asked", "_asked_elsewhere"
_BEGIN = {"unknown": "没有答案。", "absent": "报告里没有这样的数。"}
_BEFORE = {
    "understood": "另见：",
    "absent": "最接近的：",
    "choices": "",
    "page": "请看：",
    "unknown": "最接近的：",
}
_LONGEST = 500  # letters kept of a question that nobody could mean


def take() -> None:
    """Put into an address that holds a question alone what it stands for: before the filters."""
    asked = _asked()
    if asked and not any(key in st.query_params for key in VIEW):
        found = _answer(asked)
        if found.outcome == "understood" and found.reading:
            _open(found.reading)
        else:
            explore.keep([])


def box() -> None:
    """Draw the box, and under it what the question in it was taken for."""
    asked = _asked()
    st.session_state[_WIDGET] = asked
    st.text_input(
        "用一句话问",
        key=_WIDGET,
        on_change=_changed,
        placeholder="问报告里的数，例如某项指标哪几年怎样变化",
        max_chars=_LONGEST,
    )
    if not asked:
        _help()
        return
    found = _answer(asked)
    reading = found.reading if found.outcome == "understood" else None
    links = [(link.text, _address(link)) for link in found.links]
    said = list(found.said)
    shown = _shown()
    if reading and reading != shown:
        said.append("已经改过，与问句不同")
        links.append(("按问句重看", _question_address(asked)))
    if reading and shown:
        # These links say whole views: nothing chosen now is to be added to them.
        st.html(render("chips", chips=[_chip(one, asked) for one in chips(shown, known())]))
    if said or links:
        _draw(
            said=f"{_BEGIN.get(found.outcome, '')}{'；'.join(said)}{'。' if said else ''}",
            before=_BEFORE[found.outcome],
            links=links,
        )


def door() -> None:
    """Draw a box on another page; whoever asks there is led to the answer on 指标探索."""

    def asked() -> None:
        st.session_state[_DOOR] = st.session_state[_WIDGET].strip()

    if wanted := st.session_state.pop(_DOOR, ""):
        st.switch_page(f"pages/{PAGE}.py", query_params={ASK: wanted})
    examples = _examples()
    st.text_input(
        "用一句话问",
        key=_WIDGET,
        on_change=asked,
        placeholder=f"用一句话问，例如：{examples[0]}" if examples else "用一句话问",
        max_chars=_LONGEST,
        label_visibility="collapsed",
        width=480,
    )


def _asked() -> str:
    return st.query_params.get(ASK, "").strip()[:_LONGEST]


def _help() -> None:
    links = [(text, _question_address(text)) for text in _examples()]
    if links:
        _draw(said="", before="例如：", links=links)


def _draw(**what: Any) -> None:
    address.draw(render("asked", **what))


def _changed() -> None:
    asked = st.session_state[_WIDGET].strip()
    if not asked:
        st.query_params.pop(ASK, None)
        return
    st.query_params[ASK] = asked
    found = _answer(asked)
    if found.outcome == "understood" and found.reading:
        _open(found.reading)
    else:  # or what was shown before would stand there for an answer
        explore.keep([])


def _open(reading: Reading) -> None:
    """Put a view into the address, and its years and majors into the filters."""
    for key in (CALCULATION, BASE, SERIES, ONLY):
        st.query_params[key] = [value for name, value in reading.address if name == key]
    explore.keep(list(reading.indicators))
    filters.narrow(Scope(*reading.years, reading.majors))


def _shown() -> Reading | None:
    """Return the view that is shown now, whoever chose it; None where nothing is."""
    scope = filters.scope()
    asked = st.query_params
    codes = tuple(code for code in asked.get_all(INDICATOR) if code in known().indicators)
    calc, base, series = (asked.get(key, "") for key in (CALCULATION, BASE, SERIES))
    if not codes:
        return None
    calc = calc if calc in CALCULATIONS else ""
    has_base = calc and CALCULATIONS[calc].has_base and base.isdecimal()
    return Reading(
        codes,
        (scope.year_from, scope.year_to),
        scope.majors,
        calc,
        int(base) if has_base else None,
        series if series in SPLITS else "",
        asked.get(ONLY, "")[:_LONGEST],
    )


def _chip(one: Chip, asked: str) -> dict[str, Any]:
    return {
        "what": one.what,
        "text": one.text,
        "without": _view_address(one.without, asked) if one.without else "",
        "others": [(text, _view_address(other, asked)) for text, other in one.others],
    }


def _view_address(view: Reading, asked: str) -> str:
    return f"{PAGE}?{urlencode([(ASK, asked), *view.address])}"


def _address(link: Link) -> str:
    if link.question:
        return _question_address(link.question)
    return f"{link.page}?{urlencode(link.address)}".rstrip("?")


def _question_address(asked: str) -> str:
    return f"{PAGE}?{urlencode({ASK: asked})}"


@connection.per_version
def known() -> Lexicon:
    return lexicon(
        indicators=_rows("asking_indicators"),
        figures=_rows("asking_figures"),
        synonyms=_rows("asking_synonyms"),
        majors=_rows("majors"),
        years=[int(year) for year in question.run("years")["year"]],
        edition=int(question.run("school")["edition"].iloc[0]),
    )


def _rows(name: str) -> list[dict[str, Any]]:
    known = question.run(name)
    return rows_of(known.astype(object).where(known.notna(), None))


@connection.per_version
def _examples() -> list[str]:
    return examples(known())


@connection.per_version
def _answer(asked: str) -> Answer:
    return answer(asked, known())
