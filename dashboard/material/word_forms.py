"""An appended table in a document, ruled and spaced so that it takes one page."""

from docx.shared import Cm, Length, Pt

from dashboard.material import word_tables
from dashboard.material.official import Form
from dashboard.material.paper import Paper
from dashboard.material.word import OFFICIAL, START, TEXT_WIDTH

_NUMBER, _LABEL, _UNIT = range(3)
_NARROW = (Cm(1.1), Cm(1.5))  # numbers of lines, units
_YEAR, _NARROW_YEAR = Cm(2.3), Cm(1.8)  # columns of figures: of two, and of more
_HIGH = Cm(23.6)  # of a page, without the title
_ROW = (Cm(0.5), Cm(0.8))
_LETTER, _SMALLER, _MANY = Pt(10.5), Pt(9), 30  # 五号, and 小五 where there are many lines


def draw(paper: Paper, form: Form) -> None:
    """Write an appended table on a page of its own, its title below it, as the report has them."""
    paper.say("", START)
    figures = len(form.heads) - 3
    each = _YEAR if figures <= 2 else _NARROW_YEAR
    label = Length(TEXT_WIDTH - sum(_NARROW) - figures * each)
    widths = [_NARROW[0], label, _NARROW[1], *[each] * figures]
    letter = _LETTER if len(form.lines) <= _MANY else _SMALLER
    made = word_tables.table(paper.document, len(form.lines), widths, form.heads, form.title)
    for at, line in enumerate(form.lines, 1):
        cells = made.rows[at].cells
        # A text that stands over several lines is written into the first of them.
        texts = (line.number, line.label if line.labelled else "", line.unit, *line.cells)
        for column, (cell, words) in enumerate(zip(cells, texts, strict=True)):
            word_tables.write(cell, words, centred=column != _LABEL)
        if line.is_part:
            # 其中 stands over the names of all parts.
            layout = cells[_LABEL].paragraphs[0].paragraph_format
            layout.left_indent = Length((1 if line.begins else 4) * letter)
    # Only now: what is written into a cell below a merged one would stand in the first.
    for at, line in enumerate(form.lines, 1):
        word_tables.merge(made, _NUMBER, at, line.lines)
        word_tables.merge(made, _LABEL, at, line.labelled)
    if letter == _LETTER:
        word_tables.resize(made, letter)
    least, most = _ROW
    word_tables.height(made, Length(min(most, max(least, _HIGH // (len(form.lines) + 1)))))
    word_tables.keep_together(made, rows=2)
    paper.heading(form.title, OFFICIAL)
    paper.turn()
