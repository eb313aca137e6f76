"""The layout of next year's template, from the catalogue and the edition before."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from dashboard import paths
from dashboard.contract import columns
from dashboard.contract.fault_sentences import problem
from dashboard.contract.faults import DataProblems, Fault, Problem
from dashboard.contract.period import in_edition
from dashboard.ingest.catalogue import read_catalogue
from dashboard.ingest.record import OPEN, Catalogue
from dashboard.intake.form_columns import EDITION, HELP, MAJORS
from dashboard.intake.form_layout import Key, Layout, Line, ListSheet, Sheet, key_of
from dashboard.intake.held_edition import HeldEdition, year_before

# What a school without an edition is given, and what each list is called.
_TITLES = {
    "facts_prose": "正文事实",
    "facts_tables": "图表事实",
    "facts_captions": "图表标题",
    "facts": "事实",
    "claims": "正文说法",
    "omissions_prose": "未收录数字（正文）",
    "omissions_tables": "未收录数字（图表）",
    "omissions": "未收录数字",
    "classes": "班级",
    "answers": "核查答复",
}
_FIRST_LISTS = tuple(file for file in _TITLES if file not in ("facts", "omissions"))
_WHOLE = ""  # in place of a major: the whole school
_ROW = re.compile(" 第[^ ]*行$")


def layout(data: Path, year: int) -> Layout:
    """Return what the edition of a year is asked for, from the catalogue and the edition before.

    Where there is an edition of that year already, all that it holds is asked for, in its order.
    Raises DataProblems where a file cannot be read.
    """
    found: list[Fault] = []
    catalogue = read_catalogue(data, found)
    previous = year_before(data, year)
    last = HeldEdition(data, previous, catalogue, found)
    is_there = (data / paths.EDITIONS / str(year)).is_dir()
    own = HeldEdition(data, year if is_there else None, catalogue, found)
    if found:
        raise DataProblems(map(problem, found))
    asked = _Asked(catalogue, last, own, year)
    names = {row["indicator"]: row["name"] for row in catalogue.tables.get("indicator", [])}
    made = Layout(
        year=year,
        previous=previous,
        edition=ListSheet(
            *("edition", EDITION, columns.labels(columns.EDITION)), last.rows.get("edition", ())
        ),
        majors=ListSheet(*("majors", MAJORS, columns.labels(columns.MAJORS)), _majors(catalogue)),
        sheets=tuple(asked.sheet(row) for row in catalogue.sheets),
        lists=tuple(_lists(last, names)),
    )
    _check_titles(data, made)
    return made


def _majors(catalogue: Catalogue) -> tuple[dict[str, str], ...]:
    rows = catalogue.tables.get("major", [])
    wanted = columns.names(columns.MAJORS)
    return tuple(
        {column: str(row[column] if row[column] is not None else "") for column in wanted}
        for row in rows
    )


def _check_titles(data: Path, made: Layout) -> None:
    """Report two sheets of one name, which a workbook cannot hold."""
    others = {HELP, EDITION, MAJORS, *(sheet.title for sheet in made.lists)}
    file = f"{data.name}/{paths.CATALOGUE}/sheets.csv"
    if taken := [sheet.title for sheet in made.sheets if sheet.title in others]:
        message = "模板里另有同名的表；请改表名。"
        raise DataProblems(Problem(file, 0, title, message) for title in taken)


def _lists(last: HeldEdition, names: dict[str, str]) -> Iterator[ListSheet]:
    for name, wanted in columns.LISTS.items():
        words = columns.words(wanted) | {
            column.name: names for column in wanted if column.name in ("indicator", "indicators")
        }
        files = [file for file in last.rows if columns.list_of(file) == name]
        files = files or [file for file in _FIRST_LISTS if file.startswith(name)]
        for file in sorted(files, key=lambda file: (*_TITLES, file).index(file)):
            title = _TITLES.get(file) or f"{_TITLES[name]} {file.removeprefix(name).strip('_')}"
            # Answers were given to last year's findings; a class is of another grade each year.
            carries = name not in ("answers", "classes")
            rows = last.rows.get(file, ()) if carries else ()
            yield ListSheet(file, title, columns.labels(wanted), rows, carries, words)


class _Asked:
    """The lines of the catalogue, written out for one year."""

    def __init__(
        self, catalogue: Catalogue, last: HeldEdition, own: HeldEdition, year: int
    ) -> None:
        self.last, self.own, self.year = last, own, year
        self.indicators = {row["indicator"]: row for row in catalogue.tables.get("indicator", [])}
        self.majors = [row["major"] for row in catalogue.tables.get("major", [])]
        self.all = catalogue.lines
        self.fixed = {(row["indicator"], row["category"]) for row in self.all}
        self.seen: set[Key] = set()

    def sheet(self, row: dict[str, str]) -> Sheet:
        rows = [line for line in self.all if line["sheet"] == row["sheet"]]
        lines: list[Line] = []
        for line in self._lines(rows):
            # Where two patterns meet in one year, the figure is asked for once.
            if line.key not in self.seen:
                self.seen.add(line.key)
                lines.append(line)
        lines = self._with_own(lines, self.own.rows.get(row["sheet"], ()))
        continued = tuple(self._line(line, "", "", 0) for line in rows if _is_open(line))
        return Sheet(
            *(row["sheet"], row["title"], row["source"], row["note"]), tuple(lines), continued
        )

    def _with_own(self, lines: list[Line], rows: Iterable[dict[str, str]]) -> list[Line]:
        """Put lines in the order of the edition that is there, with one for each other row."""
        asked = {line.key: line for line in lines}
        ordered: dict[Key, Line] = {}
        for row in rows:
            if row["indicator"] in self.indicators:
                key = key_of(row)
                ordered[key] = asked.get(key) or self._own_line(row)
        keys, place = [*ordered], 0
        for key in asked:  # what it does not have stays below the line that it was below
            if key in ordered:
                place = keys.index(key) + 1
            else:
                keys.insert(place, key)
                place += 1
        self.seen.update(keys)
        return [ordered.get(key) or asked[key] for key in keys]

    def _own_line(self, row: dict[str, str]) -> Line:
        line = {**row, "by_major": "some", "category": OPEN}
        return self._line(line, row["category"], row["major"], 0)

    def _lines(self, rows: list[dict[str, str]]) -> Iterator[Line]:
        """Write out the lines of a sheet, block by block."""
        for by_major, run in groupby(rows, lambda line: line["by_major"]):
            block = list(run)
            if by_major == "some":
                yield from self._as_before(block, self._scopes(block))
                continue
            if by_major in ("", "also"):
                yield from self._block(block, _WHOLE, 0)
            if by_major in ("also", "only"):
                for place, major in enumerate(self.majors, start=1):
                    yield from self._block(block, major, place)

    def _block(self, block: list[dict[str, str]], major: str, place: int) -> Iterator[Line]:
        for is_open, run in groupby(block, lambda line: line["category"] == OPEN):
            lines = list(run)
            if is_open:
                scopes = ((scope[0], major) for scope in self._scopes(lines))
                yield from self._as_before(lines, list(dict.fromkeys(scopes)))
                continue
            for line in lines:
                yield self._line(line, line["category"], major, place)

    def _as_before(
        self, lines: list[dict[str, str]], scopes: Sequence[tuple[str, str]]
    ) -> Iterator[Line]:
        """Ask again for the categories and majors that the edition before had, in its order."""
        for place, (category, major) in enumerate(scopes, start=1):
            for line in lines:
                if self._had(line, category, major):
                    yield self._line(line, category, major, place)

    def _scopes(self, lines: list[dict[str, str]]) -> list[tuple[str, str]]:
        indicators = {line["indicator"] for line in lines}
        scopes = ((key[1], key[2]) for key in self.last.figures if key[0] in indicators)
        return list(dict.fromkeys(scopes))

    def _had(self, line: dict[str, str], category: str, major: str) -> bool:
        code = line["indicator"]
        if line["by_major"] == "some":
            fits = bool(category or major) if line["category"] == OPEN else category == ""
        else:
            fits = category != "" and (code, category) not in self.fixed
        return fits and self.last.has((code, category, major), line["period"], self.year)

    def _line(self, line: dict[str, str], category: str, major: str, place: int) -> Line:
        indicator = self.indicators[line["indicator"]]
        key = line["indicator"], category, major
        last_period, last_printed = self.last.printed(key, line["period"], self.year)
        official = filter(None, (indicator["official_no"], indicator["official_label"]))
        source = line["source"].replace("{n}", str(place))
        split = line["by_major"] == "also" and major != _WHOLE
        if split:
            # That row of the table is the whole school's.
            source = _ROW.sub(" 分专业", source)
        return Line(
            indicator=line["indicator"],
            name=indicator["name"],
            unit=indicator["unit"],
            category=category,
            major=major,
            period=in_edition(line["period"], self.year),
            source=source,
            definition=indicator["definition"],
            required=indicator["required"],
            official=" ".join(official),
            last_period=last_period,
            last_printed=last_printed,
            open_category=line["category"] == OPEN,
            open_major=line["by_major"] == "some",
            optional=split or _is_open(line),
        )


def _is_open(line: dict[str, str]) -> bool:
    return line["category"] == OPEN or line["by_major"] == "some"
