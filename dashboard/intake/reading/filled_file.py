"""The sheets of one filled-in file, held against what is asked for."""

from collections.abc import Iterable, Mapping

from dashboard import paths, xlsx
from dashboard.contract.faults import CellProblem
from dashboard.intake import form_columns
from dashboard.intake.form_columns import PRINTED
from dashboard.intake.form_layout import Layout
from dashboard.intake.reading.intake import Intake
from dashboard.intake.sheet_table import Table, table_of
from dashboard.text import fold, nearest
from dashboard.xlsx import Grid

_MANY = 200  # faults, beyond which no more words are looked for that may have been meant


class FilledFile:
    """What all sheets of a file share: the names that are known, and what came of it so far.

    ``whole``: it is a workbook, in which every sheet has to be; a CSV file has those it has.
    """

    def __init__(
        self, intake: Intake, wanted: Layout, grids: Mapping[str, Grid], *, whole: bool
    ) -> None:
        self.intake, self.wanted, self.whole = intake, wanted, whole
        self.folder = f"{paths.EDITIONS}/{wanted.year}"
        lines = [line for sheet in wanted.sheets for line in (*sheet.lines, *sheet.open)]
        self.codes = {fold(line.name): line.indicator for line in lines}
        self.units = {line.indicator: line.unit for line in lines}
        self.titles = {line.indicator: line.name for line in lines}
        self.asked = {line.key[:2] for line in lines}  # indicators and periods
        self.majors: dict[str, str] = {}  # by every spelling
        self.without_page = 0  # figures without a page
        self.absent = 0  # lines that the report is said not to have
        self.approximate: list[str] = []  # prints that stand for no exact number
        self.empty: list[str] = []  # sheets of figures without any
        self._grids = grids
        self._read: set[str] = {fold(form_columns.EDITION)}
        self._lacks = False  # a sheet, which may be one that nobody asked for

    def major(self, name: str) -> str:
        """Return the name that a major goes by; whatever is no major as it is."""
        return self.majors.get(fold(name), name)

    def sheet_of(self, indicator: str) -> str:
        """Return the title of the sheet that asks for an indicator."""
        return next(
            sheet.title
            for sheet in self.wanted.sheets
            if any(line.indicator == indicator for line in (*sheet.lines, *sheet.open))
        )

    def like(self, word: str, words: Iterable[str]) -> str:
        """Name the most similar word; of very many faults that takes too long."""
        return (len(self.intake.faults) < _MANY and nearest(word, list(words))) or "；"

    def table(
        self, title: str, headers: Iterable[str], required: Iterable[str] = (), *, needed: bool
    ) -> Table | None:
        """Find the table on a sheet; report what is missing of it."""
        grid = self._grids.get(fold(title))
        if grid is None:
            if needed:
                others = [grid.name for name, grid in self._grids.items() if name not in self._read]
                short = [one for one in others if title.startswith(one) or one.startswith(title)]
                like = f"，是否应为「{short[0]}」？" if len(short) == 1 else nearest(title, others)
                like = like.replace("是否应为", "是否改名成了")
                advice = "请把名称改回来，或从模板补回这张表。"
                self._lacks = True
                self.intake.faults.append(
                    CellProblem("", 0, 0, f"缺少工作表「{title}」{like or '；'}{advice}")
                )
            return None
        self._read.add(fold(title))
        wanted = tuple(headers)
        table = table_of(grid, wanted, tuple(required) or wanted, self.intake.faults)
        if table and self.whole and (beside := table.beside(self.titles)):
            some = "、".join(beside[:3]) + (f" 等 {len(beside)} 格" if len(beside) > 3 else "")
            self.intake.remarks.append(
                f"工作表「{title}」表格以外的 {some} 没有读取；要填报的，请移到表格里。"
            )
        return table

    def remark(self) -> None:
        """Tell of sheets that nobody asked for, so that nothing is left out in silence."""
        if self.without_page:
            self.intake.remarks.append(
                f"有 {self.without_page} 个数没有写页码；发布后查不到它在第几页。"
            )
        if self.absent:
            self.intake.remarks.append(
                f"有 {self.absent} 行选了「{form_columns.ABSENT}」，按报告没有印这一行处理；"
                "印了而没有填的，请清空状态。"
            )
        if self.approximate:
            some = "、".join(dict.fromkeys(self.approximate[:5]))
            self.intake.remarks.append(
                f"有 {len(self.approximate)} 个数看来是约数（如 {some}），已记为“可靠性低”；"
                "是准数的，请把状态选为“正常”。"
            )
        if self.empty:
            names = "、".join(f"「{name}」" for name in self.empty)
            self.intake.remarks.append(f"这些工作表一格也没有填：{names}。")
        known = {*self._read, *map(fold, (form_columns.HELP, xlsx.FAULTS_SHEET))}
        if extra := [grid.name for name, grid in self._grids.items() if name not in known]:
            names = "、".join(f"「{name}」" for name in extra)
            if self.whole:
                self.intake.remarks.append(f"工作表{names}不在模板里，没有读取。")
                self._report_copies(extra)
                return
            for name in extra:
                grid = self._grids[fold(name)]
                row = min((row for row, _ in grid.cells if row > 1), default=1)
                message = f"没有名为「{name}」的表；请改回模板中的表名。"
                self.intake.faults.append(CellProblem(name, row, 1, message))

    def _report_copies(self, names: Iterable[str]) -> None:
        """Report sheets that are filled in as those of the template, and are none of them."""
        for name in names:
            grid = self._grids[fold(name)]
            head = next((at for at, text in grid.cells.items() if fold(text) == PRINTED), None)
            if head is None or self._lacks:
                continue  # a missing sheet is reported already, with the one it may be
            filled = [row for row, column in grid.cells if column == head[1] and row > head[0]]
            if filled:
                message = f"这张表不在模板里，「{PRINTED}」却填了 {len(filled)} 格，不会读取；"
                advice = "是副本的，请把要的数移到原来的表里，再删去这一张。"
                self.intake.faults.append(CellProblem(name, 0, 0, message + advice))
