"""A table on a sheet that people fill in: where its header is, and what stands in each row."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dashboard.cells import nearest
from dashboard.workbook import Grid

_HEADER_WITHIN = 15  # rows: above the header people may put a title and a few lines of words
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u2060"))


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell of a workbook (row and column from 1; 0 is the whole sheet)."""

    sheet: str
    row: int
    column: int
    message: str

    @property
    def place(self) -> str:
        """The cell as a spreadsheet names it: ``H12``; nothing for a sheet as a whole."""
        return f"{letters(self.column)}{self.row}" if self.row and self.column else ""

    def __str__(self) -> str:
        where = f"工作表「{self.sheet}」" if self.sheet else ""
        place = self.place or (f"第 {self.row} 行" if self.row else "")
        return f"{where}{place}：{self.message}" if where or place else self.message


@dataclass
class Record:
    """One row: the cells by header, cleaned; what cannot be read is reported and reads as empty."""

    table: "Table"
    row: int
    cells: dict[str, str]
    spoilt: set[str] = field(default_factory=set)  # headers of cells whose fault is told already

    def report(self, header: str, message: str) -> None:
        self.spoilt.add(header)
        self.table.report(self.row, header, message)

    def blank(self, headers: Iterable[str]) -> bool:
        return not any(self.cells.get(header) or header in self.spoilt for header in headers)


@dataclass
class Table:
    """The rows below a header of known names, in any order of columns."""

    grid: Grid
    columns: dict[str, int]
    wanted: tuple[str, ...]  # also those that the sheet lacks: their cells are empty
    header_row: int
    found: list[Fault]

    def report(self, row: int, header: str, message: str) -> None:
        column = self.columns.get(header, min(self.columns.values()))
        self.found.append(Fault(self.grid.name, row, column, message))

    def records(self) -> Iterator[Record]:
        """Yield the rows that hold anything, from top to bottom."""
        headers = {column: header for header, column in self.columns.items()}
        rows: dict[int, dict[str, str]] = {}
        for (row, column), text in self.grid.cells.items():
            if row > self.header_row and column in headers:
                rows.setdefault(row, {})[headers[column]] = clean(text)
        spoilt: dict[int, dict[str, str]] = {}
        for (row, column), message in [*self.grid.faults.items(), *self._merged()]:
            if row > self.header_row and column in headers:
                spoilt.setdefault(row, {})[headers[column]] = message
        for row in sorted(rows.keys() | spoilt.keys()):
            cells = dict.fromkeys(self.wanted, "") | rows.get(row, {})
            record = Record(self, row, cells)
            for header, message in spoilt.get(row, {}).items():
                record.report(header, message)
                cells[header] = ""
            if any(cells.values()) or record.spoilt:
                yield record

    def _merged(self) -> Iterator[tuple[tuple[int, int], str]]:
        """A value of merged cells belongs to one of them; which of them nobody can tell."""
        for first, left, last, right in self.grid.merged:
            within = [column for column in self.columns.values() if left <= column <= right]
            if within and last > self.header_row and (first < last or len(within) > 1):
                corner = self.grid.cells.get((first, left), "")
                if corner or any(self._used(row) for row in range(first, last + 1)):
                    message = (
                        f"{letters(left)}{first}:{letters(right)}{last} 是合并单元格，分不清内容"
                        "属于哪一格；请取消合并，逐格填写。"
                    )
                    yield (max(first, self.header_row + 1), within[0]), message

    def _used(self, row: int) -> bool:
        return any((row, column) in self.grid.cells for column in self.columns.values())


def table_of(
    grid: Grid, wanted: Collection[str], required: Collection[str], found: list[Fault]
) -> Table | None:
    """Find the header that has these names; report what is missing or stands there twice."""
    known = {fold(name): name for name in wanted}
    best: dict[str, list[int]] = {}
    header_row = 0
    for row in range(1, _HEADER_WITHIN + 1):
        names: dict[str, list[int]] = {}
        for (at, column), text in grid.cells.items():
            if at == row and fold(text) in known:
                names.setdefault(known[fold(text)], []).append(column)
        if len(names) > len(best):
            best, header_row = names, row
    missing = [name for name in required if name not in best]
    if len(missing) == len(required):
        message = f"没有找到表头（{'、'.join(required)}……）；请从模板把表头那一行粘贴回来。"
        found.append(Fault(grid.name, 0, 0, message))
        return None
    headers = {clean(text) for (row, _), text in grid.cells.items() if row == header_row}
    for name in missing:
        like = nearest(name, headers - set(best)).replace("是否应为", "是否改成了")
        found.append(
            Fault(grid.name, header_row, 0, f"缺少「{name}」一列{like or '；'}请把列名改回来。")
        )
    for name, places in best.items():
        if len(places) > 1:
            message = f"「{name}」一列出现了两次；请删去一列。"
            found.append(Fault(grid.name, header_row, places[1], message))
    if missing or any(len(places) > 1 for places in best.values()):
        return None
    columns = {name: places[0] for name, places in best.items()}
    return Table(grid, columns, tuple(wanted), header_row, found)


def clean(text: str) -> str:
    """Take away the white space round a text, also what does not show."""
    return text.translate(_INVISIBLE).replace("\xa0", " ").replace("\u3000", " ").strip()


def narrow(text: str) -> str:
    """Write full-width letters, digits and signs as half-width ones."""
    return unicodedata.normalize("NFKC", clean(text))


def fold(text: str) -> str:
    """Reduce a name to what it is recognised by: no spaces, no width, no mark of a required row."""
    return "".join(narrow(text).split()).rstrip("*").lower()


def letters(column: int) -> str:
    """Write the number of a column as a spreadsheet does: 1 is A, 27 is AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def by_fold(names: Mapping[str, str]) -> dict[str, str]:
    """Key a mapping by folded names."""
    return {fold(name): value for name, value in names.items()}
