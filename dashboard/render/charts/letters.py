"""Texts of the data in a chart, shown to the letter: Plotly reads tags and entities in every text.

A chart counts the letters of a name, breaks it and puts tags of its own round it. So what would be
read as markup goes into a chart as letters that no text has, one for each, and comes out of it as
entities, past the chart's own tags.
"""

from typing import Any

import pandas as pd

from dashboard.text import without_controls

# Code points that Unicode leaves to a program's own use, and so in no text.
_HELD = str.maketrans("<>&'\"", "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4")
_WRITTEN = str.maketrans(
    {"\ufdd0": "&lt;", "\ufdd1": "&gt;", "\ufdd2": "&amp;", "\ufdd3": "&#39;", "\ufdd4": "&#34;"}
)
_CODES = ["operator"]  # what a chart looks at and does not write
_NUMBERS = "biuf"  # columns without texts, by numpy's letters


def held(text: str) -> str:
    """Return a text as a chart is given it."""
    return without_controls(text).translate(_HELD)


def hold(frame: pd.DataFrame) -> pd.DataFrame:
    """Return rows with all their texts as a chart is given them; ordinary columns stay as is."""
    changed = {}
    for column, kind in zip(frame.columns.tolist(), frame.dtypes, strict=True):
        if column in _CODES or kind.kind in _NUMBERS:
            continue
        cells = frame[column].tolist()
        texts = [held(cell) if isinstance(cell, str) else cell for cell in cells]
        if any(
            isinstance(cell, str) and cell != text for cell, text in zip(cells, texts, strict=True)
        ):
            changed[column] = pd.Series(texts, index=frame.index, dtype=object)
    return frame.assign(**changed) if changed else frame


def written(content: Any) -> Any:
    """Return what a chart is made of with the texts in it as Plotly shows them to the letter."""
    if isinstance(content, str):
        return content.translate(_WRITTEN)
    if isinstance(content, dict):
        return {key: written(value) for key, value in content.items()}
    if isinstance(content, (list, tuple)):
        return [written(value) for value in content]
    return content
