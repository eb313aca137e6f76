"""A chosen figure in a document: what it shows, its charts and tables, and their source."""

from collections.abc import Iterator

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Length, Pt

from dashboard.material import cells, fitting, word_charts, word_tables
from dashboard.material.cells import Cell
from dashboard.material.content import Content, Table, source_line
from dashboard.material.pages import parted
from dashboard.material.paper import FIGURE, TABLE, Paper
from dashboard.material.plots import plots
from dashboard.material.word import NOTE, SMALL, TEXT_WIDTH
from dashboard.render.tables import Figure

_SMALLER = Pt(7.5)  # where a table has many columns
_MANY, _MOST_COLUMNS = 8, 10
_NARROW, _ROW = Cm(1.2), Cm(0.55)
_FEW = 15  # lines
_HIGH = Cm(18).pt  # of a page, for a chart below its heading
_SHORT = 8  # letters of a code, a unit, a number: not broken where there is room
_ROOM, _PADDING = TEXT_WIDTH.pt / 9, 1.2  # letters abreast, and those that a cell's margins take


def draw(paper: Paper, content: Content) -> None:
    """Write a figure below its heading."""
    paper.heading(headed(content))
    if content.headline:
        paper.say(content.headline).paragraph_format.keep_with_next = True
    if content.missing:
        paper.say(content.missing)
    if drawn := [part for plot in plots(content) for part in parted(plot, _HIGH)]:
        said = f"{titled(content)}。{content.headline or content.description}"
        word_charts.draw(paper, drawn, said)
        paper.caption(FIGURE, titled(content))
    for table in content.tables:
        _table(paper, content, table)
    for words in _notes(content):
        paper.say(words, NOTE)


def titled(content: Content) -> str:
    """Name a figure with its unit."""
    return f"{content.title}（{content.unit}）" if content.unit else content.title


def headed(content: Content) -> str:
    """Name a figure as whoever collects does; its captions name it as its page."""
    return content.own_title or titled(content)


def is_short(content: Content) -> bool:
    """Tell a figure that takes less than a page wherever it is opened."""
    return not content.panes and sum(len(one.grid.rows) for one in content.tables) <= _FEW


def _captioned(content: Content, whose: str) -> str:
    return f"{titled(content)} · {whose}" if whose else titled(content)


def _table(paper: Paper, content: Content, table: Table) -> None:
    caption, grid = _captioned(content, table.caption), table.grid
    heads, kinds = [*grid.heads], grid.columns
    rows = [[_words(cell) for cell in row] for row in grid.rows]
    widths = _widths([heads, *rows])
    if len(heads) > _MOST_COLUMNS:
        rows = [[str(number), _told(heads, row)] for number, row in enumerate(rows, 1)]
        heads, kinds, widths = ["序号", "内容"], "--", [_NARROW, Length(TEXT_WIDTH - _NARROW)]
    paper.caption(TABLE, caption)
    made = word_tables.table(paper.document, len(rows), widths, heads, caption)
    for place, row in zip(made.rows[1:], rows, strict=True):
        for cell, words, kind in zip(place.cells, row, kinds, strict=True):
            word_tables.write(cell, words)
            for paragraph in cell.paragraphs if kind == "n" else ():
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    word_tables.height(made, _ROW)
    if len(rows) <= _FEW:
        word_tables.keep_together(made)
    if len(heads) > _MANY:
        word_tables.resize(made, _SMALLER)
    paper.say("", SMALL)
    for words in grid.notes:
        paper.say(words, NOTE)


def _told(heads: list[str], row: list[str]) -> str:
    """Write a line of more columns than a page has room for as one text."""
    return "；".join(f"{head}：{words}" for head, words in zip(heads, row, strict=True) if words)


def _words(cell: Cell) -> str:
    """Write a cell; of how many a rate was taken stands below it."""
    sample = cell.sample if isinstance(cell, Figure) else ""
    return "\n".join(filter(None, (cells.text(cell), sample)))


def _widths(rows: list[list[str]]) -> list[Length]:
    """Share the width of the text out: narrow columns get what they ask for, wide ones less."""
    wanted = [
        max(fitting.em(line) for cell in column for line in cell.split("\n")) + _PADDING
        for column in zip(*rows, strict=True)
    ]
    given: list[float] = [0] * len(wanted)
    left = {at: wide**0.75 for at, wide in enumerate(wanted)}
    for at in sorted(left, key=left.__getitem__):
        rest = _ROOM - sum(given)
        share, equal = rest * left[at] / sum(left.values()), rest / len(left)
        given[at] = min(wanted[at], max(share, min(equal, _SHORT)))
        del left[at]
    return [Length(int(TEXT_WIDTH * wide / sum(given))) for wide in given]


def _notes(content: Content) -> Iterator[str]:
    """Say below a figure what it is of, where it comes from and what is doubted."""
    if content.scope:
        yield f"范围：{content.scope}"
    yield source_line(content.sources)
    yield from content.remarks
    yield from content.doubts
    if said := "　".join(filter(None, (content.date, content.note))):
        yield f"备注：{said}"
