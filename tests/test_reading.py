"""Whatever is typed, moved, pasted or deleted: what is on screen comes out, or its cell is named.

The office works on a filled-in template as people do. What must come out of each row then is
written down here anew from the manual, without the code that reads: a number in the spellings that
the manual allows, a dash, a blank of the official form; whatever else stands there is told with
its row. Nothing comes out otherwise, and nothing is passed over in silence.
"""

import csv
import io
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from dashboard import xlsx
from dashboard.contract.faults import Refused
from dashboard.contract.named_numbers import conflict
from dashboard.contract.printed_number import rough
from dashboard.ingest.record import OPEN
from dashboard.intake import form_builder, form_columns, reading, template
from dashboard.intake.form_layout import Layout, Sheet
from dashboard.intake.reading import Intake
from dashboard.xlsx import Grid
from tests import filling
from tests.amount import exhaustive
from tests.real import copied

YEAR, PAGES = 2025, 99
NAME, CATEGORY, MAJOR, PERIOD = "指标", "分类", "专业", "时期"
PRINTED, VALUE, STATUS, NOTE, PAGE = "本版所印", "折合数值", "状态", "备注", "页码"
UNIT, SOURCE, CODE, LAST = "单位", "出处", "代码", "上版数"
FILLED = (PRINTED, VALUE, STATUS, NOTE, PAGE)
NEEDED = (NAME, CATEGORY, MAJOR, PERIOD, *FILLED, SOURCE)
WORDS = {"正常": "A", "未填": "O", "不适用": "M", "序列中断": "B", "口径不同": "D", "可靠性低": "U"}

Observation = dict[str, str]
NAMED = "named"  # what a row must be that gives no observation and is not blank


@dataclass(frozen=True, repr=False)
class Asked:
    """The school whose template is filled in: its data, what is asked for, the sheets as read."""

    data: Path
    layout: Layout
    grids: tuple[Grid, ...]

    def _repr_pretty_(self, printer: Any, _: bool) -> None:
        printer.text("asked")  # else what is wrong drowns in all that is asked for

    def copy(self) -> list[Grid]:
        return [
            replace(
                one, cells=dict(one.cells), unreadable=dict(one.unreadable), merged=list(one.merged)
            )
            for one in self.grids
        ]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    data = copied(tmp_path_factory.mktemp("reading"))
    wanted = form_builder.layout(data, YEAR)
    file = data.parent / "filled.xlsx"
    file.write_bytes(filling.saved(filling.template_filled(template.workbook(wanted), YEAR)))
    return Asked(data, wanted, tuple(xlsx.read(file)))


def taken(asked: Asked, grids: list[Grid], *, whole: bool = True) -> Intake:
    return checked(asked, reading.understand(grids, asked.data, whole=whole))


def checked(asked: Asked, found: Intake) -> Intake:
    staged = asked.data.parent / "staged"
    shutil.rmtree(staged, ignore_errors=True)
    if found.year:
        reading.stage(found, asked.data, staged)
    return found


# --- what must come out ---------------------------------------------------------------------------


def shown(text: str) -> str:
    """Return what is seen: no white space around it, and nothing that takes no room."""
    return re.sub("[\u200b\u200c\u200d\ufeff\u2060]", "", text).strip()


def half(text: str) -> str:
    return "".join(chr(ord(one) - 0xFEE0) if "！" <= one <= "～" else one for one in shown(text))


def name_of(text: str) -> str:
    return re.sub(r"\s", "", half(text)).rstrip("*")


