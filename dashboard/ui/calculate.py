"""What is shown of the indicators chosen on 指标探索: what is printed, or is worked out of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.contract.exploration import BASE, CALCULATION, CALCULATIONS, SERIES, SPLITS
from dashboard.contract.period import FIRST_YEAR, LAST_YEAR, PERIOD_TYPE
from dashboard.contract.wording import rows_of
from dashboard.query import question
from dashboard.text import plain
from dashboard.ui import address, explore, figure, filters, page
from dashboard.ui.figure import FigureSpec

_PRINTED, _EACH = "报告所印的数", "一项一条线"
_OF_TWO, _RANK = "ratio", "rank"
_MOST = 6  # charts on one screen


@dataclass(frozen=True)
class _Asked:
    """Which figures, as which lines, and what of them: empty for what is printed."""

    indicators: tuple[str, ...]
    lines: str
    calculation: str = ""
    base_year: int = 0

    def run(self, name: str, **values: Any) -> pd.DataFrame:
        """Answer a query of these in the reader's scope."""
        return question.run(name, filters.scope(), **self.values(name), **values)

    def values(self, name: str) -> dict[str, Any]:
        """Return what a query asks for of these."""
        known: dict[str, Any] = {
            "indicators": list(self.indicators),
            "lines": self.lines,
            "calculation": self.calculation,
            "base_year": self.base_year,
        }
        return {key: known[key] for key in question.load(name).parameters & known.keys()}


def show(chosen: list[str]) -> None:
    """Draw what is asked of the indicators: a chart for each unit and kind of period, all figures.

    What cannot be worked out is said, with why.
    """
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="calculate"):
        asked = _choose(chosen)
    charts = 0
    if asked.calculation == _OF_TWO and len(chosen) != 2:
        st.info("两项之比要选两个指标：先选的除以后选的。")
    else:
        charts = _draw(asked)
    page.here()
    table: FigureSpec = ("explore_table", {"indicators": chosen})
    if not figure.lacks(figure.of(table)):
        with st.expander("全部数值：报告原文、状态、来源", expanded=not charts):
            figure.grid(table)


def _choose(chosen: list[str]) -> _Asked:
    """Draw the choices; one that the figures do not bear out is said and ignored."""
    labels = {code: said.label for code, said in CALCULATIONS.items()}
    calculation = address.choice("看什么", {"": _PRINTED, **labels}, CALCULATION)
    lines = address.choice("怎样分", {"": _EACH, **SPLITS}, SERIES)
    asked = _Asked(tuple(chosen), lines, calculation)
    if calculation and CALCULATIONS[calculation].has_base:
        years = {str(year): f"{year}年" for year in _years(asked)}
        base = address.choice("基年", years, BASE) if years else ""
        asked = replace(asked, base_year=int(base or 0))
    return asked


def _years(asked: _Asked) -> list[int]:
    """List the years there are, first the one that the reader's years begin with."""
    scope = filters.scope()
    always = replace(scope, year_from=FIRST_YEAR, year_to=LAST_YEAR)
    frame = question.run("explore", always, period_type="", **asked.values("explore"))
    known = frame[frame["value"].notna()]
    years = sorted({int(year) for year in known["year"]})
    shown = known[known["year"].between(scope.year_from, scope.year_to)]
    firsts = shown.groupby("indicator")["year"].agg(set)
    # Where several begin in different years, the first that all of them have.
    of_all = set.intersection(*firsts) if len(firsts) else set()
    first = min(of_all or shown["year"], default=None)
    return sorted(years, key=lambda year: (year != first, year))


def _draw(asked: _Asked) -> int:
    """Draw the charts, under the formula and above what it does not hold for; tell how many."""
    shown = {*asked.run("explore", period_type="")["indicator"]}
    if asked.lines and not shown:
        st.caption(f"所选指标没有{SPLITS[asked.lines]}的数，仍是{_EACH}。")
        asked = replace(asked, lines="")
    elif asked.lines and (lacking := [code for code in asked.indicators if code not in shown]):
        st.caption(plain(f"没有{SPLITS[asked.lines]}的数，未画：{'、'.join(_names(lacking))}。"))
    if asked.calculation:
        st.caption(plain(_formula(asked)))
    if not asked.calculation:
        charts = charts_of("explore", asked)
    elif asked.calculation == _RANK:
        charts = charts_of("explore_rank", asked)
    else:
        charts = charts_of("explore_calculated", asked)
    figure.grid(*charts[:_MOST])
    if len(charts) > _MOST:
        st.caption(f"单位或时期不同的各成一图，只画前 {_MOST} 张；少选几项可看其余。")
    if asked.calculation not in ("", _RANK):
        _say_why_not(asked)
    return len(charts)


def charts_of(name: str, asked: _Asked) -> list[FigureSpec]:
    """Name the charts: what has one unit and one kind of period can be compared."""
    groups: dict[tuple[str, str], set[str]] = {}
    for row in rows_of(asked.run(name, period_type="").dropna(subset="value")):
        groups.setdefault((row["unit"], row["period_type"]), set()).add(row["indicator"])
    units = [unit for unit, _ in groups]
    charts: list[FigureSpec] = []
    for (unit, period_type), of in groups.items():
        codes = [code for code in asked.indicators if code in of]
        title = _title(asked, codes)
        if units.count(unit) > 1:
            title += f"（按{PERIOD_TYPE[period_type]}）"
        heading = {"title": title, "unit": unit}
        if asked.calculation:
            heading["description"] = _formula(asked)
        # A ratio asks for the other of the two, too.
        some = asked if asked.calculation == _OF_TWO else replace(asked, indicators=tuple(codes))
        charts.append((name, some.values(name) | {"period_type": period_type} | heading))
    return charts


def _title(asked: _Asked, codes: list[str]) -> str:
    names = _names(codes)
    together = "、".join(names[:2]) + (f" 等 {len(names)} 项" if len(names) > 2 else "")
    if not asked.calculation:
        return together
    return _filled(CALCULATIONS[asked.calculation].title, asked, names=together)


def _formula(asked: _Asked) -> str:
    return f"由看板计算：{_filled(CALCULATIONS[asked.calculation].formula, asked)}。"


def _filled(pattern: str, asked: _Asked, names: str = "") -> str:
    first, *rest = _names(asked.indicators)
    second = rest[0] if rest else ""
    return pattern.format(base=asked.base_year, first=first, second=second, names=names)


def _names(codes: Iterable[str]) -> list[str]:
    return [str(explore.known()[code]["name"]) for code in codes]


def _say_why_not(asked: _Asked) -> None:
    """Say what could not be worked out, by the grounds."""
    told: dict[str, list[str]] = {}
    for row in rows_of(asked.run("explore_uncalculated")):
        periods = f" {row['periods']}" if isinstance(row["periods"], str) else ""
        told.setdefault(row["grounds"], []).append(f"{row['indicator_name']}{periods}")
    if told:
        said = "；".join(f"{why}（{'；'.join(what)}）" for why, what in told.items())
        st.caption(plain(f"没有算出：{said}。"))
