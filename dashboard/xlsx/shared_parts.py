"""What the sheets of a workbook share: their names, the table of texts, the styles."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from dashboard.contract.faults import Refused
from dashboard.text import fold
from dashboard.xlsx.builtin_formats import BUILTIN_FORMATS
from dashboard.xlsx.package import Package
from dashboard.xlsx.rich_text import FONT, RUN_ENDS, RUN_STARTS, Look, RichText
from dashboard.xlsx.xml_events import DAMAGED, SAVE_AS, Event, Start

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

_ID = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_SHEETS = 200
_LONGEST_NAME = 100  # Excel allows 31
_TEXTS = 1_000_000
_PARTS = ("dxf", "cellXfs", "fonts")  # of the styles
_STYLES = (*_PARTS, "numFmt", "xf", "font", *FONT)


class SheetPart(NamedTuple):
    """A sheet by its name, and the part that holds it."""

    name: str
    part: str


@dataclass
class SharedParts:
    """What a cell refers to by number.

    ``formats`` are number formats by style, ``font_faults`` say why nothing in one can be read;
    ``redrawing`` are the conditional formats that show a value otherwise, or struck out;
    ``text_faults`` say by number why a text cannot be read.
    """

    sheets: list[SheetPart] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    text_faults: dict[int, str] = field(default_factory=dict)
    formats: list[str] = field(default_factory=list)
    font_faults: list[str] = field(default_factory=list)
    redrawing: set[str] = field(default_factory=set)
    since_1904: bool = False


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
    rich = RichText()
    for event in package.events(part, "文字表", MAIN, RUN_STARTS, (*RUN_ENDS, "si")):
        if event.name != "si":
            rich.take(event)
            continue
        shared.texts.append(rich.text())
        if rich.fault:
            shared.text_faults[len(shared.texts) - 1] = rich.fault
        rich = RichText()
        if len(shared.texts) > _TEXTS:
            raise Refused(f"工作簿里的文字太多。请删去不用的工作表，{SAVE_AS[1:]}。")


def _read_styles(package: Package, part: str, shared: SharedParts) -> None:
    styles = _Styles()
    for event in package.events(part, "样式表", MAIN, _STYLES, _PARTS):
        styles.take(event)
    codes = {str(number): code for number, code in BUILTIN_FORMATS.items()} | styles.codes
    faults = {str(number): look.fault for number, look in enumerate(styles.looks)}
    shared.formats = [codes.get(number, f"编号 {number}") for number, _ in styles.used]
    shared.font_faults = [faults.get(font, "") for _, font in styles.used]
    shared.redrawing = {str(number) for number, redraws in enumerate(styles.conditional) if redraws}


class _Styles:
    """Gathers what the styles are made of."""

    def __init__(self) -> None:
        self.codes: dict[str, str] = {}  # of number formats
        self.used: list[tuple[str, str]] = []  # number format and font, by style
        self.looks: list[Look] = []  # by font
        self.conditional: list[bool] = []  # whether it redraws, by conditional format
        # The formats of cells, not those of named styles; fonts; or a conditional format.
        self._within = ""

    def take(self, event: Event) -> None:
        if event.name in _PARTS:
            self._within = event.name if isinstance(event, Start) else ""
            if self._within == "dxf":
                self.conditional.append(False)
        elif isinstance(event, Start) and self._within == "dxf":
            self._redraw(event)
        elif isinstance(event, Start):
            self._put(event)

    def _redraw(self, event: Start) -> None:
        if event.name == "strike":
            look = Look()
            look.add(event)
            self.conditional[-1] |= look.struck
        else:
            self.conditional[-1] |= event.name == "numFmt"

    def _put(self, event: Start) -> None:
        attributes = event.attributes
        if event.name == "numFmt":
            self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif event.name == "xf" and self._within == "cellXfs":
            self.used.append((attributes.get("numFmtId", "0"), attributes.get("fontId", "0")))
        elif event.name == "font" and self._within == "fonts":
            self.looks.append(Look())
        elif event.name in FONT and self._within == "fonts" and self.looks:
            self.looks[-1].add(event)
