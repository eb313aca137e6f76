"""A workbook made ready for openpyxl: what it would choke on taken out, what it would lose kept."""

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.xml.functions import fromstring

from dashboard.contract.faults import Refused
from dashboard.xlsx.package import PART, TOO_LARGE
from dashboard.xlsx.shared_parts import SheetPart

_LARGE_SHEET = 10_000_000
# Of all but sheets and texts openpyxl makes objects: a million names take 800 MB.
_OTHER_PART = 10_000_000
_TEXTS = "sharedstrings.xml"

_X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
_EMPTY_CELLS = re.compile(rb"<c\b[^<>]*/>")
_EMPTY_ROWS = re.compile(rb"<row\b[^<>]*(?:/>|>\s*</row>)")


def prepared(
    path: Path, sheets: list[SheetPart]
) -> tuple[IO[bytes], dict[str, list[DataValidation]]]:
    """Return the workbook without a million empty cells, and the rules that Excel keeps apart.

    A drop-down whose list stands on another sheet is saved by Excel in an extension, which
    openpyxl drops; written out as an ordinary one it works as well.
    """
    made = BytesIO()
    rules: dict[str, list[DataValidation]] = {}
    names = {sheet.part.lower(): sheet.name for sheet in sheets}
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            sheet = names.get(entry.filename.lower())
            is_content = sheet is not None or entry.filename.lower().endswith(_TEXTS)
            if entry.file_size > (PART if is_content else _OTHER_PART):
                raise Refused(TOO_LARGE.format(what=f"文件里的 {entry.filename[:40]} "))
            content = old.read(entry)
            if sheet is not None:
                if len(content) > _LARGE_SHEET:
                    content = _EMPTY_ROWS.sub(b"", _EMPTY_CELLS.sub(b"", content))
                rules[sheet] = _extended_rules(content)
            new.writestr(entry.filename, content)
    made.seek(0)
    return made, rules


def _extended_rules(content: bytes) -> list[DataValidation]:
    if b"x14:dataValidation " not in content:
        return []
    try:
        root = fromstring(content)
    except ParseError:
        return []
    return [
        rule for found in root.iter(f"{_X14}dataValidation") if (rule := _rule(found)) is not None
    ]


def _rule(found: Element) -> DataValidation | None:
    def formula(name: str) -> str | None:
        return found.findtext(f"{_X14}{name}/{_XM}f")

    known: dict[str, Any] = {
        name: value
        for name, value in found.attrib.items()
        if name in DataValidation.__attrs__ and name != "sqref"
    }
    try:
        return DataValidation(
            **known,
            sqref=found.findtext(f"{_XM}sqref") or (),
            formula1=formula("formula1"),
            formula2=formula("formula2"),
        )
    except (TypeError, ValueError):
        return None