def oracle(  # noqa: C901 - the manual's rules for a sheet, one after another
    sheet: Sheet, grid: Grid, majors: dict[str, str]
) -> dict[int, Observation | str] | None:
    """Say what each row gives: an observation or NAMED; None where the whole sheet must be told."""
    names = {*form_columns.COLUMNS}
    tops: dict[int, list[tuple[str, int]]] = {}
    for (row, column), text in grid.cells.items():
        if row <= 15 and name_of(text) in names:
            tops.setdefault(row, []).append((name_of(text), column))
    top = min(tops, key=lambda row: (-len({name for name, _ in tops[row]}), row), default=0)
    columns = dict(tops.get(top, []))
    if len(columns) < len(tops.get(top, [])) or not {*NEEDED} <= {*columns}:
        return None
    rows: dict[int, dict[str, str]] = {}
    for (row, column), text in grid.cells.items():
        at = next((name for name, number in columns.items() if number == column), "")
        if at:
            rows.setdefault(row, dict.fromkeys(names, ""))[at] = shown(text)
    for row, column in grid.unreadable:
        if column in columns.values():
            [at] = [name for name, number in columns.items() if number == column]
            rows.setdefault(row, dict.fromkeys(names, "")).update({at: "", "unsure": "yes"})
    due: dict[int, Observation | str] = {}
    seen: set[tuple[str, ...]] = set()
    reader = Row(sheet, majors)
    below = {row: cells for row, cells in rows.items() if row > top}
    for row in reader.moved(below):
        rows[row]["unsure"] = "yes"
    for row, cells in sorted(rows.items()):
        if row < top:
            if sum(bool(cells[name]) for name in names) >= 3:
                due[row] = NAMED
        elif row > top and (gives := reader.gives(cells, seen)):
            due[row] = gives
    return due


