"""The workbook being written, sheet by sheet."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname

from dashboard.intake.form_columns import (
    CODE,
    CONTENT,
    EDITION,
    HELP,
    ITEM,
    LAST_CONTENT,
    MAJORS,
)
from dashboard.intake.form_layout import Layout
from dashboard.intake.template.figure_sheet import write_figures
from dashboard.intake.template.help_page import write_help
from dashboard.intake.template.lines import certain, item_code
from dashboard.intake.template.list_sheet import SPARE_ROWS, write_list
from dashboard.intake.template.pieces import (
    finish,
    put,
    put_header,
)
from dashboard.intake.template.reproducible import reproducible
from dashboard.intake.template.styles import (
    ASIDE,
    KEY,
    LOOKS,
    PLAIN,
    TEXT_INPUT,
    lines_in,
)
from dashboard.intake.template.validation import ask

_LISTS_FROM = 30  # the column of 填写说明 where the hidden lists for drop-downs begin


class TemplateWriter:
    """The workbook being written, sheet by sheet."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.book = Workbook()
        for look in LOOKS:
            self.book.add_named_style(look.style())
        self.help = self.book.worksheets[0]
        self.help.title = HELP
        self.hidden = _LISTS_FROM
        last = len(layout.majors.last) + SPARE_ROWS + 1
        majors = f"{quote_sheetname(MAJORS)}!$A$2:$A${last}"
        self._edition()
        write_list(self.book.create_sheet(layout.majors.title), layout.majors, "", "")
        for sheet in layout.sheets:
            made = self.book.create_sheet(sheet.title)
            write_figures(made, sheet, majors, self._hide)
        words = [one.words["indicator"] for one in layout.lists if "indicator" in one.words]
        names = self._hide([*words[0].values()])
        for one in layout.lists:
            write_list(self.book.create_sheet(one.title), one, majors, names)
        write_help(self.book, layout)

    def bytes(self) -> bytes:
        self.book.properties.creator = ""
        self.book.properties.title = f"{self.layout.year} 年版数据填报模板"
        raw = io.BytesIO()
        self.book.save(raw)
        return reproducible(raw.getvalue())

    def _edition(self) -> None:
        sheet = self.book.create_sheet(EDITION)
        put_header(sheet, [ITEM, CONTENT, LAST_CONTENT, CODE])
        last = self.layout.edition.last[0] if self.layout.edition.last else {}
        for row, (item, label) in enumerate(self.layout.edition.columns.items(), start=2):
            known = certain(self.layout, item)
            put(sheet, row, 1, label, KEY)
            put(sheet, row, 2, known, KEY if item == "edition" else TEXT_INPUT)
            put(sheet, row, 3, last.get(item, ""), ASIDE)
            put(sheet, row, 4, item_code(self.layout, item), ASIDE)
            sheet.row_dimensions[row].height = 22 * lines_in(last.get(item, ""), 60)
        for column, width in zip("ABC", (16, 60, 60), strict=True):
            sheet.column_dimensions[column].width = width
        sheet.column_dimensions["D"].hidden = True
        prompts = {
            "title": "封面上的全称。",
            "school": "学校的全称。",
            "published": "发布的日期，如 2025-12-27；不知道就留空。",
            "printed_date": "照封面所印，如 2025年12月。",
            "pages": "报告正文和附表的总页数，只写数。",
        }
        for row, item in enumerate(self.layout.edition.columns, start=2):
            if item in prompts:
                ask(sheet, [(row, row)], 2, self.layout.edition.columns[item], prompts[item])
        finish(sheet, 3, len(self.layout.edition.columns) + 1)

    def _hide(self, words: Sequence[str]) -> str:
        """Put words where a drop-down finds them and nobody sees them; return where."""
        column = get_column_letter(self.hidden)
        for row, word in enumerate(words, start=1):
            put(self.help, row, self.hidden, word, PLAIN)
        self.help.column_dimensions[column].hidden = True
        self.hidden += 1
        return f"{quote_sheetname(HELP)}!${column}$1:${column}${max(len(words), 1)}"
