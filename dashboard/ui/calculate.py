"""What is shown of the indicators chosen on 指标探索: what is printed, or is worked out of it."""

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from dashboard.contract.exploration import CALCULATIONS, SPLITS
from dashboard.contract.period import PERIOD_TYPE
from dashboard.contract.wording import rows_of
from dashboard.outline.part import FigureSpec
from dashboard.text import plain
from dashboard.ui import explore, figure, page, reckoning
from dashboard.ui.reckoning import EACH, RANK, Asked

_OF_TWO = "ratio"
_MOST = 6  # charts on one screen


def show(chosen: list[str]) -> None:
    """Draw what is asked of the indicators: a chart for each unit and kind of period, all figures.

    What cannot be worked out is said, with why.
    """
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="calculate"):
        asked = reckoning.choose(chosen)
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


def _draw(asked: Asked) -> int:
    """Draw the charts, under the formula and above what it does not hold for; tell how many."""
    shown = {*asked.run("explore", period_type="")["indicator"]}
    if asked.lines and not shown:
        st.caption(f"所选指标没有{SPLITS[asked.lines]}的数，仍是{EACH}。")
        asked = replace(asked, lines="", alone="")
    elif asked.lines and (lacking := [code for code in asked.indicators if code not in shown]):
        st.caption(plain(f"没有{SPLITS[asked.lines]}的数，未画：{'、'.join(_names(lacking))}。"))
    if asked.calculation:
        st.caption(plain(_formula(asked)))
    if not asked.calculation:
        charts = charts_of("explore", asked)
    elif asked.calculation == RANK:
        charts = charts_of("explore_rank", asked)
    else:
        charts = charts_of("explore_calculated", asked)
    figure.grid(*charts[:_MOST])
    if len(charts) > _MOST:
        st.caption(f"单位或时期不同的各成一图，只画前 {_MOST} 张；少选几项可看其余。")
    if asked.calculation not in ("", RANK):
        _say_why_not(asked)
    return len(charts)


def charts_of(name: str, asked: Asked) -> list[FigureSpec]:
    """Name the charts: what has one unit and one kind of period can be compared."""
    groups: dict[tuple[str, str], set[str]] = {}
    for row in rows_of(asked.run(name, period_type="").dropna(subset="value")):
        groups.setdefault((row["unit"], row["period_type"]), set()).add(row["indicator"])
    units = [unit for unit, _ in groups]
    charts: list[FigureSpec] = []
    for (unit, period_type), of in groups.items():
        codes = [code for code in asked.indicators if code in of]
        said = heading(asked, codes, unit)
        if units.count(unit) > 1:
            said["title"] += f"（按{PERIOD_TYPE[period_type]}）"
        # A ratio asks for the other of the two, too.
        some = asked if asked.calculation == _OF_TWO else replace(asked, indicators=tuple(codes))
        charts.append((name, some.values(name) | {"period_type": period_type} | said))
    return charts


def heading(asked: Asked, codes: list[str], unit: str) -> dict[str, str]:
    """Say what stands above a chart of these: what the query itself cannot know."""
    said = {"title": _title(asked, codes), "unit": unit}
    return said | ({"description": _formula(asked)} if asked.calculation else {})


def _title(asked: Asked, codes: list[str]) -> str:
    names = _names(codes)
    together = "、".join(names[:2]) + (f" 等 {len(names)} 项" if len(names) > 2 else "")
    together += f"（{asked.alone}）" if asked.alone else ""
    if not asked.calculation:
        return together
    return _filled(CALCULATIONS[asked.calculation].title, asked, names=together)


def _formula(asked: Asked) -> str:
    return f"由看板计算：{_filled(CALCULATIONS[asked.calculation].formula, asked)}。"


def _filled(pattern: str, asked: Asked, names: str = "") -> str:
    first, *rest = _names(asked.indicators)
    second = rest[0] if rest else ""
    return pattern.format(base=asked.base_year, first=first, second=second, names=names)


def _names(codes: Iterable[str]) -> list[str]:
    return [str(explore.known()[code]["name"]) for code in codes]


def _say_why_not(asked: Asked) -> None:
    """Say what could not be worked out, by the grounds."""
    told: dict[str, list[str]] = {}
    for row in rows_of(asked.run("explore_uncalculated")):
        periods = f" {row['periods']}" if isinstance(row["periods"], str) else ""
        told.setdefault(row["grounds"], []).append(f"{row['indicator_name']}{periods}")
    if told:
        said = "；".join(f"{why}（{'；'.join(what)}）" for why, what in told.items())
        st.caption(plain(f"没有算出：{said}。"))