class Row:
    """What the manual says of one row of a sheet."""

    def __init__(self, sheet: Sheet, majors: dict[str, str]) -> None:
        self.sheet, self.majors = sheet, majors
        self.lines = {line.key: line for line in sheet.lines}
        self.made_for = {"@".join(line.key): line for line in sheet.lines}
        self.of = {name_of(line.name): line for line in (*sheet.lines, *sheet.open)}
        self.is_form = sheet.file.startswith("form_")

    def gives(self, cells: dict[str, str], seen: set[tuple[str, ...]]) -> Observation | str:
        if "unsure" in cells:
            return NAMED
        there = [(name, name_of(text)) for name, text in cells.items() if text]
        if len(there) > 1 and all(name == text for name, text in there):
            return NAMED  # the header, pasted once more
        known = self.of.get(name_of(cells[NAME]))
        key = self.key(cells)
        if not any(cells[name] for name in FILLED):
            return self.blank(key, cells, seen)
        if known is None or not self.is_about(key, cells):
            return NAMED
        if key in seen:
            return NAMED
        seen.add(key)
        return self.figure(key, cells, known.unit)

    def key(self, cells: dict[str, str]) -> tuple[str, str, str, str]:
        known = self.of.get(name_of(cells[NAME]))
        period = re.sub(r"\s", "", half(cells[PERIOD]))
        if day := re.fullmatch(r"(\d{4})[-/.年](\d\d?)[-/.月](\d\d?)日?", period):
            period = f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"
        if years := re.fullmatch(r"(\d{4})(?:[-—/至](\d{4}))?学年度?(.*)", period):
            follows = int(years[2] or 0) in (0, int(years[1]) + 1)
            period = f"{years[1]}学年{years[3]}" if follows else period
        major = self.majors.get(name_of(cells[MAJOR]), cells[MAJOR])
        category = " ".join(cells[CATEGORY].split())
        return known.indicator if known else "", period, major, category

    def moved(self, rows: dict[int, dict[str, str]]) -> list[int]:
        """Find the rows that show what another row was made for, which no longer shows it."""
        codes = {row: cells[CODE] for row, cells in rows.items() if cells[CODE] in self.made_for}
        says = {row: self.key(rows[row]) for row in codes}
        was = {row: self.made_for[code].key for row, code in codes.items()}
        homeless = {*was.values()} - {was[row] for row in codes if was[row] == says[row]}
        return [
            row
            for row in codes
            if was[row] in homeless
            and was[row][0] == says[row][0]
            and (says[row] in homeless or self.is_other_time(was[row], says[row], rows[row]))
        ]

    def is_other_time(
        self, was: tuple[str, ...], says: tuple[str, ...], cells: dict[str, str]
    ) -> bool:
        """Tell a figure that stands at another period than its row was made for."""
        days = [bool(re.search(r"-|\d月", period)) for period in (was[1], says[1])]
        is_day_of_year = all(days) and was[1][:4] == says[1][:4]
        filled = any(cells[name] for name in FILLED) or "unsure" in cells
        same = (was[0], was[2:]) == (says[0], says[2:])
        return same and is_period(says[1]) and not is_day_of_year and filled

    def blank(
        self, key: tuple[str, ...], cells: dict[str, str], seen: set[tuple[str, ...]]
    ) -> Observation | str:
        """Give a blank cell of the official form, and nothing for any other blank row."""
        line = self.lines.get(key) or self.made_for.get(cells[CODE])  # type: ignore[arg-type]
        last, unit = (line.last_printed, line.unit) if line else ("", "")
        number = amount(cells[LAST], unit)
        is_as_it_was = name_of(cells[LAST]).lower() == name_of(last).lower() or (
            number is not None and number == amount(last, unit)
        )
        if cells[LAST] and not is_as_it_was:
            return NAMED
        if key not in self.lines:
            return ""
        if key in seen:
            return NAMED
        seen.add(key)
        return self.observation(key, cells, "", "", "O") if self.is_form else ""

    def is_about(self, key: tuple[str, ...], cells: dict[str, str]) -> bool:
        """Tell whether a row says without contradiction which figure it holds."""
        indicator, period, major, category = key
        lines = [one for one in (*self.sheet.lines, *self.sheet.open) if one.indicator == indicator]
        categories = {OPEN if one.open_category else one.category for one in lines}
        return (
            cells[CODE].split("@")[0] in ("", indicator)
            and is_period(period)
            and (bool(cells[NOTE]) or last_year(period) <= YEAR)
            and (not cells[MAJOR] or major in self.majors.values())
            and (category in categories or OPEN in categories)
            and (not cells[UNIT] or name_of(cells[UNIT]) == name_of(lines[0].unit))
        )

    def figure(  # noqa: C901, PLR0911 - the manual's rules for a cell, one after another
        self, key: tuple[str, ...], cells: dict[str, str], unit: str
    ) -> Observation | str:
        text, told = cells[PRINTED], cells[VALUE]
        status = WORDS.get(name_of(cells[STATUS]), name_of(cells[STATUS]).upper())
        if cells[STATUS] and status not in WORDS.values():
            return NAMED
        if status in ("B", "D", "U") and not cells[NOTE]:
            return NAMED
        page = re.fullmatch(r"(?:第|[Pp]\.?)?\s*(\d+)\s*页?", half(cells[PAGE]))
        if cells[PAGE] and not (page and 1 <= int(page[1]) <= PAGES):
            return NAMED
        if half(text) in {"-", "—", "——", "–", "−", "--"}:
            right = status in ("", "M") and not told
            return self.observation(key, cells, "-", "", "M") if right else NAMED
        if not text:
            return self.unprinted(key, cells, status, amount(told, unit))
        value, beside = amount(text, unit), amount(told, unit) if told else None
        if told and (beside is None or (value is not None and value != beside)):
            return NAMED
        if value is None and beside is not None and status not in {"D", "U"}:
            beside = None if conflict(text, beside, unit, explained=bool(cells[NOTE])) else beside
        value = beside if value is None else value
        if value is None or status in ("O", "M") or not possible(value, unit, status):
            return NAMED
        # Two numbers side by side are never one; nor is a number with the sign of another unit.
        if re.search(r"\d[.,]?\s[\s.,]*\d", half(text)) or is_share_of(text, unit):
            return NAMED
        if not status and amount(text, unit) is None and rough(text) is not None:
            status, cells = "U", cells | {NOTE: cells[NOTE] or "约数"}
        line = self.lines.get(key)  # type: ignore[arg-type]
        if not status and unit == "%" and 0 < value <= 1 and not (told or cells[NOTE]):
            last = amount(line.last_printed, unit) if line else None
            if "%" not in half(text) and (last is None or last > 1):
                return NAMED
        only_digits = re.fullmatch(r"[-+\d.,:%\s]+", half(text), re.ASCII)
        printed = half(text) if only_digits else text
        return self.observation(key, cells, " ".join(printed.split()), f"{value:f}", status or "A")

    def unprinted(
        self, key: tuple[str, ...], cells: dict[str, str], status: str, counted: Decimal | None
    ) -> Observation | str:
        """Read a row of which nothing is printed: a blank, or a number counted in a list."""
        if cells[VALUE]:
            right = status == "U" and counted is not None
            return self.observation(key, cells, "", f"{counted:f}", "U") if right else NAMED
        if status == "O" or (not status and self.is_form and key in self.lines):
            return self.observation(key, cells, "", "", "O")
        return NAMED

    def observation(
        self, key: tuple[str, ...], cells: dict[str, str], printed: str, value: str, status: str
    ) -> Observation:
        indicator, period, major, category = key
        line = self.lines.get(key)  # type: ignore[arg-type]
        source = " ".join(cells[SOURCE].split()) or (line and line.source) or self.sheet.source
        page = re.search(r"\d+", half(cells[PAGE]))
        return {
            "indicator": indicator,
            "period": period,
            "major": major,
            "category": category,
            "value": value,
            "printed": printed,
            "status": status,
            "source": source or self.sheet.title,
            "page": str(int(page[0])) if page else "",
            "note": " ".join(cells[NOTE].split()),
        }


