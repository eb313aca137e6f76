"""Workbooks for the tests: put together from XML by hand, so that they can be wrong in any way."""

import io
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from dashboard.xlsx import Grid, grids

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def data(*rows: str) -> str:
    """Return the XML of a sheet around its rows."""
    return f"<sheetData>{''.join(rows)}</sheetData>"


def one(cell: str, row: int = 1) -> str:
    """Return the XML of a sheet with one row."""
    return data(f'<row r="{row}">{cell}</row>')


def text(reference: str, said: str, style: int = 0) -> str:
    """Return the XML of a cell with a text in it."""
    kept = escape(said, {"\r": "_x000D_"})
    return (
        f'<c r="{reference}" s="{style}" t="inlineStr">'
        f'<is><t xml:space="preserve">{kept}</t></is></c>'
    )


def number(reference: str, stored: object, style: int = 0) -> str:
    """Return the XML of a cell with a number in it."""
    return f'<c r="{reference}" s="{style}"><v>{stored}</v></c>'


def parts(
    sheets: Mapping[str, str] | Iterable[tuple[str, str]],
    *,
    formats: Iterable[str] = (),
    texts: Iterable[str] = (),
    book: str = "",
    relations: str = "",
    types: str = "",
) -> dict[str, str]:
    """Return the parts of a workbook; style n + 1 shows in the n-th of the formats."""
    named = list(sheets.items() if isinstance(sheets, Mapping) else sheets)
    formats, texts = list(formats), list(texts)
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{place}" r:id="s{place}"/>'
        for place, (name, _) in enumerate(named, 1)
    )
    linked = "".join(
        f'<Relationship Id="s{place}" Type="{OFFICE}/worksheet" '
        f'Target="worksheets/sheet{place}.xml"/>'
        for place in range(1, len(named) + 1)
    )
    declared = "".join(
        f'<Override PartName="/xl/worksheets/sheet{place}.xml" '
        f'ContentType="{_MIME}.worksheet+xml"/>'
        for place in range(1, len(named) + 1)
    )
    codes = "".join(
        f'<numFmt numFmtId="{200 + place}" formatCode={quoteattr(code)}/>'
        for place, code in enumerate(formats)
    )
    used = "".join(
        f'<xf numFmtId="{200 + place}" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/>'
        for place in range(len(formats))
    )
    made = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_MIME}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_MIME}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_MIME}.sharedStrings+xml"/>'
        f"{declared}{types}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="b" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{book}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{linked}'
        f'<Relationship Id="st" Type="{OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="ss" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        f"{relations}</Relationships>",
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(formats)}">{codes}'
        '</numFmts><fonts><font/></fonts><fills><fill><patternFill patternType="none"/></fill>'
        "</fills><borders><border/></borders>"
        "<cellStyleXfs><xf/></cellStyleXfs><cellXfs>"
        f'<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>{used}</cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">'
        f"{''.join(f'<si>{said}</si>' for said in texts)}</sst>",
    }
    for place, (_, content) in enumerate(named, 1):
        made[f"xl/worksheets/sheet{place}.xml"] = (
            f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{content}</worksheet>'
        )
    return {name: _HEAD + content for name, content in made.items()}


def packed(content: Mapping[str, str | bytes]) -> bytes:
    """Return the parts as the bytes of a zip."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, part in content.items():
            zipped.writestr(name, part)
    return made.getvalue()


def saved(folder: Path, content: Mapping[str, str | bytes] | bytes) -> Path:
    """Write a workbook, from its parts or its bytes, and return where."""
    path = folder / "book.xlsx"
    path.write_bytes(content if isinstance(content, bytes) else packed(content))
    return path


def read_here(content: Mapping[str, str | bytes] | bytes) -> list[Grid]:
    """Read a workbook in this process, as a process for each would take minutes."""
    with tempfile.TemporaryDirectory() as folder:
        return grids.read(saved(Path(folder), content))


GOOD = parts(
    {
        "甲": data(
            f'<row r="1">{text("A1", "指标")}{number("B1", 5)}<c r="C1" t="s"><v>1</v></c></row>',
            f'<row r="7">{number("A7", "0.9792", 1)}{number("C7", "1234.5", 2)}</row>',
        ),
        "乙": one(text("A1", "另一张")),
    },
    formats=["0.00%", "#,##0.00"],
    texts=["<t>没有用到</t>", "<t>文字</t>"],
)
SHEET = "xl/worksheets/sheet1.xml"  # its first
