"""Every check, on figures that hold and on a misprint: silent, and else exact.

It must name the misprinted figure and say how grave it is.
"""

from pathlib import Path
from typing import Any

import pytest

from dashboard.ingest import audit
from dashboard.ingest.build import build
from tests.checks.pairs import ALSO, PAIRS, Pair
from tests.schools import Cells, Figure, School, ask


def figure(text: str) -> Figure:
    """Read a figure; after the category may stand its edition and the row of its table."""
    indicator, period, printed, *rest = text.split()
    category, edition, line = (*rest, *(".", "2024", "")[len(rest) :])
    table, _, number = line.rpartition("_")
    return Figure(
        *(indicator, period, "" if printed == "空" else printed),
        category="" if category == "." else category,
        edition=int(edition),
        source=f"表{table[1:]} 第{number}行" if line else "",
    )


def place(one: Figure) -> tuple[str, str, str, int]:
    return one.indicator, one.period, one.category, one.edition


def add(school: School, number: int, pair: Pair, *, misprinted: bool) -> None:
    def named(text: str) -> str:
        return text.replace("@", prefix(number))

    figures = {place(one): one for one in map(figure, named(pair.figures).split("; "))}
    fault = figure(named(pair.fault).removeprefix("-"))
    key = place(fault)
    assert key in figures, "the fault must have a place to go"
    for code in dict.fromkeys(one.indicator for one in figures.values()):
        cells = pair.cells.get(code.replace(prefix(number), "@"), {})
        if code not in {one["indicator"] for one in school.indicators}:
            school.indicator(code, **{name: named(cell) for name, cell in cells.items()})
    if misprinted:
        del figures[key]
        if not pair.fault.startswith("-"):
            figures[key] = fault
    school.figures += figures.values()
    if pair.relation:
        head, operands = named(pair.relation).split(": ")
        kind, severity = head.split()
        cells = pair.cells.get("relation", {})
        school.relation(
            f"r{number}", kind, *operands.split("; "), **{"severity": severity, **cells}
        )
    if standard := pair.cells.get("standard"):
        unit = pair.cells[standard["indicator"]]["unit"]
        row = {"standard_id": f"s{number}", "operator": ">=", "unit": unit, **standard}
        school.standards.append({name: named(cell) for name, cell in row.items()})
    if record := pair.cells.get("record"):
        school.records.append({name: named(cell) for name, cell in record.items()})
    if claim := pair.cells.get("claim"):
        row = {"claim": f"claim_{number}", **claim}
        school.claims.append({name: named(cell) for name, cell in row.items()})


def prefix(number: int) -> str:
    return f"c{number}_"


def captions(*titles: str) -> list[Cells]:
    """Return the titles of a table, in the list of contents and at its place."""
    lists = ("目录", "正文")
    return [
        {"topic": "caption", "item": "表1", "grouping": name, "kind": "表", "detail": title}
        | {"source": name}
        for name, title in zip(lists, titles, strict=True)
    ]


def all_together(data: Path, *, misprinted: bool) -> School:
    school = School(data)
    for number, pair in enumerate(PAIRS):
        add(school, number, pair, misprinted=misprinted)
    school.facts = captions("虚构的表", "另一张表" if misprinted else "虚构的表")
    return school


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return all_together(tmp_path_factory.mktemp("misprinted") / "data", misprinted=True).build()


@pytest.fixture(scope="module")
def found(built: Path) -> list[dict[str, Any]]:
    return ask(built, "from finding order by ordinal")


def test_every_check_is_tried() -> None:
    assert {pair.check for pair in PAIRS} | {"captions"} == {one.check_id for one in audit.checks()}


def test_nothing_is_found_where_everything_holds(tmp_path: Path) -> None:
    assert all_together(tmp_path / "data", misprinted=False).ask("from finding") == []


@pytest.mark.parametrize(
    "number", range(len(PAIRS)), ids=lambda number: f"{PAIRS[number].check}-{number}"
)
def test_a_misprint_is_found_where_it_is(number: int, found: list[dict[str, Any]]) -> None:
    pair = PAIRS[number]
    where = (pair.found or pair.fault.removeprefix("-")).replace("@", prefix(number)).split()
    mine = [row for row in found if (row["indicator"] or "").startswith(prefix(number))]
    of_check = [row for row in mine if row["check_id"] == pair.check]
    assert [(row["indicator"], row["period"] or "-", row["severity"]) for row in of_check] == [
        (where[0], where[1], pair.severity)
    ]
    also = ALSO.get(f"{pair.check} {pair.found.split()[0] if pair.found else ''}")
    assert {row["check_id"] for row in mine} - {pair.check} == ({also} if also else set())


def test_a_caption_that_differs_is_found(found: list[dict[str, Any]]) -> None:
    told = [row["arithmetic"] for row in found if row["check_id"] == "captions"]
    assert told == ["「虚构的表」≠「另一张表」"]
    assert len(found) == len(PAIRS) + len(ALSO) + 1


@pytest.mark.parametrize(
    "number", [number for number, pair in enumerate(PAIRS) if not pair.fault.startswith("-")]
)
def test_the_misprinted_figure_is_among_those_in_doubt(number: int, built: Path) -> None:
    pair = PAIRS[number]
    wrong = figure(pair.fault.replace("@", prefix(number)))
    doubted = ask(
        built,
        f"""
        select figure.indicator, figure.period, coalesce(figure.category, '') as category
        from finding
        inner join finding_figure on finding.finding = finding_figure.finding
        inner join observation as figure
            on finding_figure.edition = figure.edition and finding_figure.ordinal = figure.ordinal
        where
            finding.check_id = '{pair.check}'
            and starts_with(finding.indicator, '{prefix(number)}')
        order by finding_figure.position
        """,
    )
    assert wrong.cells().items() >= doubted[0].items() or pair.found
    assert any(wrong.cells().items() >= one.items() for one in doubted)
    assert len({tuple(one.values()) for one in doubted}) == len(doubted)


def test_every_finding_says_what_and_where_in_whole_sentences(found: list[dict[str, Any]]) -> None:
    for row in found:
        assert row["message"].endswith(("。", "）")), row
        assert row["source"], row
    assert len({row["finding"] for row in found}) == len(found)


# --- names that last ------------------------------------------------------------------------------


def test_a_finding_keeps_its_name_when_rows_move(
    tmp_path: Path, found: list[dict[str, Any]]
) -> None:
    school = all_together(tmp_path / "data", misprinted=True)
    school.figures.reverse()
    school.write()
    folder = school.data / "editions/2024"
    (folder / "figures.csv").rename(folder / "moved.csv")
    names = {row["finding"] for row in ask(build(school.data), "from finding")}
    assert names == {row["finding"] for row in found}