def amount(text: str, unit: str) -> Decimal | None:
    """Read a number as the manual allows it: commas at thousands, its own unit, a per-cent sign."""
    text = half(text)
    words = {
        "人": "名 位",
        "个": "家 所 间",
        "所": "个 家",
        "班": "个 个班",
        "期": "个",
        "项": "个",
        "科": "门",
        "门": "科",
        "平方米": "㎡ m² m2",
    }
    behind = {"", unit, *words.get(unit, "").split(), *("%" if unit == "%" else "")}
    number = re.match(r"-?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?", text)
    if number is None:
        return None
    rest = re.sub(r"\s", "", text[number.end() :])
    large = {"万": 4, "亿": 8}.get(rest[:1], 0)
    if large and unit[:1] not in "%:年万" and rest[1:] in behind - {"%"}:
        return Decimal(number[0].replace(",", "")).scaleb(large)
    return Decimal(number[0].replace(",", "")) if rest in behind else None


def is_share_of(text: str, unit: str) -> bool:
    return "%" in half(text) and unit != "%"


def possible(value: Decimal, unit: str, status: str) -> bool:
    whole = unit in {*"人个班门项本所次期科", "人次", "年级"}
    sane = (
        value >= 0
        and not (unit == "%" and value > 100)
        and (not whole or value == value.to_integral_value())
    )
    return (sane and not (value == 0 and value.is_signed())) or status in ("D", "U")


def last_year(period: str) -> int:
    return int(re.findall("[0-9]{4}", period)[-1])


def is_period(text: str) -> bool:
    forms = (
        r"(\d{4})年",
        r"(\d{4})学年",
        r"(\d{4})学年第[一二]学期",
        r"(\d{4})年[春秋]季",
        r"(\d{4})届",
        r"(\d{4})—(\d{4})届",
        r"(\d{4})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])",
        r"(\d{4})年(?:[1-9]|1[0-2])月",
    )
    found = [match for form in forms if (match := re.fullmatch(form, text, re.ASCII))]
    years = [int(year) for match in found for year in match.groups()]
    return bool(years) and all(1900 <= year <= 2100 for year in years) and years[0] <= years[-1]


# --- what people do -------------------------------------------------------------------------------

