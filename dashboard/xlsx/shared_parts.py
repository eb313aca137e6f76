"""What the sheets of a workbook share: their names, the table of texts, the styles."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from dashboard.contract.faults import Refused
from dashboard.text import fold
from dashboard.xlsx.builtin_formats import BUILTIN_FORMATS
from dashboard.xlsx.package import Package
from dashboard.xlsx.xml_events import DAMAGED, SAVE_AS, End, Start

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

_ID = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_SHEETS = 200
_LONGEST_NAME = 100  # Excel allows 31
_TEXTS = 1_000_000
_STYLES = ("numFmt", "dxf", "cellXfs", "xf")


class SheetPart(NamedTuple):
    """A sheet by its name, and the part that holds it."""

    name: str
    part: str


@dataclass
class SharedParts:
    """What a cell refers to by number.

    ``formats`` are number formats by style; ``redrawing`` the conditional formats that have one.
    """

    sheets: list[SheetPart] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    redrawing: set[str] = field(default_factory=set)
    since_1904: bool = False


def sheet_parts(package: Package) -> list[SheetPart]:
    """Return the sheets of a workbook. Raises Refused."""
    return read_shared(package).sheets


def read_shared(package: Package) -> SharedParts:
    """Read the workbook's own part, its texts and its styles. Raises Refused."""
    starts = [part for role, part in package.relations("").values() if role == "officeDocument"]
    if len(starts) != 1:
        raise Refused(DAMAGED)
    relations = package.relations(starts[0])
    shared = SharedParts()
    for event in package.events(starts[0], "工作簿", MAIN, ("workbookPr", "sheet")):
        match event:
            case Start("workbookPr", attributes):
                shared.since_1904 = attributes.get("date1904") in {"1", "true"}
            case Start("sheet", attributes):
                role, part = relations.get(attributes.get(_ID, ""), ("", ""))
                if role not in {"chartsheet", "dialogsheet"}:
                    shared.sheets.append(SheetPart(attributes.get("name", ""), part))
    _check_sheets(shared.sheets)
    for role, part in relations.values():
        if role == "sharedStrings":
            _read_texts(package, part, shared)
        elif role == "styles":
            _read_styles(package, part, shared)
    return shared


def _check_sheets(sheets: list[SheetPart]) -> None:
    if len(sheets) > _SHEETS:
        message = f"工作簿有 {len(sheets)} 张工作表，超过了 {_SHEETS} 张。请删去不用的，再上传。"
        raise Refused(message)
    if not all(sheet.part for sheet in sheets) or not sheets:
        raise Refused(DAMAGED)
    if any(len(sheet.name) > _LONGEST_NAME for sheet in sheets):
        raise Refused(f"有一张工作表的名称超过 {_LONGEST_NAME} 个字。请改短，再上传。")
    # Names that differ in spaces or width would be taken for one another.
    for names in (
        [fold(sheet.name) for sheet in sheets],
        [sheet.part.lower() for sheet in sheets],
    ):
        name, count = Counter(names).most_common(1)[0]
        if count > 1 or "" in names:
            raise Refused(
                f"有两张工作表同名（或只差空格、全半角），或有一张没有名称（{name[:40]}）。"
                "请改名或删去一张，再上传。"
            )


def _read_texts(package: Package, part: str, shared: SharedParts) -> None:
    events = package.events(part, "文字表", MAIN, ("rPh",), ("t", "rPh", "si"))
    pieces: list[str] = []
    is_aid = False  # in a reading aid of Japanese, which stands beside a text
    for event in events:
        match event:
            case Start("rPh") | End("rPh"):
                is_aid = isinstance(event, Start)
            case End("t", text) if not is_aid:
                pieces.append(text)
            case End("si"):
                shared.texts.append("".join(pieces))
                pieces.clear()
                if len(shared.texts) > _TEXTS:
                    raise Refused(f"工作簿里的文字太多。请删去不用的工作表，{SAVE_AS[1:]}。")


def _read_styles(package: Package, part: str, shared: SharedParts) -> None:
    codes = {str(number): code for number, code in BUILTIN_FORMATS.items()}
    used: list[str] = []
    conditional = 0  # formats that conditions call for, as they are numbered
    within = ""  # the formats of cells, not those of named styles; or a conditional format
    for event in package.events(part, "样式表", MAIN, _STYLES, ("dxf", "cellXfs")):
        match event:
            case Start("dxf" | "cellXfs"):
                within = event.name
            case Start("numFmt") if within == "dxf":
                shared.redrawing.add(str(conditional))
            case Start("numFmt", attributes):
                codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            case Start("xf", attributes) if within == "cellXfs":
                used.append(attributes.get("numFmtId", "0"))
            case End("dxf"):
                conditional += 1
                within = ""
            case End("cellXfs"):
                within = ""
    shared.formats = [codes.get(number, f"编号 {number}") for number in used]
