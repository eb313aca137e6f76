"""Figures as HTML: the table view, the definition, the line of sources under a figure.

Plain tables, not Streamlit's data grid: they read out loud, wrap on a phone, print, and speak
Chinese throughout. Everything that comes from the data is escaped.
"""

from collections.abc import Callable

import pandas as pd

from dashboard.render.tables.audited import (
    audit_line,
    chapters,
    claims,
    held,
    near,
    numbers,
    standards,
    tally,
)
from dashboard.render.tables.compared import changes, faults, history, lines, steps, told
from dashboard.render.tables.figures import Figure, Grid, Link, table_of
from dashboard.render.tables.findings import brief, findings
from dashboard.render.tables.grids import grid
from dashboard.render.tables.layouts import (
    across,
    card,
    catalogue,
    latest,
    matrix,
    pivot,
    side_by_side,
    stated,
)
from dashboard.render.tables.listing import listing
from dashboard.render.tables.notes import (
    about,
    doubts,
    footnote,
    kept_back,
    marks,
    places,
    samples,
    sources,
)
from dashboard.render.tables.official import form

__all__ = [
    "LAYOUTS",
    "Figure",
    "Grid",
    "Link",
    "about",
    "across",
    "audit_line",
    "brief",
    "card",
    "catalogue",
    "changes",
    "chapters",
    "claims",
    "doubts",
    "faults",
    "findings",
    "footnote",
    "form",
    "grid",
    "held",
    "history",
    "kept_back",
    "latest",
    "lines",
    "listing",
    "marks",
    "matrix",
    "near",
    "numbers",
    "pivot",
    "places",
    "samples",
    "side_by_side",
    "sources",
    "standards",
    "stated",
    "steps",
    "table_of",
    "tally",
    "told",
]

# The layouts that a query's header may name.
LAYOUTS: dict[str, Callable[[pd.DataFrame, str], str]] = {
    layout.__name__: layout
    for layout in (
        *(pivot, matrix, listing, latest, card, side_by_side, across, stated, catalogue, form),
        *(findings, brief, chapters, claims, standards, held, near),
    )
}