NUMBERS = [
    *("0", "7", "1,999", "1，999", "１９９９", "1999人", "1999 人", "98.5%", "98．5％", "98.5 ％"),
    *("18:1", "18：1", "18.2:1", "1:18", "18:01", "1.5", "-5", "-0", "007", "1e3", "１.５", "100%"),
    *(
        "1 999",
        "1, 999",
        "1,99",
        "1999.",
        ".5",
        "+5",
        "½",
        "5²",
        "1999①",
        "㊿",
        "٣",
        "120%",
        "12万",
        "1.68万人",
        "−5",
    ),
    *("约1900", "300多名", "一百", "3-5", "9" * 16, "1" * 400, "19\u200b99", "1\xa0999", "12 34%"),
]
WORDS_TYPED = [
    *(
        "-",
        "—",
        "——",
        "－",
        "--",
        "―",
        "/",
        "无",
        "不适用",
        "未填",
        "空",
        " ",
        "　",
        "\u200b",
        "是",
    ),
    *(
        "正常",
        "可靠性低",
        "口径不同",
        "序列中断",
        "U",
        "A",
        "a",
        "好",
        "第21页",
        "P21",
        "21",
        "100",
        "0",
    ),
    *(
        "2025年",
        "2025学年",
        "2025-2026学年度",
        "2025—2027学年",
        "2024/2025学年",
        "2030年",
        "2025-02-30",
        "2025年12月3日",
        "2016—2025届",
    ),
    *(
        "优秀",
        "优 秀",
        "计算机应用",
        "会计事务",
        "护理",
        "元",
        "万元",
        "人",
        "指标",
        "本版所印",
        "x" * 300,
    ),
]
TEXTS = st.one_of(
    st.sampled_from(NUMBERS),
    st.sampled_from(WORDS_TYPED),
    st.text("9876543210,.%:-— 　\u200b０９，．％：人元年届多①²½", max_size=8),
)
PLACES = st.integers(0, 10_000)  # taken modulo what there is
COLUMN = st.sampled_from(form_columns.COLUMNS)
ASKED_COLUMN = st.sampled_from((PRINTED, PRINTED, PRINTED, *NEEDED, CODE, UNIT))
EDITS = st.one_of(
    st.tuples(st.just("type"), PLACES, PLACES, ASKED_COLUMN, TEXTS),
    st.tuples(st.just("type"), PLACES, PLACES, ASKED_COLUMN, TEXTS),
    st.tuples(st.just("clear"), PLACES, PLACES, COLUMN, st.none()),
    st.tuples(st.just("borrow"), PLACES, PLACES, COLUMN, PLACES),
    st.tuples(st.just("swap rows"), PLACES, PLACES, COLUMN, PLACES),
    st.tuples(st.just("delete row"), PLACES, PLACES, COLUMN, st.none()),
    st.tuples(st.just("copy row"), PLACES, PLACES, COLUMN, st.none()),
    st.tuples(st.just("insert row"), PLACES, PLACES, COLUMN, TEXTS),
    st.tuples(st.just("swap columns"), PLACES, PLACES, COLUMN, PLACES),
    st.tuples(st.just("insert column"), PLACES, PLACES, COLUMN, TEXTS),
    st.tuples(st.just("header"), PLACES, PLACES, COLUMN, TEXTS),
    st.tuples(st.just("merge"), PLACES, PLACES, COLUMN, st.integers(0, 2)),
    st.tuples(st.just("unsure"), PLACES, PLACES, COLUMN, st.none()),
)


class Hands:
    """Work on the sheets of figures as people do, wherever their columns stand by then."""

    def __init__(self, grids: list[Grid], sheets: Iterable[Sheet]) -> None:
        titles = {sheet.title for sheet in sheets}
        self.grids = [grid for grid in grids if grid.name in titles]

    def do(self, edit: tuple[Any, ...]) -> None:
        what, sheet, row, name, more = edit
        grid = self.grids[sheet % len(self.grids)]
        rows = max((at for at, _ in grid.cells), default=1)
        row = 2 + row % max(rows - 1, 1)
        column = next((at for (_, at), text in grid.cells.items() if text == name), 1)
        other = 1 + more % rows if isinstance(more, int) else 0
        if what == "type":
            grid.cells[row, column] = more
        elif what == "header":
            grid.cells[1, column] = more
        elif what == "clear":
            grid.cells.pop((row, column), None)
        elif what == "borrow":
            grid.cells[row, column] = grid.cells.get((other, column), "")
        elif what == "unsure":
            grid.cells.pop((row, column), None)
            grid.unreadable[row, column] = "看不清。"
        elif what == "merge":
            grid.merged.append((row, column, row + more, column + 1))
        elif what == "copy row":
            copied = {at: text for (of, at), text in grid.cells.items() if of == row}
            grid.cells |= {(rows + 1, at): text for at, text in copied.items()}
        else:
            self.move(grid, what, row, column, other)
            if what in {"insert row", "insert column"}:
                grid.cells[row, column] = more

    def move(self, grid: Grid, what: str, row: int, column: int, other: int) -> None:
        """Take cells elsewhere, with whatever is amiss in them."""

        def place(at: int, across: int) -> tuple[int, int] | None:
            if what == "swap rows":
                return {row: other, other: row}.get(at, at), across
            if what == "swap columns":
                to = 1 + other % len(form_columns.COLUMNS)
                return at, {column: to, to: column}.get(across, across)
            if what == "delete row":
                return None if at == row else (at - (at > row), across)
            if what == "insert row":
                return at + (at >= row), across
            return at, across + (across >= column)

        def moved(cells: dict[tuple[int, int], str]) -> Iterator[tuple[tuple[int, int], str]]:
            for cell, text in cells.items():
                if to := place(*cell):
                    yield to, text

        grid.cells, grid.unreadable = dict(moved(grid.cells)), dict(moved(grid.unreadable))


