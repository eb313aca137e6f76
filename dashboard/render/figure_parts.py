"""What a figure shows, made once for each version of the data, each scope and each view.

Made here are texts and charts that all sessions share, so that a filter somebody has chosen before
costs nothing but sending.
"""

import functools
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from dashboard.contract.codes import GAP, STATUSES
from dashboard.query import connection, question
from dashboard.query.question import Query, Question
from dashboard.render import charts, narrowing, tables
from dashboard.render.markup import render
from dashboard.render.takeaways import takeaway

CHART, TABLE, ABOUT = "图", "表", "说明"
_SCALED = ("trend", "suitable", "bars", "columns")  # kinds whose one axis follows the figures


@dataclass(frozen=True)
class Chart:
    """A chart as it is sent: once written out, for all who look at it."""

    sent: bytes
    height: int
    picks: bool  # whether a click narrows everything to what is clicked

    @classmethod
    def of(cls, figure: go.Figure, alt: str, *, picks: bool) -> "Chart":
        """Write out a figure with its text for who cannot see it; the browser has the template."""
        drawn = figure.to_dict()
        del drawn["layout"]["template"]
        what = {"alt": alt, "picks": picks, **drawn}
        sent = json.dumps(what, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return cls(sent.encode(), figure.layout.height, picks)


@dataclass(frozen=True)
class Part:
    """One element of a figure: words, a piece of HTML, or a chart."""

    caption: str = ""
    html: str = ""
    chart: Chart | None = None


@functools.lru_cache(maxsize=256)
def heading(title: str, unit: str) -> str:
    """Write what stands above a figure."""
    return render("heading", title=title, unit=unit)


@connection.per_version
def is_lacking(asked: Question) -> bool:
    """Tell whether there is nothing to show, and that is a gap.

    Where the query has words for an empty answer, to have found nothing is an answer.
    """
    return asked.answer().empty and not asked.query.empty


@connection.per_version
def gaps(asked: Question) -> str:
    """Say what stands in place of numbers where a figure has lines and not one number in them."""
    frame = asked.answer()
    if frame.empty or not {"value", "status"} <= {*frame} or frame["value"].notna().any():
        return ""
    counts = [(STATUSES[code], int((frame["status"] == code).sum())) for code in GAP]
    found = [(status, count) for status, count in counts if count]
    every = "都" if len(found) == 1 else ""
    return "，".join(
        f"{count} 格{every}{f'填“{status.printed}”' if status.printed else status.label}"
        for status, count in found
    )


@connection.per_version
def parts(asked: Question, view: str, *, apart: bool = False) -> tuple[Part, ...]:
    """Make one view of a figure; nothing, where there are no figures in the scope.

    ``apart``: what is of the whole school stands by itself, under words that say so.
    """
    query, frame = asked.query, asked.answer()
    if frame.empty:
        return ()
    editions = len(question.run("editions"))
    if view == ABOUT:
        return (Part(html=tables.about(query, frame, definitions(frame), editions=editions)),)
    below = tables.footnote(
        frame,
        "" if apart and not narrowing.is_split(asked) else narrowing.remark(asked),
        editions=editions,
        elsewhere=narrowing.elsewhere(asked),
        is_chart=view == CHART,
    )
    made: list[Part] = []
    # Other layouts than the pivot name the major in each line.
    whole = view == TABLE and query.table[0] != "pivot"
    panes = [("", frame, split(query))] if whole else panels(frame, split(query))
    if view == CHART and (said := _takeaways(asked, panes)):
        made.append(Part(html=said))
    for caption, rows, by in panes:
        if view == TABLE:
            # Periods stand in the lines of a table already.
            across = "indicator_name" if by == "period" else by
            made.append(Part(caption, html=tables.LAYOUTS[query.table[0]](rows, across)))
        else:
            drawn = charts.KINDS[query.chart[0]](rows, by, _colours())
            if len(panes) > 1 and query.chart[0] in _SCALED:
                level(drawn, frame["value"])
            alt = f"{query.title}。{query.description}"
            made.append(Part(caption, chart=Chart.of(drawn, alt, picks=by == "major")))
    return (*made, Part(html=below)) if below else tuple(made)


def _takeaways(asked: Question, panes: Sequence[tuple[str, pd.DataFrame, str]]) -> str:
    """Say in a sentence what each chart of a figure shows, where anything can be said."""
    changes = pd.DataFrame()
    if "indicator" in (frame := asked.answer()):
        codes = list(frame["indicator"].dropna().unique())
        changes = question.run("moves", asked.scope, indicators=codes)
    kind = asked.query.chart[0]
    told = [(lead, takeaway(kind, rows, by, changes)) for lead, rows, by in panes]
    kept = [(lead, sentence) for lead, sentence in told if sentence]
    return render("takeaway", sentences=kept) if kept else ""


def elsewhere(asked: Question) -> str:
    """Say of a figure that has nothing for the majors chosen where the same is given for them."""
    return tables.footnote(pd.DataFrame(), elsewhere=narrowing.elsewhere(asked))


def level(drawn: go.Figure, known: pd.Series) -> None:
    """Give a chart the range of all beside it: they are compared, and as far must mean as much."""
    first = drawn.data[0]
    if first.type == "scatter":
        drawn.layout.yaxis.range = charts.padded(known, 0.08)
        charts.told_apart(drawn)
        return
    axis = drawn.layout.xaxis if first.orientation == "h" else drawn.layout.yaxis
    axis.range = [min(0.0, 1.1 * float(known.min())), 1.1 * float(known.max()) or 1.0]


def panels(frame: pd.DataFrame, by: str) -> list[tuple[str, pd.DataFrame, str]]:
    """Part a figure that is narrowed to several majors: (caption, rows, column of the series).

    Where the series are one anyway the majors take their place; else each major has its own.
    """
    if by == "major" or "major" not in frame or frame["major"].nunique() < 2:
        return [("", frame, by)]
    whose = frame["major"].fillna("全校")
    if by in frame and (frame[by] == whose).all():  # the majors by another name
        return [("", frame, "major")]
    named = by in frame and "period" in frame and not frame.duplicated([by, "period"]).any()
    if frame["major"].isna().any() and named:  # what is not theirs beside them, each row by name
        return [("", frame, by)]
    if by not in frame or frame[by].nunique() < 2:
        return [("", frame, "major")]
    return [(str(major), rows, by) for major, rows in frame.groupby(whose, sort=False)]


def split(query: Query) -> str:
    return (*query.chart[1:2], *query.table[1:2], "indicator_name")[0]


def _colours() -> dict[str, str]:
    """Give each major its colour, the same on every page."""
    names = list(question.run("majors")["major"])
    return {name: charts.SERIES[i % len(charts.SERIES)] for i, name in enumerate(names)}


def definitions(frame: pd.DataFrame) -> pd.DataFrame:
    if "indicator" not in frame:
        return pd.DataFrame()
    codes = [code for code in frame["indicator"].dropna().unique() if re.fullmatch(r"\w+", code)]
    return question.run("definitions", indicators=codes)
