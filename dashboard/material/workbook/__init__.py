"""Figures as an Excel workbook: contents with links, a sheet a figure, definitions and sources.

Numbers are numbers, written as they are printed; whatever comes from the data as text stays text.
"""

import io
from collections.abc import Sequence

import xlsxwriter

from dashboard.material.content import Content
from dashboard.material.cover import Cover
from dashboard.material.plots import plots
from dashboard.material.workbook import contents_sheet, figure_sheet, notes_sheet
from dashboard.material.workbook.native_chart import ChartData
from dashboard.material.workbook.sheets import Paper, Styles, sheet_names

# Nothing in a text is a formula, an address or a number in disguise.
_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(contents: Sequence[Content], cover: Cover) -> bytes:
    """Write figures, in their order, as one workbook."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, **_AS_TEXT}) as book:
        book.set_properties({"title": cover.title, "author": cover.school, "company": cover.school})
        styles, paper = Styles(book), Paper(cover)
        names = sheet_names([shown.called for shown in contents])
        contents_sheet.write(book, styles, paper, contents, names)
        drawn = [plots(shown) for shown in contents]
        sheets = [book.add_worksheet(name) for name in names]
        notes_sheet.write(book, styles, paper, contents, names)
        data = ChartData(book, styles, paper) if any(drawn) else None
        for sheet, shown, charts in zip(sheets, contents, drawn, strict=True):
            figure_sheet.write(
                sheet, styles, paper, shown, data.charts(shown.title, charts) if data else []
            )
    return written.getvalue()