# --- holding one against the other ----------------------------------------------------------------


def came_out(asked: Asked, found: Intake) -> dict[tuple[str, int], Observation]:
    """Return what stands in the staged files, by the sheet and the row it was read from."""
    staged: dict[tuple[str, int], Observation] = {}
    files: dict[str, list[Observation]] = {}
    for (file, number), origin in found.origins.items():
        if "indicator" not in origin or "period" not in origin or "printed" not in origin:
            continue
        if file not in files:
            path = asked.data.parent / "staged" / file
            files[file] = list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))
        record, _ = origin["indicator"]
        place = record.table.grid.name, record.row
        assert place not in staged
        staged[place] = files[file][number - 2]
    return staged


def hold(asked: Asked, grids: list[Grid], found: Intake) -> None:
    """Each row gives what it must, or is named; nothing else comes out."""
    staged = came_out(asked, found)
    named = {(fault.sheet, fault.row) for fault in found.faults}
    majors = {
        name_of(spelling): row["major"]
        for row in asked.layout.majors.last
        for spelling in (row["major"], *row["aliases"].split(";"))
        if spelling
    }
    by_name = {grid.name: grid for grid in grids}
    for sheet in asked.layout.sheets:
        grid = by_name[sheet.title]
        due = oracle(sheet, grid, majors)
        out = {row: values for (name, row), values in staged.items() if name == sheet.title}
        if due is None:
            assert sheet.title in {name for name, _ in named}
            assert not out
            continue
        merged = {row for first, _, last, _ in grid.merged for row in range(first, last + 1)}
        for row in {*due, *out}:
            if row in merged:
                # Of a merged cell the first row is named, for all that it covers.
                assert not out.get(row) or out[row] == due.get(row)
                continue
            if due.get(row) == NAMED:
                assert (sheet.title, row) in named, (sheet.title, row)
            else:
                told = [str(fault) for fault in found.faults if fault.sheet == sheet.title]
                assert out.get(row) == due.get(row), (sheet.title, row, told)
        if sheet.file.startswith("form_"):
            gone = {line.key for line in sheet.lines} - {
                (of["indicator"], of["period"], of["major"], of["category"])
                for of in due.values()
                if isinstance(of, dict)
            }
            assert not gone or sheet.title in {name for name, _ in named}


CALM = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def test_what_nobody_touched_comes_out_to_the_cell(asked: Asked) -> None:
    found = taken(asked, grids := asked.copy())
    assert found.faults == []
    hold(asked, grids, found)
    assert len(came_out(asked, found)) > 400


@CALM
@given(edits=st.lists(EDITS, min_size=1, max_size=12))
@example(edits=[("type", 3, 8, PRINTED, "1999①"), ("type", 20, 3, PRINTED, "5²")])
@example(edits=[("header", 20, 0, MAJOR, "哪个专业"), ("header", 19, 0, STATUS, "情况")])
@example(edits=[("type", 20, 3, UNIT, "万元"), ("type", 19, 2, NAME, "")])
@example(edits=[("swap rows", 3, 4, NAME, 0), ("swap rows", 20, 4, NAME, 0)])
def test_whatever_is_done_each_row_comes_out_as_shown_or_is_named(
    asked: Asked, edits: list[tuple[Any, ...]]
) -> None:
    grids = asked.copy()
    hands = Hands(grids, asked.layout.sheets)
    for edit in edits:
        hands.do(edit)
    hold(asked, grids, taken(asked, grids))


