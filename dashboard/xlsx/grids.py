"""From the parts of a workbook to its sheets as they look on screen.

Read in one pass and without a library of spreadsheets, for two reasons: what stands in the file
reaches `shown` to the letter, neither turned into a date nor into a float on the way; and a sheet
is let go the moment it holds more than a person would type, however it is packed.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from dashboard.contract.faults import Refused
from dashboard.text import fold
from dashboard.xlsx import FAULTS_SHEET, Grid, number_format
from dashboard.xlsx.number_format import RETYPE, Shown
from dashboard.xlsx.package import DAMAGED, SAVE_AS, Begins, Ends, Package

_SHEETS = 200
_LONGEST_NAME = 100  # Excel allows 31
_ROWS_USED = 10_000
_CELLS = 100_000
_CHARACTERS = 5_000_000
_TEXTS = 1_000_000
_MERGED = 5_000
_LONGEST_TEXT = 2_000
_ROWS, _COLUMNS = 1_048_576, 16_384

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
_ID = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_ROW = re.compile(r"[1-9][0-9]{0,6}")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")

# The formats that a workbook uses by number. Those that depend on the system's country are left
# out, or cut to the part that does not; 27 to 36 and 50 to 58 are Chinese dates without a year or
# without a day, but for 31.
_LOCAL = "[?]"
_FORMATS = (
    dict(enumerate(("General", "0", "0.00", "#,##0", "#,##0.00")))
    | dict(enumerate(("0%", "0.00%", "0.00E+00", "# ?/?", "# ??/??"), 9))
    | dict(enumerate(("yyyy/m/d", "d-mmm-yy", "d-mmm", "mmm-yy"), 14))
    | dict(enumerate(("h:mm", "h:mm:ss", "h:mm", "h:mm:ss", "yyyy/m/d h:mm"), 18))
    | dict(enumerate(("mm:ss", "[h]:mm:ss", "mmss.0", "##0.0E+0", "@"), 45))
    | dict.fromkeys((37, 38), f"#,##0_ ;{_LOCAL}")
    | dict.fromkeys((39, 40), f"#,##0.00_ ;{_LOCAL}")
    | {
        41: f'_ * #,##0_ ;{_LOCAL};_ * "-"_ ;_ @_ ',
        43: f'_ * #,##0.00_ ;{_LOCAL};_ * "-"??_ ;_ @_ ',
    }
    | dict.fromkeys((*range(27, 37), *range(50, 59)), 'm"月"d"日"')
    | {31: 'yyyy"年"m"月"d"日"'}
)

_ERRORS = {
    "#DIV/0!": "除数是零或空白",
    "#REF!": "公式引用的单元格已被删除",
    "#N/A": "公式没有找到要查的值",
    "#NAME?": "公式里有不认识的名称",
    "#VALUE!": "公式里的数据类型不对",
    "#NUM!": "公式算不出数",
    "#NULL!": "公式引用的区域没有交集",
}
_ERROR = "公式出错，显示 {error}（{why}）。请改正公式，或者直接填数。"
_NEVER_READ = {
    "b": f"这一格是逻辑值（TRUE/FALSE），不是文字或数字。{RETYPE}。",
    "d": f"这一格存成了日期时间。{RETYPE}。",
}
_NO_VALUE = (
    "这一格的公式没有算出的结果。请用 Excel 或 WPS 打开，保存一次再上传；"
    "或者复制后“选择性粘贴→数值”。"
)
_REACHES_OUT = "这一格的公式要去别的文件或网上取数。请复制后“选择性粘贴→数值”，保存后再上传。"
_PICTURE = "这一格是嵌入的图片，读不出数。请直接填写数字或文字。"
_FORMULAS_SHOWN = "这张表正显示公式而不是结果。请在“公式→显示公式”里取消，保存后再上传。"
_NO_ZEROS = (
    "这一格是 0，但这张表设置了不显示零值，屏幕上是空白。"
    "请在“文件→选项→高级→此工作表的显示选项”里勾选“在具有零值的单元格中显示零”，看清后再上传。"
)
_COVERED = (
    "这一格被合并单元格盖住，里面却有内容（{text}），屏幕上看不到。请取消合并，删去多余的内容。"
)
_TOO_LONG = f"这一格的文字超过 {_LONGEST_TEXT} 字。请缩短，或分几格填写。"
_CONTROL = "这一格里有看不见的控制字符，可能使文字倒序或错位。请删去整格内容，重新输入。"
_REDRAWN = (
    "这一格有改变数字显示方式的条件格式，说不准屏幕上显示的是什么。"
    "请在“开始→条件格式→清除规则”里去掉，看清后再上传。"
)

_CALLS_OUT = re.compile(
    r"\b(?:WEBSERVICE|HYPERLINK|IMAGE|RTD|CALL|REGISTER(?:\.ID)?|EXEC|SQL\.REQUEST)\s*\("
    r"|(?<![\w\]])'?\[\d+\][^\]:,)\s]|\[[^\[\]]*\.(?:xls|et|csv)\w?\]",
    re.IGNORECASE,
)
_NAMED = re.compile(r"'[^']*'")
_QUOTED = re.compile(r'"[^"]*"')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNSEEN = re.compile("[\u200b\u2060\ufeff]")
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


@dataclass
class _Book:
    """What the sheets of a workbook share."""

    package: Package
    texts: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    redrawing: set[str] = field(default_factory=set)  # differential formats with a number format
    since_1904: bool = False
    merged: int = 0
    rows: int = 0
    cells: int = 0
    characters: int = 0


def read(path: Path) -> list[Grid]:
    """Read the sheets of a workbook within this process. Raises Refused."""
    package = Package(path)
    book = _Book(package)
    sheets = _contents(book)
    return [
        _Sheet(book, Grid(name, hidden)).read(part)
        for name, hidden, part in sheets
        if name != FAULTS_SHEET
    ]


def worksheets(package: Package) -> dict[str, str]:
    """Return the part of each sheet by the sheet's name."""
    return {name: part for name, _, part in _contents(_Book(package))}


