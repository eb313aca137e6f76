"""A table on a sheet that people fill in: where its header is, and what stands in each row."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dashboard.contract.faults import CellProblem
from dashboard.text import clean, fold, letters, nearest
from dashboard.xlsx import Grid

_HEADER_WITHIN = 15  # rows: above the header people may put a title and a few lines of words
_MERGED_MOST = 50  # rows that somebody may have merged on purpose
_ROW_OF_TABLE = 3  # cells below known headers: no title, and no line of words


@dataclass
class Record:
    """One row: the cells by header, cleaned; what cannot be read is reported and reads as empty."""

    table: "Table"
    row: int
    cells: dict[str, str]
    spoilt: set[str] = field(default_factory=set)  # headers of cells with a fault reported

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
    found: list[CellProblem]

    def report(self, row: int, header: str, message: str) -> None:
        column = self.columns.get(header, min(self.columns.values()))
        self.found.append(CellProblem(self.grid.name, row, column, message))

    def records(self) -> Iterator[Record]:
        """Yield the rows that hold anything, from top to bottom."""
        headers = {column: header for header, column in self.columns.items()}
        rows: dict[int, dict[str, str]] = {}
        for (row, column), text in self.grid.cells.items():
            if row > self.header_row and column in headers:
                rows.setdefault(row, {})[headers[column]] = clean(text)
        spoilt: dict[int, dict[str, str]] = {}
        for (row, column), message in [*self.grid.unreadable.items(), *self._merged()]:
            if row > self.header_row and column in headers:
                messages = spoilt.setdefault(row, {})
                messages[headers[column]] = messages.get(headers[column]) or message
        for row in sorted(rows.keys() | spoilt.keys()):
            if len(rows.get(row, {})) > 1 and all(
                fold(text) in ("", fold(header)) for header, text in rows[row].items()
            ):
                self.report(row, "", "表头在这里又出现了一次；请删去这一行。")
                continue
            cells = dict.fromkeys(self.wanted, "") | rows.get(row, {})
            record = Record(self, row, cells)
            for header, message in spoilt.get(row, {}).items():
                if message:
                    record.report(header, message)
                record.spoilt.add(header)
                cells[header] = ""
            if any(cells.values()) or any(spoilt.get(row, {}).values()):
                yield record

    def beside(self, codes: Collection[str]) -> list[str]:
        """Return the cells right of the header or between its columns that hold something.

        Not those that begin with one of ``codes``: the template's own, whose header was lost.
        """
        columns = set(self.columns.values())
        cells = sorted(
            place
            for place, text in self.grid.cells.items()
            if place[0] > self.header_row
            and place[1] not in columns
            and clean(text)
            and text.partition("@")[0] not in codes
        )
        return [f"{letters(column)}{row}" for row, column in cells]

    def _merged(self) -> Iterator[tuple[tuple[int, int], str]]:
        """A value of merged cells belongs to one of them; which of them nobody can tell."""
        columns = set(self.columns.values())
        used = {row for row, column in self.grid.cells if column in columns}
        for first, left, last, right in self.grid.merged:
            within = [column for column in self.columns.values() if left <= column <= right]
            if within and last > self.header_row and (first < last or len(within) > 1):
                corner = self.grid.cells.get((first, left), "")
                if corner or any(first <= row <= last for row in used):
                    message = (
                        f"{letters(left)}{first}:{letters(right)}{last} 是合并单元格，分不清内容"
                        "属于哪一格；请取消合并，逐格填写。"
                    )
                    top = max(first, self.header_row + 1)
                    yield (top, within[0]), message
                    # Report a merged range once, at its top-left cell; not in rows without end.
                    rows = range(top, last + 1) if last - top < _MERGED_MOST else ()
                    for row in rows:
                        yield from (((row, column), "") for column in within)


def table_of(
    grid: Grid, wanted: Collection[str], required: Collection[str], found: list[CellProblem]
) -> Table | None:
    """Find the header that has these names; report what is missing or stands there twice."""
    header_row, places = _header(grid, {fold(name): name for name in wanted})
    missing = [name for name in required if name not in places]
    known = {fold(name) for name in wanted}
    if len(missing) == len(required):
        message = f"没有找到表头（{'、'.join(required)}）；请从模板把表头那一行粘贴回来。"
        found.append(CellProblem(grid.name, 0, 0, message))
        return None
    headers = {clean(text) for (row, _), text in grid.cells.items() if row == header_row}
    for name in missing:
        others = [text for text in headers if fold(text) not in known]
        like = nearest(name, others) or (f"，是否应为「{others[0]}」？" if len(others) == 1 else "")
        like = like.replace("是否应为", "是否改成了")
        found.append(
            CellProblem(
                grid.name, header_row, 0, f"缺少「{name}」一列{like or '；'}请把列名改回来。"
            )
        )
    twice = {name: columns for name, columns in places.items() if len(columns) > 1}
    for name, columns in twice.items():
        message = f"「{name}」一列出现了两次；请删去一列。"
        found.append(CellProblem(grid.name, header_row, columns[1], message))
    if missing or twice:
        return None
    only = {name: columns[0] for name, columns in places.items()}
    for row in range(1, header_row):
        if sum((row, column) in grid.cells for column in only.values()) >= _ROW_OF_TABLE:
            message = "表头上方的内容不会被读取；是数据请移到表头下面，是说明请并到一格。"
            found.append(CellProblem(grid.name, row, min(only.values()), message))
    return Table(grid, only, tuple(wanted), header_row, found)


def _header(grid: Grid, known: Mapping[str, str]) -> tuple[int, dict[str, list[int]]]:
    """Return the row with the most of these names, and the columns each stands in."""
    rows: dict[int, dict[str, list[int]]] = {0: {}}
    for (row, column), text in sorted(grid.cells.items()):
        if row <= _HEADER_WITHIN and (name := known.get(fold(text))):
            rows.setdefault(row, {}).setdefault(name, []).append(column)
    return max(rows.items(), key=lambda item: len(item[1]))
