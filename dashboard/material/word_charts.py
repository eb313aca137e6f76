"""Charts in a document of Word: its own, which can be edited, with their numbers in a workbook."""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Length
from docx.text.paragraph import Paragraph

from dashboard.material.chart_file import ChartFile
from dashboard.material.paper import Paper
from dashboard.material.plots import Plot
from dashboard.material.word import CELL, SMALL, TEXT_WIDTH, text

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING = f"""\
<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent/>
<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="{_CHART}"><c:chart xmlns:c="{_CHART}"/></a:graphicData></a:graphic>
</wp:inline></w:drawing>"""
_WORKBOOK = f'<c:externalData xmlns:c="{_CHART}"><c:autoUpdate val="0"/></c:externalData>'
# What may stand in a chart after the reference to its workbook.
_AFTER = {f"{{{_CHART}}}{name}" for name in ("printSettings", "userShapes", "extLst")}

_LETTERS, _SMALLER = 9, 8  # points, in a chart as wide as the text, and where less room is
_ABREAST = 2
_HALF = Cm(7.6)
_TALLEST, _TALL, _LESS_TALL = Cm(9.6), Cm(7.2), Cm(5.4)  # words stand over bars with a standard
_BAR, _AXIS, _SHORTEST = Cm(0.55), Cm(1.6), Cm(3.6)  # of lying bars: each, all else, at least


def draw(paper: Paper, plots: Sequence[Plot], said: str) -> None:
    """Draw the charts of a figure, several two abreast; ``said`` is read out to who sees none."""
    document = paper.document
    if len(plots) == 1:
        place = paper.say("", SMALL)
        _draw(document, place, plots[0], TEXT_WIDTH, said)
        return
    rows = -(-len(plots) // _ABREAST)
    places = document.add_table(rows, _ABREAST)
    for number, plot in enumerate(plots):
        cell = places.cell(*divmod(number, _ABREAST))
        cell.paragraphs[0].style = CELL
        cell.paragraphs[0].add_run(text(plot.caption)).bold = True
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        cell.paragraphs[0].paragraph_format.keep_with_next = True
        _draw(document, cell.add_paragraph(style=SMALL), plot, _HALF, f"{said}（{plot.caption}）")


def _draw(document: Document, place: Paragraph, plot: Plot, width: Length, said: str) -> None:
    place.alignment = WD_ALIGN_PARAGRAPH.CENTER
    place.paragraph_format.keep_with_next = True
    size = _LETTERS if width == TEXT_WIDTH and plot.line_at is None else _SMALLER
    chart = _part(document, ChartFile(plot, width.pt, size))
    drawing = parse_xml(_DRAWING)
    extent, properties = (next(drawing.iter(qn(f"wp:{name}"))) for name in ("extent", "docPr"))
    extent.set("cx", str(width))
    extent.set("cy", str(_height(plot, width)))
    number = sum(1 for _ in document.element.iter(qn("w:drawing"))) + 1
    properties.set("id", str(number))
    properties.set("name", f"图表 {number}")
    properties.set("descr", text(said))
    [reference] = drawing.iter(f"{{{_CHART}}}chart")
    reference.set(qn("r:id"), document.part.relate_to(chart, RELATIONSHIP_TYPE.CHART))
    place.add_run()._r.append(drawing)  # noqa: SLF001


def _height(plot: Plot, width: Length) -> Length:
    if plot.shape == "bar" and plot.line_at is None:
        abreast = 1 if plot.stacking else len(plot.series)
        return Length(max(_SHORTEST, _AXIS + len(plot.categories) * abreast * _BAR))
    if plot.line_at is not None:
        return _TALLEST
    return _TALL if width == TEXT_WIDTH else _LESS_TALL


def _part(document: Document, chart: ChartFile) -> Part:
    """Add a chart to the document, and the workbook that opens where its numbers are edited."""
    package = document.part.package
    number = sum(part.partname.startswith("/word/charts/") for part in package.iter_parts()) + 1
    place = PackURI(f"/word/embeddings/chart{number}.xlsx")
    workbook = Part(place, CONTENT_TYPE.SML_SHEET, chart.xlsx_blob, package)
    made = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, b"", package)
    made._blob = _tied(chart.xml_bytes(), made.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE))  # noqa: SLF001
    return made


def _tied(drawn: bytes, workbook: str) -> bytes:
    """Tell a chart which workbook holds its numbers."""
    chart = parse_xml(drawn)
    reference = parse_xml(_WORKBOOK)
    reference.set(qn("r:id"), workbook)
    if after := [one for one in chart if one.tag in _AFTER]:
        after[0].addprevious(reference)
    else:
        chart.append(reference)
    return bytes(serialize_part_xml(chart))
