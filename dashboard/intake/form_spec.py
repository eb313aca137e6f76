"""What the next edition is asked for: sheets of lines, each with what the edition before printed.

The template is written from this, and what the office sends back is read by the same names.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from dashboard import paths
from dashboard.contract.codes import ANSWER, ASSERTIONS, TOPIC
from dashboard.contract.faults import DataProblems, Problem
from dashboard.contract.period import in_edition, parse_period
from dashboard.ingest import observations
from dashboard.ingest.catalogue import OPEN, Catalogue, read_catalogue
from dashboard.ingest.csv_file import read_table

# The columns of a sheet of figures, in this order.
NAME, CATEGORY, MAJOR, PERIOD, UNIT = "指标", "分类", "专业", "时期", "单位"
LAST_PERIOD, LAST, PRINTED, VALUE = "上版时期", "上版数", "本版所印", "折合数值"
STATUS, NOTE, SOURCE, PAGE, DEFINITION, CODE = "状态", "备注", "出处", "页码", "定义", "代码"
COLUMNS = (
    *(NAME, CATEGORY, MAJOR, PERIOD, UNIT, LAST_PERIOD, LAST, PRINTED, VALUE),
    *(STATUS, NOTE, SOURCE, PAGE, DEFINITION, CODE),
)
SHEET = "表"  # the first column of the one table for those who script
AT = "@"  # parts a code: the indicator (or item), then what else the row is about
REQUIRED = "*"  # behind the name of an indicator that the official form insists on
CARRY, YES, NO = "沿用", "是", "否"  # the first column of a list that shows last year's rows
# The columns of the particulars of the report.
ITEM, CONTENT, LAST_CONTENT = "项目", "内容", "上版内容"
HELP, EDITION, MAJORS = "填写说明", "报告信息", "专业"  # the sheets before the figures

# The particulars of a report, by what its own file calls them.
EDITION_ITEMS = {
    "edition": "年份",
    "title": "报告全称",
    "school": "学校",
    "publisher": "发布单位",
    "published": "发布日期",
    "printed_date": "封面所印日期",
    "pages": "页数",
    "licence": "使用许可",
    "note": "备注",
}
_MAJORS = {
    "major": "专业",
    "major_category": "专业大类",
    "aliases": "其他写法",
    "opened": "开设年份",
    "note": "备注",
}
_FACTS = {
    "topic": "类别",
    "item": "名称",
    "grouping": "分组",
    "kind": "种类",
    "detail": "内容",
    "indicators": "有关指标",
    "major": "专业",
    "source": "出处",
    "page": "页码",
}
_CLAIMS = {
    "claim": "代号",
    "chapter": "章",
    "text": "说法",
    "assertion": "断言",
    "indicator": "指标",
    "category": "分类",
    "major": "专业",
    "term": "学期",
    "first_year": "起始年份",
    "last_year": "终点年份",
    "value": "数值",
    "value_to": "终点数值",
    "source": "出处",
    "page": "页码",
    "note": "备注",
}
_OMISSIONS = {"printed": "所印", "source": "出处", "page": "页码", "reason": "不收录的原因"}
_ANSWERS = {
    "finding": "核查编号",
    "answer": "答复",
    "indicator": "指标",
    "period": "时期",
    "major": "专业",
    "category": "分类",
    "value": "更正为",
    "text": "理由",
    "answered_by": "答复部门",
    "answered_on": "答复日期",
}
# The lists of an edition, by how the names of their files begin.
_LISTS = {"facts": _FACTS, "claims": _CLAIMS, "omissions": _OMISSIONS, "answers": _ANSWERS}
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
    "answers": "核查答复",
}
_FIRST_LISTS = tuple(file for file in _TITLES if file not in ("facts", "omissions"))
_WHOLE = ""  # in place of a major: the whole school
_SEVERAL = re.compile("[;；]")
_ROW = re.compile(" 第[^ ]*行$")

Key = tuple[str, str, str]  # indicator, category, major


@dataclass(frozen=True)
class Line:
    """One figure asked for.

    ``last_printed`` is what the edition before printed for the same period or, where it printed
    none, for the period a year (or more) earlier. An ``optional`` line is no figure if left blank:
    it splits a printed figure by major, or goes on with a category or major that only that edition
    is known to have had (``open_category``, ``open_major``).
    """

    indicator: str
    name: str
    unit: str
    category: str
    major: str
    period: str
    source: str
    definition: str
    required: bool
    official: str = ""  # number and wording of the official form
    last_period: str = ""
    last_printed: str = ""
    open_category: bool = False
    open_major: bool = False
    optional: bool = False

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.indicator, self.period, self.major, self.category

    @property
    def code(self) -> str:
        """What stands in the hidden column, by which a row is known whose words were moved."""
        return AT.join(self.key)


@dataclass(frozen=True)
class Sheet:
    """A table of the report. ``open`` are the lines each school continues with its own."""

    file: str
    title: str
    source: str
    note: str
    lines: tuple[Line, ...]
    open: tuple[Line, ...] = ()


@dataclass(frozen=True)
class ListSheet:
    """A list with one row a record, its columns by their names in the file.

    ``last`` are the rows as they stand in the file; ``words`` says, by column, what is shown for
    the codes there.
    """

    file: str
    title: str
    columns: dict[str, str]
    last: tuple[dict[str, str], ...] = ()
    carries: bool = False
    words: dict[str, dict[str, str]] = field(default_factory=dict)

    def shown(self, column: str, stored: str) -> str:
        words = self.words.get(column, {})
        if column == "indicators":
            return "；".join(words.get(code, code) for code in _split(stored))
        return words.get(stored, stored)

    def stored(self, column: str, shown: str) -> str:
        """Return the code for what is shown; whatever is no such word is left as it is."""
        codes = {word: code for code, word in self.words.get(column, {}).items()}
        if column == "indicators":
            return ";".join(codes.get(word, word) for word in _split(shown))
        return codes.get(shown, shown)


@dataclass(frozen=True)
class Layout:
    """All that is asked for the edition of a year; ``previous`` is the edition before, if any."""

    year: int
    previous: int | None
    edition: ListSheet
    majors: ListSheet
    sheets: tuple[Sheet, ...]
    lists: tuple[ListSheet, ...]


def layout(data: Path, year: int) -> Layout:
    """Return what the edition of a year is asked for, from the catalogue and the edition before.

    Raises DataProblems where a file cannot be read.
    """
    found: list[Problem] = []
    catalogue = read_catalogue(data, found)
    previous = _previous(data, year)
    last = _Last(data, previous, catalogue, found)
    if found:
        raise DataProblems(found)
    asked = _Asked(catalogue, last, year)
    names = {row["indicator"]: row["name"] for row in catalogue.tables.get("indicator", [])}
    made = Layout(
        year=year,
        previous=previous,
        edition=ListSheet("edition", EDITION, EDITION_ITEMS, last.rows.get("edition", ())),
        majors=ListSheet("majors", MAJORS, _MAJORS, _majors(catalogue)),
        sheets=tuple(asked.sheet(row) for row in catalogue.sheets),
        lists=tuple(_lists(last, names)),
    )
    _check_titles(data, made)
    return made


def indicator_name(cell: str) -> str:
    """Return the name of an indicator without the mark of one that is required."""
    return cell.strip().removesuffix(REQUIRED).rstrip()


def _previous(data: Path, year: int) -> int | None:
    folders = [path.name for path in paths.visible(data / paths.EDITIONS) if path.is_dir()]
    years = [int(name) for name in folders if re.fullmatch("[0-9]{4}", name)]
    return max((other for other in years if other < year), default=None)


def _majors(catalogue: Catalogue) -> tuple[dict[str, str], ...]:
    rows = catalogue.tables.get("major", [])
    return tuple(
        {column: str(row[column] if row[column] is not None else "") for column in _MAJORS}
        for row in rows
    )


def _check_titles(data: Path, made: Layout) -> None:
    """Report two sheets of one name, which a workbook cannot hold."""
    others = {HELP, EDITION, MAJORS, *(sheet.title for sheet in made.lists)}
    file = f"{data.name}/{paths.CATALOGUE}/sheets.csv"
    if taken := [sheet.title for sheet in made.sheets if sheet.title in others]:
        message = "模板里另有同名的表；请改表名。"
        raise DataProblems(Problem(file, 0, title, message) for title in taken)


class _Last:
    """What the edition before holds: its figures by what they are about, its lists by file."""

    def __init__(
        self, data: Path, year: int | None, catalogue: Catalogue, found: list[Problem]
    ) -> None:
        self.year = year
        self.figures: dict[Key, dict[str, dict[str, str]]] = {}
        self.rows: dict[str, tuple[dict[str, str], ...]] = {}
        if year is None:
            return
        folder = data / paths.EDITIONS / str(year)
        majors = catalogue.majors or {}
        for path in paths.visible(folder):
            if path.suffix.lower() != ".csv":
                continue
            name = f"{data.name}/{paths.EDITIONS}/{year}/{path.name}"
            kind = _kind(path.stem)
            columns = kind or dict.fromkeys(observations.COLUMNS)
            rows = [row.cells for row in read_table(path, name, tuple(columns), found) or []]
            for row in rows:
                if "major" in row:
                    row["major"] = majors.get(row["major"], row["major"])
                if kind is None:
                    key = row["indicator"], row["category"], row["major"]
                    self.figures.setdefault(key, {})[row["period"]] = row
            if kind is not None:
                self.rows[path.stem] = tuple(rows)

    def printed(self, key: Key, pattern: str, year: int) -> tuple[str, str]:
        """Return the period to compare with and what was printed then, empty where nothing."""
        row = self._row(key, pattern, year)
        # What was counted by hand has a value, and nothing printed.
        return (row["period"], row["printed"] or row["value"]) if row else ("", "")

    def has(self, key: Key, pattern: str, year: int) -> bool:
        return self._row(key, pattern, year) is not None

    def _row(self, key: Key, pattern: str, year: int) -> dict[str, str] | None:
        rows = self.figures.get(key, {})
        if self.year is None:
            return None
        for period in (in_edition(pattern, year), before := in_edition(pattern, self.year)):
            if period in rows:
                return rows[period]
        # The day of a count moves from year to year.
        if parse_period(before)[0] == "as_of":
            for period, row in rows.items():
                if _time(period) == parse_period(before):
                    return row
        return None


def _time(period: str) -> tuple[str, int] | None:
    try:
        return parse_period(period)
    except ValueError:
        return None


def _kind(file: str) -> dict[str, str] | None:
    """Return the columns of a list of an edition, None for a file of figures."""
    if file == "edition":
        return EDITION_ITEMS
    return next((columns for name, columns in _LISTS.items() if file.startswith(name)), None)


def _lists(last: _Last, names: dict[str, str]) -> Iterator[ListSheet]:
    words: dict[str, dict[str, dict[str, str]]] = {
        "facts": {"topic": TOPIC, "indicators": names},
        "claims": {
            "assertion": {code: said.label for code, said in ASSERTIONS.items()},
            "indicator": names,
        },
        "omissions": {},
        "answers": {"answer": ANSWER, "indicator": names},
    }
    for name, columns in _LISTS.items():
        files = [file for file in last.rows if file.startswith(name)]
        files = files or [file for file in _FIRST_LISTS if file.startswith(name)]
        for file in sorted(files, key=lambda file: (*_TITLES, file).index(file)):
            title = _TITLES.get(file) or f"{_TITLES[name]} {file.removeprefix(name).strip('_')}"
            carries = name != "answers"  # those of last year answered last year's findings
            rows = last.rows.get(file, ()) if carries else ()
            yield ListSheet(file, title, columns, rows, carries, words[name])


class _Asked:
    """The lines of the catalogue, written out for one year."""

    def __init__(self, catalogue: Catalogue, last: _Last, year: int) -> None:
        self.last, self.year = last, year
        self.indicators = {row["indicator"]: row for row in catalogue.tables.get("indicator", [])}
        self.majors = [row["major"] for row in catalogue.tables.get("major", [])]
        self.all = catalogue.lines
        self.fixed = {(row["indicator"], row["category"]) for row in self.all}
        self.seen: set[tuple[str, str, str, str]] = set()

    def sheet(self, row: dict[str, str]) -> Sheet:
        rows = [line for line in self.all if line["sheet"] == row["sheet"]]
        lines: list[Line] = []
        for line in self._lines(rows):
            # Where two patterns meet in one year, the figure is asked for once.
            if line.key not in self.seen:
                self.seen.add(line.key)
                lines.append(line)
        continued = tuple(self._line(line, "", "", 0) for line in rows if _is_open(line))
        return Sheet(
            *(row["sheet"], row["title"], row["source"], row["note"]), tuple(lines), continued
        )

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


def _split(text: str) -> Iterable[str]:
    return (word for part in _SEVERAL.split(text) if (word := part.strip()))
