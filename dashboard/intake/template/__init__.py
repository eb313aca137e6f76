"""The workbook that an office fills in for the next edition, and the same as one table.

Whoever opens it knows Excel and nothing else: what is asked stands in white cells, what the
edition before printed in grey ones beside them, and every cell says what belongs in it. The same
layout always gives the same bytes.
"""

import csv
import io

from dashboard.intake.form_columns import CODE, COLUMNS, EDITION, LAST, NAME, PRINTED, SHEET
from dashboard.intake.form_layout import Layout
from dashboard.intake.template.lines import cells_of, certain, item_code
from dashboard.intake.template.writer import TemplateWriter
from dashboard.text import as_text

__all__ = ["csv_text", "workbook"]


def workbook(layout: Layout) -> bytes:
    """Return the template as an Excel workbook."""
    return TemplateWriter(layout).bytes()


def csv_text(layout: Layout) -> bytes:
    """Return the figures asked for as one table, for those who script."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [SHEET, *COLUMNS], restval="", lineterminator="\r\n")
    writer.writeheader()
    rows: list[dict[str, str]] = []
    for item, label in layout.edition.columns.items():
        now = certain(layout, item)
        before = layout.edition.last[0][item] if layout.edition.last else ""
        code = item_code(layout, item)
        rows.append({SHEET: EDITION, NAME: label, PRINTED: now, LAST: before, CODE: code})
    for sheet in layout.sheets:
        rows += [{SHEET: sheet.title, **cells_of(line)} for line in sheet.lines]
    # What somebody filled in the year before is no formula in the table of the next.
    writer.writerows({name: as_text(said) for name, said in row.items()} for row in rows)
    return text.getvalue().encode("utf-8-sig")
