"""What a figure shows, made once for each version of the data, each scope and each view.

Made here are texts and charts that all sessions share, so that a filter somebody has chosen before
costs nothing but sending.
"""

import functools
import json
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dashboard.contract.codes import KEPT_BACK
from dashboard.query import connection, question
from dashboard.query.question import Question
from dashboard.render import charts, narrowing, panes, tables
from dashboard.render.markup import render

CHART, TABLE, ABOUT = "图", "表", "说明"
_SCALED = ("trend", "suitable", "bars", "columns")  # kinds whose one axis follows the figures


@dataclass(frozen=True)
class Chart:
    """A chart as it is sent: once written out, for all who look at it."""

    sent: bytes
    height: int
    picks: bool  # whether a click narrows everything to what is clicked

    @classmethod
    def of(cls, figure: go.Figure, alt: str, caption: str, *, picks: bool) -> "Chart":
        """Write out a figure with its text for who cannot see it; the browser has the template."""
        drawn = figure.to_dict()
        del drawn["layout"]["template"]
        what = {"alt": alt, "picks": picks, **drawn}
        if caption:
            what["caption"] = caption
        sent = json.dumps(what, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return cls(sent.encode(), figure.layout.height, picks)


@dataclass(frozen=True)
class Part:
    """One element of a figure: words, a piece of HTML, or a chart."""

    caption: str = ""
    html: str = ""
    chart: Chart | None = None


class Pictured(NamedTuple):
    """What a chart as a picture is called, how it is narrowed, and lines that stand under it."""

    file: str
    scope: str
    under: str


@functools.lru_cache(maxsize=1024)
def heading(
    title: str, unit: str, citation: str = "", line: str = "", picture: Pictured | None = None
) -> str:
    """Write what stands above a figure.

    Beside it, if any, the address by which it is cited, the line by which it is taken along, and
    what its chart says as a picture.
    """
    return render("heading", title=title, unit=unit, citation=citation, line=line, picture=picture)


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
        return (Part(html=tables.about(query, frame, panes.definitions(frame), editions=editions)),)
    below = tables.footnote(
        frame,
        "" if apart and not narrowing.is_split(asked) else narrowing.remark(asked),
        editions=editions,
        elsewhere=narrowing.elsewhere(asked),
        is_chart=view == CHART,
    )
    made: list[Part] = []
    if view == TABLE and (said := panes.summary(asked)):
        made.append(Part(html=render("takeaway", sentences=[("", said)])))
    for caption, rows, by in panes.in_tables(asked) if view == TABLE else ():
        made.append(Part(caption, html=tables.LAYOUTS[query.table[0]](rows, by)))
    if view == CHART:
        made += _charts(asked)
    return (*made, Part(html=below)) if below else tuple(made)


def _charts(asked: Question) -> list[Part]:
    """Draw what a figure shows, under a sentence on each chart."""
    query, of_charts = asked.query, panes.in_charts(asked)
    made: list[Part] = []
    if said := panes.takeaways(asked, of_charts):
        made.append(Part(html=render("takeaway", sentences=said)))
    for caption, rows, by in of_charts:
        if query.chart[0] in _SCALED and panes.is_kept_back(rows):
            made.append(Part("：".join(filter(None, [caption, KEPT_BACK]))))
            continue
        drawn = charts.KINDS[query.chart[0]](rows, by, panes.colours(rows))
        if len(of_charts) > 1 and query.chart[0] in _SCALED:
            level(drawn, asked.answer()["value"])
        alt = f"{query.title}。{query.description}"
        made.append(Part(caption, chart=Chart.of(drawn, alt, caption, picks=by == "major")))
    return made


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