@CALM
@given(typed=st.lists(st.tuples(PLACES, PLACES, TEXTS), min_size=40, max_size=120))
def test_whatever_is_typed_as_a_figure_comes_out_as_shown_or_is_named(
    asked: Asked, typed: list[tuple[int, int, str]]
) -> None:
    grids = asked.copy()
    hands = Hands(grids, asked.layout.sheets)
    for sheet, row, text in typed:
        hands.do(("type", sheet, row, PRINTED, text))
    hold(asked, grids, taken(asked, grids))


@settings(CALM, max_examples=12)
@given(typed=st.lists(st.tuples(PLACES, PLACES, PLACES, TEXTS), min_size=10, max_size=40))
def test_lists_come_out_as_shown_or_their_rows_are_named(
    asked: Asked, typed: list[tuple[int, int, int, str]]
) -> None:
    """A row that goes on, or is new, is in the file as it is shown; one that does not is not."""
    grids = asked.copy()
    by_name = {grid.name: grid for grid in grids}
    lists = [one for one in asked.layout.lists if one.last]
    for where, row, column, text in typed:
        listed = lists[where % len(lists)]
        cells = by_name[listed.title].cells
        at = 2 + row % len(listed.last)
        cells[at, 1] = "是"
        cells[at, 1 + column % (len(listed.columns) + 1)] = text
    found = taken(asked, grids)
    named = {(fault.sheet, fault.row) for fault in found.faults}
    out = {
        (record.table.grid.name, record.row): found.files[file][1][number - 2]
        for (file, number), origin in found.origins.items()
        for record, _ in [next(iter(origin.values()))]
    }
    for listed in lists:
        cells = by_name[listed.title].cells
        titles = {text: column for (row, column), text in cells.items() if row == 1}
        for row in range(2, 2 + len(listed.last)):
            # Last year's row, as it is, goes on only where somebody says so.
            carried = name_of(cells.get((row, 1), ""))
            if carried not in ("", "是", "否"):
                assert (listed.title, row) in named
            if (listed.title, row) in named:
                continue
            if carried == "是":
                seen = {
                    code: " ".join(shown(cells.get((row, titles[title]), "")).split())
                    for code, title in listed.columns.items()
                }
                if any(seen.values()):
                    given_back = out[listed.title, row]
                    for code, text in seen.items():
                        back = listed.shown(code, given_back[code])
                        freely = code in ("page", "major") or (code == "claim" and not text)
                        as_number = code in ("value", "value_to", "first_year", "last_year")
                        same = name_of(back) == name_of(text)
                        if code == "source":  # a row that goes on says from which edition
                            same = name_of(back).endswith(name_of(text))
                        assert same or freely or (as_number and name_of(text).startswith(back)), (
                            code
                        )


def as_csv(grids: list[Grid], sheets: Iterable[Sheet]) -> str:
    """Write the sheets of figures as the one table that a script would make of them."""
    by_name = {grid.name: grid for grid in grids}
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["表", *form_columns.COLUMNS])
    told = {"年份": str(YEAR), "报告全称": "虚构学校年报", "学校": "虚构学校", "页数": str(PAGES)}
    writer.writerows(
        ["报告信息", *(dict(zip((NAME, PRINTED), one, strict=True)).get(n, "") for n in ALL)]
        for one in told.items()
    )
    for sheet in sheets:
        cells = by_name[sheet.title].cells
        for row in range(2, 1 + max(row for row, _ in cells)):
            texts = [cells.get((row, column), "") for column in range(1, len(ALL) + 1)]
            writer.writerow([sheet.title, *texts])
    return out.getvalue()


ALL = form_columns.COLUMNS


@settings(CALM, max_examples=6)
@given(
    typed=st.lists(st.tuples(PLACES, PLACES, TEXTS), min_size=20, max_size=60),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
)
def test_a_csv_file_comes_out_as_it_reads_or_its_rows_are_named(
    asked: Asked, typed: list[tuple[int, int, str]], encoding: str
) -> None:
    grids = asked.copy()
    hands = Hands(grids, asked.layout.sheets)
    for sheet, row, text in typed:
        hands.do(("type", sheet, row, PRINTED, text))
    file = asked.data.parent / "filled.csv"
    file.write_bytes(as_csv(grids, asked.layout.sheets).encode(encoding))
    found = checked(asked, reading.read(file, file.name, asked.data))
    # A row of the file stands further down than that of its sheet; by content they are the same.
    with io.StringIO(file.read_bytes().decode(encoding), newline="") as read:
        lines = list(csv.reader(read))
    for grid in grids:
        if grid.name in {sheet.title for sheet in asked.layout.sheets}:
            grid.cells = {
                (row, column): cell
                for row, line in enumerate(lines, start=1)
                if row == 1 or line[0] == grid.name
                for column, cell in enumerate(line, start=1)
                if cell
            }
    hold(asked, grids, found)