# --- the workbook ---------------------------------------------------------------------------------


def _contents(book: _Book) -> list[tuple[str, bool, str]]:
    """Read what the workbook shares; return its sheets: name, whether hidden, and part."""
    package = book.package
    starts = [part for kind, part in package.relations("").values() if kind == "officeDocument"]
    if len(starts) != 1:
        raise Refused(DAMAGED)
    relations = package.relations(starts[0])
    sheets: list[tuple[str, bool, str]] = []

    def properties(attributes: dict[str, str]) -> None:
        book.since_1904 = attributes.get("date1904") in {"1", "true"}

    def sheet(attributes: dict[str, str]) -> None:
        kind, part = relations.get(attributes.get(_ID, ""), ("", ""))
        hidden = attributes.get("state", "visible") != "visible"
        if kind not in {"chartsheet", "dialogsheet"}:
            sheets.append((attributes.get("name", ""), hidden, part))

    known = {f"{_MAIN}workbookPr": properties, f"{_MAIN}sheet": sheet}
    package.parse(starts[0], "工作簿", known)
    _check_sheets(sheets)
    for kind, part in relations.values():
        if kind == "sharedStrings":
            _read_texts(book, part)
        elif kind == "styles":
            _read_formats(book, part)
    return sheets


def _check_sheets(sheets: list[tuple[str, bool, str]]) -> None:
    if len(sheets) > _SHEETS:
        message = f"工作簿有 {len(sheets)} 张工作表，超过了 {_SHEETS} 张。请删去不用的，再上传。"
        raise Refused(message)
    if not all(part for _, _, part in sheets) or not sheets:
        raise Refused(DAMAGED)
    if any(len(name) > _LONGEST_NAME for name, _, _ in sheets):
        raise Refused(f"有一张工作表的名称超过 {_LONGEST_NAME} 个字。请改短，再上传。")
    # Names that differ in spaces or width would be taken for one another.
    for said in ([fold(name) for name, _, _ in sheets], [part.lower() for _, _, part in sheets]):
        name, count = Counter(said).most_common(1)[0]
        if count > 1 or "" in said:
            raise Refused(
                f"有两张工作表同名（或只差空格、全半角），或有一张没有名称（{name[:40]}）。"
                "请改名或删去一张，再上传。"
            )


