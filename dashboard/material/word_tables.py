"""Tables in a document of Word: ruled, as wide as the text, their heading on every page."""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from dashboard.material.word import CELL, text

_PADDING = 57  # twentieths of a point: a millimetre


def table(
    document: Document, rows: int, widths: Sequence[Length], heading: Sequence[str], what: str
) -> Table:
    """Add a table of so many rows below its heading; ``what`` says what it shows, to be read out.

    The heading stands again on each page, and no row is parted between two.
    """
    made: Table = document.add_table(rows + 1, len(widths))
    made.style, made.alignment, made.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    _describe(made, what)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for row in made.rows:
        _property(row._tr.get_or_add_trPr(), "w:cantSplit")  # noqa: SLF001
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width, cell.vertical_alignment = width, WD_CELL_VERTICAL_ALIGNMENT.CENTER
            _style(cell.paragraphs[0])
    _property(made.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")  # noqa: SLF001
    for cell, words in zip(made.rows[0].cells, heading, strict=True):
        write(cell, words, centred=True, bold=True)
    return made


def write(cell: _Cell, words: str, *, centred: bool = False, bold: bool = False) -> None:
    """Write a text into a cell, a paragraph a line."""
    for number, line in enumerate(text(words).split("\n")):
        place = cell.paragraphs[0] if not number else _style(cell.add_paragraph())
        run = place.add_run(line)
        if bold:
            run.bold = True
        if centred:
            place.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _style(place: Paragraph) -> Paragraph:
    """Give a paragraph the style of cells by key: a name takes a hundred times as long."""
    place._p.style = CELL  # noqa: SLF001
    return place


def height(made: Table, tall: Length) -> None:
    """Make every row at least as tall."""
    for row in made.rows:
        row.height, row.height_rule = tall, WD_ROW_HEIGHT_RULE.AT_LEAST


def merge(made: Table, column: int, row: int, rows: int) -> None:
    """Make one cell of several below each other, of which the first says something."""
    for below in range(rows if rows > 1 else 0):
        cell = made.rows[row + below]._tr.tc_lst[column]  # noqa: SLF001
        cell.vMerge = "continue" if below else "restart"


def resize(made: Table, size: Length) -> None:
    """Write a table in letters of another size."""
    for row in made.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.line_spacing = Length(size * 4 // 3)
                for run in paragraph.runs:
                    run.font.size = size


def keep_together(made: Table, *, rows: int = 0) -> None:
    """Keep the last rows of a table, or all, on one page with what follows it."""
    for row in made.rows[-rows:]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _describe(made: Table, what: str) -> None:
    properties = made._tbl.tblPr  # noqa: SLF001
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(_PADDING))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    description = OxmlElement("w:tblDescription")
    description.set(qn("w:val"), text(what))
    # In the order of the schema: margins, look, description.
    look = properties.find(qn("w:tblLook"))
    if look is None:
        properties.append(margins)
    else:
        look.addprevious(margins)
    properties.append(description)


def _property(properties: object, name: str) -> None:
    properties.append(OxmlElement(name))  # type: ignore[attr-defined]