@exhaustive
@settings(CALM, max_examples=4)
@given(typed=st.lists(st.tuples(PLACES, PLACES, TEXTS), min_size=20, max_size=60))
def test_a_workbook_file_comes_out_as_it_is_shown_or_its_rows_are_named(
    asked: Asked, typed: list[tuple[int, int, str]]
) -> None:
    grids = asked.copy()
    hands = Hands(grids, asked.layout.sheets)
    for sheet, row, text in typed:
        hands.do(("type", sheet, row, PRINTED, text))
    book = Workbook()
    book.remove(book.worksheets[0])
    for grid in grids:
        sheet = book.create_sheet(grid.name)
        for (row, column), text in grid.cells.items():
            sheet.cell(row, column).number_format = "@"
            sheet.cell(row, column).value = text
    file = asked.data.parent / "typed.xlsx"
    file.write_bytes(filling.saved(book))
    # What the file is made of is text: the sheets as read are the sheets as written.
    hold(asked, grids, checked(asked, reading.read(file, file.name, asked.data)))


# --- single things that could pass in silence -----------------------------------------------------


def told_of(asked: Asked, grids: list[Grid]) -> list[tuple[str, int, str]]:
    return [(one.sheet, one.row, one.message) for one in taken(asked, grids).faults]


def test_two_sheets_of_one_name_are_told(asked: Asked) -> None:
    grids = asked.copy()
    form = next(grid for grid in grids if grid.name.startswith("附表6"))
    grids.append(replace(form, name=f"{form.name} "))
    [(sheet, _, message)] = told_of(asked, grids)
    assert sheet == f"{form.name} "
    assert "同名" in message


def test_a_table_pasted_twice_with_its_header_is_told_row_by_row(asked: Asked) -> None:
    grids = asked.copy()
    grid = next(grid for grid in grids if grid.name.startswith("图2-5"))
    last = max(row for row, _ in grid.cells)
    grid.cells |= {(last + row, column): text for (row, column), text in grid.cells.items()}
    told = {row: message for _, row, message in told_of(asked, grids)}
    assert "表头" in told[last + 1]
    assert all("同一个数" in message for row, message in told.items() if row > last + 1)
    hold(asked, grids, taken(asked, grids))


def test_thousands_of_wrong_rows_are_named_each(asked: Asked) -> None:
    grids = asked.copy()
    grid = next(grid for grid in grids if grid.name.startswith("附表6"))
    for row in range(200, 5_200):
        grid.cells |= {(row, 1): f"不知道叫什么的人数{row}", (row, 4): "今年", (row, 8): "许多"}
    grid.merged = [(1, 1, 1_048_576, 100)] * 500
    rows = {row for _, row, _ in told_of(asked, grids)}
    assert {*range(200, 5_200)} <= rows


def test_a_csv_file_with_a_comma_too_many_is_told_whatever_the_last_column(asked: Asked) -> None:
    lines = as_csv(asked.copy(), asked.layout.sheets).splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("附表6") and ",,,," in line)
    lines = [f"{line}," for line in lines]
    lines[at] += "1,999"
    file = asked.data.parent / "comma.csv"
    file.write_text("\r\n".join(lines), encoding="utf-8")
    found = reading.read(file, file.name, asked.data)
    assert [fault.row for fault in found.faults if "比表头多" in fault.message] == [at + 1]


def test_a_csv_file_of_a_million_rows_is_refused(asked: Asked) -> None:
    file = asked.data.parent / "rows.csv"
    file.write_text("表,指标\n" + "附表6,甲\n" * 100_000, encoding="utf-8")
    with pytest.raises(Refused, match="行"):
        reading.read(file, file.name, asked.data)