class _Text:
    """Collects what stands between <t> and </t>, but not the reading aids of Japanese."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._wanted = self._aid = False
        self.begins: Begins = {f"{_MAIN}t": self._begin, f"{_MAIN}rPh": self._begin_aid}
        self.ends: Ends = {f"{_MAIN}t": self._end, f"{_MAIN}rPh": self._end_aid}

    def within(self, text: str) -> None:
        if self._wanted:
            self._pieces.append(text)

    def take(self) -> str:
        if not self._pieces:
            return ""
        taken = "".join(self._pieces)
        self._pieces.clear()
        return taken

    def _begin(self, _: dict[str, str]) -> None:
        self._wanted = not self._aid

    def _end(self) -> None:
        self._wanted = False

    def _begin_aid(self, _: dict[str, str]) -> None:
        self._aid = True

    def _end_aid(self) -> None:
        self._aid = False


def _read_texts(book: _Book, part: str) -> None:
    text = _Text()

    def end() -> None:
        book.texts.append(text.take())
        if len(book.texts) > _TEXTS:
            raise Refused(f"工作簿里的文字太多。请删去不用的工作表，{SAVE_AS[1:]}。")

    book.package.parse(part, "文字表", text.begins, {**text.ends, f"{_MAIN}si": end}, text.within)


def _read_formats(book: _Book, part: str) -> None:
    codes: dict[str, str] = {str(number): code for number, code in _FORMATS.items()}
    used: list[str] = []
    different = 0  # of the differential formats, the one at hand
    inside = False
    collected: list[str] | None = None  # the number formats of cells, and not those of named styles

    def formats(attributes: dict[str, str]) -> None:
        if inside:
            book.redrawing.add(str(different))
        else:
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")

    def begin_different(_: dict[str, str]) -> None:
        nonlocal inside
        inside = True

    def end_different() -> None:
        nonlocal inside, different
        inside = False
        different += 1

    def begin_cells(_: dict[str, str]) -> None:
        nonlocal collected
        collected = used

    def end_cells() -> None:
        nonlocal collected
        collected = None

    def style(attributes: dict[str, str]) -> None:
        if collected is not None:
            collected.append(attributes.get("numFmtId", "0"))

    begins: Begins = {
        f"{_MAIN}numFmt": formats,
        f"{_MAIN}dxf": begin_different,
        f"{_MAIN}cellXfs": begin_cells,
        f"{_MAIN}xf": style,
    }
    ends: Ends = {f"{_MAIN}dxf": end_different, f"{_MAIN}cellXfs": end_cells}
    book.package.parse(part, "样式表", begins, ends)
    book.formats = [codes.get(number, f"编号 {number}") for number in used]


# --- one sheet ------------------------------------------------------------------------------------


def place(reference: str) -> tuple[int, int] | None:
    """Return row and column of a reference such as B7, or nothing if there is no such cell."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    row, column = int(found[2]), _column(found[1])
    return (row, column) if row <= _ROWS and column <= _COLUMNS else None


@lru_cache(maxsize=_COLUMNS)
def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column


