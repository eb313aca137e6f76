"""What a cell of a table says where there is no markup, and how its number is written."""

import re

from dashboard.render.tables import Figure, Link
from dashboard.text import without_controls

Cell = str | Link | Figure

DOUBTFUL = "†"
_NUMBER = re.compile(r"-?[0-9][0-9,]*(?:\.([0-9]+))?")
_LONGEST = 24  # letters round a number, beyond which it is a sentence


def text(cell: Cell) -> str:
    """Write a cell with all its marks."""
    if isinstance(cell, Figure):
        return without_controls(f"{cell.text}{marks(cell)}")
    return without_controls(cell.name if isinstance(cell, Link) else cell)


def marks(cell: Figure) -> str:
    """Write what stands behind a figure: doubtful, doubted by the audit, the number of a remark."""
    doubted = cell.mark.symbol if cell.mark else ""
    return f"{DOUBTFUL if cell.is_doubtful else ''}{doubted}{cell.note}"


def number_format(cell: Figure) -> str:
    """Return the format by which a spreadsheet writes the value as it stands here, with its marks.

    Nothing where the text is not that number: a gap, or 1.68万 for 16800.
    """
    if cell.value is None or len(cell.text) > _LONGEST:
        return ""
    for found in _NUMBER.finditer(cell.text):
        places = len(found[1] or "")
        if f"{float(found[0].replace(',', '')):.{places}f}" == f"{cell.value:.{places}f}":
            digits = ("#,##0" if "," in found[0] else "0") + (f".{'0' * places}" if places else "")
            before, behind = cell.text[: found.start()], cell.text[found.end() :] + marks(cell)
            return f"{_literally(before)}{digits}{_literally(behind)}"
    return ""


def _literally(words: str) -> str:
    return f'"{words.replace(chr(34), "")}"' if words else ""
