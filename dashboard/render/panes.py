"""What a figure says, before it is drawn or written: its panes, sentences, gaps and definitions.

The screen and what is taken into a meeting are both made of this, so that they say the same.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from dashboard.contract.codes import GAP, KEPT_BACK, MOVES, STATUSES, SUPPRESSED
from dashboard.query import connection, question, scopes
from dashboard.query.question import Query, Question
from dashboard.render import narrowing
from dashboard.render.charts.parts import GREY, SERIES
from dashboard.render.takeaways import takeaway

_TOGETHER = ("divided", "intervals")  # kinds that show several majors themselves


class Pane(NamedTuple):
    """What stands in one chart or table: what it is of, its rows, the column of its series."""

    caption: str
    frame: pd.DataFrame
    by: str


@connection.per_version
def is_lacking(asked: Question) -> bool:
    """Tell whether there is nothing to show, and that is a gap.

    Where the query has words for an empty answer, to have found nothing is an answer.
    """
    return asked.answer().empty and not asked.query.empty


@connection.per_version
def is_drawn(asked: Question) -> bool:
    """Tell whether there is enough for a chart: a single number is read sooner in a table."""
    frame = asked.answer()
    is_enough = "value" not in frame or frame["value"].notna().sum() > 1
    return bool(asked.query.chart) and is_enough


@connection.per_version
def gaps(asked: Question) -> str:
    """Say what stands in place of numbers where a figure has lines and not one number in them."""
    frame = asked.answer()
    if frame.empty or not {"value", "status"} <= {*frame}:
        return ""
    if is_kept_back(frame[frame["major"].isin(asked.scope.majors)] if "list" in frame else frame):
        return KEPT_BACK  # the school's number beside them answers nothing
    if frame["value"].notna().any():
        return ""
    counts = [(STATUSES[code], int((frame["status"] == code).sum())) for code in GAP]
    found = [(status, count) for status, count in counts if count]
    every = "都" if len(found) == 1 else ""
    return "，".join(
        f"{count} 格{every}{f'填“{status.printed}”' if status.printed else status.label}"
        for status, count in found
    )


class Lack(NamedTuple):
    """What stands in place of a figure that has nothing to show, and why."""

    instead: str
    why: str


def lack(asked: Question) -> Lack | None:
    """Say what there is where a figure has no number in it; None where it has one.

    Nor is it lacking where the same is given elsewhere for the majors chosen.
    """
    told = gaps(asked)
    if not told and (not is_lacking(asked) or narrowing.elsewhere(asked)):
        return None
    everywhere = Question.of(asked.name, scopes.everything(), **dict(asked.values))
    if gaps(everywhere) or is_lacking(everywhere):
        of_list = "list" in asked.answer()
        why = "名单汇总没有可画的数" if of_list else "报告里空缺"
        return Lack(told or "没有这一项", why)
    chosen = f"所选范围（{'，'.join(scopes.words(asked.scope))}）"
    return Lack("", chosen + told) if told == KEPT_BACK else Lack(told, f"{chosen}内没有")


def in_charts(asked: Question) -> list[Pane]:
    """Part an answer into what each chart shows."""
    frame, by = asked.answer(), split(asked.query)
    return [Pane("", frame, by)] if asked.query.chart[0] in _TOGETHER else panels(frame, by)


def in_tables(asked: Question) -> list[Pane]:
    """Part an answer into what each table shows; periods stand in the lines of one already."""
    frame, by = asked.answer(), split(asked.query)
    # Other layouts than the pivot name the major in each line.
    whole = asked.query.table[0] != "pivot"
    return [
        Pane(caption, rows, "indicator_name" if of == "period" else of)
        for caption, rows, of in ([Pane("", frame, by)] if whole else panels(frame, by))
    ]


def takeaways(asked: Question, panes: Sequence[Pane]) -> list[tuple[str, str]]:
    """Say what each chart shows, where anything can be said: (what it is of, the sentence)."""
    changes, frame = pd.DataFrame(), asked.answer()
    if "list" in frame:  # what has moved is known of what is printed
        return []
    if "indicator" in frame:
        codes = list(frame["indicator"].dropna().unique())
        changes = question.run("moves", asked.scope, indicators=codes)
    kind = asked.query.chart[0]
    told = [(lead, takeaway(kind, rows, by, changes)) for lead, rows, by in panes]
    return [(lead, sentence) for lead, sentence in told if sentence]


def summary(asked: Question) -> str:
    """Say in a sentence what the table of a card, or of two years side by side, comes to."""
    of_table = {"card": _of_card, "side_by_side": _of_two_years}.get(asked.query.table[0])
    return of_table(asked) if of_table and not asked.answer().empty else ""


def _of_card(asked: Question) -> str:
    """Say what a card shows, as the chart of all its periods would; of several majors nothing."""
    card = asked.answer()
    codes = list(card["indicator"].unique())
    known = question.run("headline", asked.scope, indicators=codes)
    for column in ("major", "category", "period_kind"):
        known = known[known[column].fillna("") == (card[column].iloc[-1] or "")]
    changes = question.run("moves", asked.scope, indicators=codes)
    return takeaway("", known, "indicator_name", changes) if len(card) == 1 else ""


def _of_two_years(asked: Question) -> str:
    """Say how many figures have moved, and which way."""
    frame = asked.answer()
    moves = [MOVES[code] for code in frame["move"]]
    moved = [move for move in moves if move.tone != "gap"]
    sure = [move for move in moved if not move.doubted]
    counts = {
        "变好": sum(move.better is True for move in sure),
        "变差": sum(move.better is False for move in sure),
        "有升降、不分好坏": sum(move.better is None for move in sure),
        "有升降而数有疑": len(moved) - len(sure),
        "持平、不可比或不作判断": len(moves) - len(moved),
    }
    told = "，".join(f"{count} 项{words}" for words, count in counts.items() if count)
    years = asked.scope
    return f"{years.year_to}年比{years.year_from}年：两年都有数的 {len(moves)} 项中，{told}。"


def panels(frame: pd.DataFrame, by: str) -> list[Pane]:
    """Part a figure that is narrowed to several majors: the series may be the majors.

    Where the series are one anyway the majors take their place; else each major has its own.
    """
    if by == "major" or "major" not in frame:
        return [Pane("", frame, by)]
    # Of a list the school stands beside the majors, and is one of them here.
    if frame["major"].nunique(dropna="list" not in frame) < 2:
        return [Pane("", frame, by)]
    whose = frame["major"].fillna("全校")
    if by in frame and (frame[by] == whose).all():  # the majors by another name
        return [Pane("", frame, "major")]
    named = by in frame and "period" in frame and not frame.duplicated([by, "period"]).any()
    if frame["major"].isna().any() and named:  # what is not theirs beside them, each row by name
        return [Pane("", frame, by)]
    if by not in frame or frame[by].nunique() < 2:
        return [Pane("", frame, "major")]
    return [Pane(str(major), rows, by) for major, rows in frame.groupby(whose, sort=False)]


def is_kept_back(frame: pd.DataFrame) -> bool:
    """Tell whether there are figures of a list, and all of them are kept back."""
    return "status" in frame and {*frame["status"]} == {SUPPRESSED}


def split(query: Query) -> str:
    return (*query.chart[1:2], *query.table[1:2], "indicator_name")[0]


def definitions(frame: pd.DataFrame) -> pd.DataFrame:
    if "indicator" not in frame:
        return pd.DataFrame()
    codes = [code for code in frame["indicator"].dropna().unique() if re.fullmatch(r"\w+", code)]
    return question.run("definitions", indicators=codes)


def colours(frame: pd.DataFrame) -> dict[str, str]:
    """Give each major its colour and, where the majors of a list stand beside it, the school's."""
    return colours_of_majors() | ({"全校": GREY} if "list" in frame else {})


def colours_of_majors() -> dict[str, str]:
    """Give each major its colour, the same on every page."""
    names = list(question.run("majors")["major"])
    return {name: SERIES[i % len(SERIES)] for i, name in enumerate(names)}