class _Sheet:
    """Reads one sheet, cell by cell."""

    def __init__(self, book: _Book, grid: Grid) -> None:
        self._book = book
        self._grid = grid
        self._row = self._column = self._counted = 0
        self._cell: dict[str, str] = {}
        self._collected: list[str] | None = None
        self._value: str | None = None
        self._formula: str | None = None
        self._text = _Text()
        self._zeros = True
        self._formulas_shown = False
        self._redrawn: list[tuple[int, int, int, int]] = []
        self._range = ""

    def read(self, part: str) -> Grid:
        """Read the sheet from its part."""
        what = f"工作表“{self._grid.name}”"
        begins: Begins = {
            **self._text.begins,
            f"{_MAIN}row": self._begin_row,
            f"{_MAIN}c": self._begin_cell,
            f"{_MAIN}v": self._collect,
            f"{_MAIN}f": self._collect,
            f"{_MAIN}mergeCell": self._merge,
            f"{_MAIN}sheetView": self._view,
            f"{_MAIN}conditionalFormatting": self._begin_rules,
            f"{_MAIN}cfRule": self._rule,
            f"{_MAIN}iconSet": self._picture,
            f"{_MAIN}dataBar": self._picture,
        }
        ends: Ends = {
            **self._text.ends,
            f"{_MAIN}c": self._end_cell,
            f"{_MAIN}v": self._end_value,
            f"{_MAIN}f": self._end_formula,
        }
        self._book.package.parse(part, what, begins, ends, self._within)
        self._judge_merged()
        for first, left, last, right in self._redrawn:
            for spot in [
                spot
                for spot in self._grid.cells
                if first <= spot[0] <= last and left <= spot[1] <= right
            ]:
                self._fault(spot, _REDRAWN)
        return self._grid

    def _within(self, text: str) -> None:
        if self._collected is not None:
            self._collected.append(text)
        else:
            self._text.within(text)

    def _collect(self, _: dict[str, str]) -> None:
        self._collected = []

    def _taken(self) -> str:
        taken = "".join(self._collected or ())
        self._collected = None
        return taken

    def _end_value(self) -> None:
        self._value = self._taken()

    def _end_formula(self) -> None:
        self._formula = self._taken()

    def _view(self, attributes: dict[str, str]) -> None:
        self._zeros = attributes.get("showZeros", "1") not in {"0", "false"}
        self._formulas_shown = attributes.get("showFormulas", "0") in {"1", "true"}

    # --- rows and cells ---------------------------------------------------------------------------

    def _damaged(self, where: str) -> Refused:
        return Refused(f"工作表“{self._grid.name}”已损坏（{where[:20]}）。{SAVE_AS}。")

    def _begin_row(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r") or str(self._row + 1)
        row = int(stated) if _ROW.fullmatch(stated) else 0
        if not self._row < row <= _ROWS:
            raise self._damaged(f"行号 {stated}")
        self._row, self._column = row, 0

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r")
        found = (self._row, self._column + 1) if stated is None else place(stated)
        # In order, hence none twice: Excel itself calls anything else damaged.
        if found is None or found[0] != self._row or not self._column < found[1] <= _COLUMNS:
            raise self._damaged(f"单元格 {stated}")
        self._column = found[1]
        self._cell = attributes
        self._value = self._formula = None
        self._text.take()

    def _end_cell(self) -> None:
        attributes = self._cell
        kind = attributes.get("t", "n")
        stored = self._text.take() if kind == "inlineStr" else self._value or ""
        if not stored.strip() and (self._formula is None or kind in {"str", "s", "inlineStr"}):
            return
        spot = (self._row, self._column)
        if self._row != self._counted:
            self._counted = self._row
            self._book.rows += 1
        if self._book.rows > _ROWS_USED:
            raise Refused(
                f"工作簿里有内容的行超过了 {_ROWS_USED:,} 行（数到工作表“{self._grid.name}”）。"
                "请删去不用的工作表和多余的行，再上传。"
            )
        self._book.cells += 1
        if self._book.cells > _CELLS:
            raise Refused(
                f"工作簿里有内容的单元格超过了 {_CELLS:,} 个（数到工作表“{self._grid.name}”）。"
                "请删去不用的工作表和多余的行，再上传。"
            )
        made = self._shown(kind, stored, self._format(attributes.get("s", "0")))
        self._book.characters += len(made.text)
        if self._book.characters > _CHARACTERS:
            raise Refused("工作簿里的文字太多。请删去不用的工作表和多余的行，再上传。")
        if made.fault:
            self._fault(spot, made.fault)
        elif made.text.strip():
            self._grid.cells[spot] = made.text
            mark = made.kind or ("formula" if self._formula is not None else "")
            if mark:
                self._grid.kinds[spot] = mark

    def _format(self, style: str) -> str:
        formats = self._book.formats
        if not formats and style == "0":
            return "General"
        if not re.fullmatch(r"[0-9]{1,6}", style) or int(style) >= len(formats):
            raise self._damaged(f"样式 {style}")
        return formats[int(style)]

    def _fault(self, spot: tuple[int, int], message: str) -> None:
        self._grid.cells.pop(spot, None)
        self._grid.kinds.pop(spot, None)
        self._grid.faults[spot] = message

    def _shown(self, kind: str, stored: str, code: str) -> Shown:
        if self._formula is not None and (fault := self._formula_fault(kind, stored)):
            return Shown(fault=fault)
        if kind in {"s", "str", "inlineStr"}:
            return self._text_shown(kind, stored, code)
        if kind == "e":
            error = stored.strip()
            why = _ERRORS.get(error, "公式没有结果")
            return Shown(fault=_ERROR.format(error=error[:20], why=why))
        if kind in _NEVER_READ:
            return Shown(fault=_NEVER_READ[kind])
        stored = stored.strip()
        if kind != "n" or not number_format.is_number(stored):
            raise self._damaged(f"第 {self._row} 行第 {self._column} 列的值")
        if not self._zeros and not float(stored):
            return Shown(fault=_NO_ZEROS)
        return number_format.number(stored, code, since_1904=self._book.since_1904)

    def _formula_fault(self, kind: str, stored: str) -> str:
        formula = self._formula or ""
        if "DISPIMG(" in formula.upper():
            return _PICTURE
        if reaches_out(formula):
            return _REACHES_OUT
        if self._formulas_shown:
            return _FORMULAS_SHOWN
        return _NO_VALUE if kind == "n" and not stored.strip() else ""

    def _text_shown(self, kind: str, stored: str, code: str) -> Shown:
        if kind == "s":
            index = int(stored) if re.fullmatch(r"[0-9]{1,9}", stored.strip()) else _TEXTS
            if index >= len(self._book.texts):
                raise self._damaged(f"第 {self._row} 行第 {self._column} 列的文字")
            stored = self._book.texts[index]
        if len(stored) > 20 * _LONGEST_TEXT:
            return Shown(fault=_TOO_LONG)
        text = _unescaped(stored)
        if len(text) > _LONGEST_TEXT:
            return Shown(fault=_TOO_LONG)
        if _CONTROLS.search(text):
            return Shown(fault=_CONTROL)
        return number_format.text(text, code)

    # --- what lies over the cells -----------------------------------------------------------------

    def _corners(self, reference: str) -> tuple[int, int, int, int] | None:
        first, _, last = reference.partition(":")
        one, other = place(first), place(last or first)
        if one is None or other is None or other < one or other[1] < one[1]:
            return None
        return *one, *other

    def _merge(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("ref", "")
        corners = self._corners(reference)
        if corners is None:
            raise self._damaged(f"合并区域 {reference}")
        self._grid.merged.append(corners)
        self._book.merged += 1
        if self._book.merged > _MERGED:
            raise Refused(
                f"合并单元格超过了 {_MERGED:,} 处（数到工作表“{self._grid.name}”）。"
                "请取消合并（开始→合并后居中→取消单元格合并），保存后再上传。"
            )

    def _begin_rules(self, attributes: dict[str, str]) -> None:
        self._range = attributes.get("sqref", "")

    def _rule(self, attributes: dict[str, str]) -> None:
        self._redraw(certain=attributes.get("dxfId") in self._book.redrawing)

    def _picture(self, attributes: dict[str, str]) -> None:
        self._redraw(certain=attributes.get("showValue") in {"0", "false"})

    def _redraw(self, *, certain: bool) -> None:
        if certain:
            # A range that is not understood might be anywhere.
            everywhere = (1, 1, _ROWS, _COLUMNS)
            for reference in self._range.split()[:_MERGED]:
                self._redrawn.append(self._corners(reference) or everywhere)

    def _judge_merged(self) -> None:
        """Of a merged range only the first cell is seen; what the others hold must not be read."""
        for first, left, last, right in self._grid.merged:
            held = self._grid.cells
            if (last - first + 1) * (right - left + 1) <= len(held):
                inside = {
                    (row, column)
                    for row in range(first, last + 1)
                    for column in range(left, right + 1)
                } & held.keys()
            else:
                inside = {
                    spot for spot in held if first <= spot[0] <= last and left <= spot[1] <= right
                }
            for spot in sorted(inside - {(first, left)}):
                self._fault(spot, _COVERED.format(text=held[spot][:20]))


def reaches_out(formula: str) -> bool:
    """Tell whether a formula would ask another file, a program or the network."""
    # What stands in quotes is text to the formula, or in single ones the name of a sheet, which
    # may be of another workbook. A bar that is neither calls another program.
    outside = _QUOTED.sub('""', formula)
    return bool(_CALLS_OUT.search(outside)) or "|" in _NAMED.sub("", outside)


def _unescaped(text: str) -> str:
    """Undo how a workbook writes what XML cannot hold; drop what no screen shows."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        # Two halves of one character, each escaped by itself.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSEEN.sub("", text)
