"""The catalogue as it must be: majors, sources, indicators and the standards held against them."""

import re
from pathlib import Path

from dashboard import paths
from dashboard.contract import columns
from dashboard.contract.columns import RELATION_ROLES, Columns
from dashboard.contract.faults import Fault
from dashboard.contract.period import LAST_YEAR, in_edition, parse_period
from dashboard.ingest.csv_file import read_table
from dashboard.ingest.csv_row import Keys, Row
from dashboard.ingest.record import OPEN, Catalogue, read
from dashboard.text import fold, spellings

_SYNONYMS = "synonyms.csv"
_ALIAS = re.compile("[;；]")
_DERIVED = "derived.csv"
# What is worked out is neither good nor bad by itself: what it is made of is judged.
_PRINTED_NOWHERE = {
    "direction": "neutral",
    "required": False,
    "is_key": False,
    **dict.fromkeys(("official_table", "official_row", "official_no", "official_label")),
    **dict.fromkeys(("same_as", "sample_of")),
}
_TITLE = re.compile(r"[^\\/?*\[\]:']{1,31}")  # what Excel takes as the name of a sheet


def read_catalogue(data: Path, found: list[Fault]) -> Catalogue:
    """Read and check the files of the catalogue; faults are appended to ``found``."""

    def rows(file: str, wanted: Columns) -> list[Row] | None:
        name = f"{data.name}/{paths.CATALOGUE}/{file}"
        return read_table(data / paths.CATALOGUE / file, name, wanted, found)

    catalogue = Catalogue()
    _majors(rows("majors.csv", columns.MAJORS), catalogue)
    _sources(rows("sources.csv", columns.SOURCES) or [], catalogue)
    indicators, names = Keys("indicator"), Keys("indicator_name")
    _indicators(rows("indicators.csv", columns.INDICATORS), catalogue, indicators, names)
    if (data / paths.CATALOGUE / _DERIVED).exists():  # a school need not have any worked out
        derived = rows(_DERIVED, columns.DERIVED)
        _derived(derived or [], catalogue, indicators, names)
    _of_lists(found, catalogue, indicators, names)
    if (data / paths.CATALOGUE / _SYNONYMS).exists():  # nor any other words
        _synonyms(rows(_SYNONYMS, columns.SYNONYMS) or [], catalogue)
    _standards(rows("standards.csv", columns.STANDARDS) or [], catalogue)
    relations = rows("relations.csv", columns.RELATIONS)
    operands = rows("operands.csv", columns.OPERANDS) or []
    _relations(relations or [], operands, catalogue)
    _operands(operands, relations, catalogue)
    sheets = rows("sheets.csv", columns.SHEETS)
    _sheets(sheets or [], catalogue)
    _lines(rows("lines.csv", columns.LINES) or [], sheets, catalogue)
    return catalogue


def _majors(rows: list[Row] | None, catalogue: Catalogue) -> None:
    if rows is None:
        return
    catalogue.majors = {}
    names = Keys("major")
    written: dict[str, tuple[str, Row]] = {}  # by what a name is recognised by
    for row in rows:
        aliases = [alias.strip() for alias in _ALIAS.split(row.cells["aliases"]) if alias.strip()]
        spellings = [("major", row.cells["major"])] + [("aliases", alias) for alias in aliases]
        for column, spelling in spellings:
            names.add(spelling, row, column)
            other, first = written.setdefault(fold(spelling), (spelling, row))
            if first is not row and other != spelling:
                where = f"{first.file}:{first.number}"
                row.report(column, "major_spelt_twice", word=spelling, other=other, first=where)
            catalogue.majors[spelling] = row.cells["major"]
            catalogue.spelt.setdefault(("major", fold(spelling)), row.cells["major"])
        catalogue.major_categories.add(row.cells["major_category"])
        record = read(row, columns.MAJORS, catalogue) | {"aliases": ";".join(aliases) or None}
        catalogue.tables.setdefault("major", []).append(record)


def _sources(rows: list[Row], catalogue: Catalogue) -> None:
    codes = Keys("source")
    for row in rows:
        codes.add(row.text("source_id"), row, "source_id")
        record = read(row, columns.SOURCES, catalogue)
        catalogue.tables.setdefault("source", []).append(record)


def _indicators(rows: list[Row] | None, catalogue: Catalogue, codes: Keys, names: Keys) -> None:
    if rows is None:
        return
    catalogue.units = {row.cells["indicator"]: row.cells["unit"] for row in rows}
    main = {row.cells["indicator"] for row in rows if not row.cells["same_as"]}
    for row in rows:
        codes.add(row.text("indicator"), row, "indicator")
        names.add(row.text("name"), row, "name")
        for name in (row.cells["indicator"], row.cells["name"]):
            catalogue.spelt.setdefault(("indicator", fold(name)), row.cells["indicator"])
        same_as = row.cells["same_as"]
        if same_as in catalogue.units and same_as not in main:
            row.report("same_as", "same_as_twice", same_as=same_as)
        if bool(row.cells["official_table"]) != bool(row.cells["official_row"]):
            row.report("official_row", "official_by_halves")
        record = read(row, columns.INDICATORS, catalogue)
        catalogue.tables.setdefault("indicator", []).append(record)


def _derived(rows: list[Row], catalogue: Catalogue, codes: Keys, names: Keys) -> None:
    """Put what is worked out beside what is printed: in the chapter of what is divided."""
    printed = {record["indicator"]: record for record in catalogue.tables.get("indicator", [])}
    for row in rows:
        codes.add(row.text("indicator"), row, "indicator")
        names.add(row.text("name"), row, "name")
        record = read(row, columns.DERIVED, catalogue)
        scale = record.pop("scale")
        parts = {role: record.pop(role) for role in ("numerator", "denominator")}
        if not set(parts.values()) <= printed.keys():
            continue  # said already
        above, below = (printed[code] for code in parts.values())
        times = "" if scale == 1 else f" × {scale:g}"
        formula = f"看板计算：{above['name']} ÷ {below['name']}{times}。"
        record["definition"] = f"{record['definition']}{formula}"
        catalogue.tables["indicator"].append(above | record | _PRINTED_NOWHERE)
        catalogue.tables.setdefault("derivation", []).append(
            {"indicator": record["indicator"], "scale": scale, **parts}
        )


def _of_lists(found: list[Fault], catalogue: Catalogue, codes: Keys, names: Keys) -> None:
    """Read what only the school's lists give: it goes with the code, as what is counted does."""
    path = paths.RECORD_INDICATORS
    name = f"{paths.CATALOGUE}/{path.name}"
    for row in read_table(path, name, columns.RECORD_INDICATORS, found) or []:
        codes.add(row.text("indicator"), row, "indicator")
        names.add(row.text("name"), row, "name")
        record = read(row, columns.RECORD_INDICATORS, catalogue)
        catalogue.tables.setdefault("record_indicator", []).append(record)


def _synonyms(rows: list[Row], catalogue: Catalogue) -> None:
    words = Keys("synonym")
    known = {record["indicator"] for record in catalogue.tables.get("indicator", [])}
    for row in rows:
        listed = [one for word in row.cells["words"].split(";") for one in spellings(word)]
        for word in dict.fromkeys(map(fold, listed)):
            words.add(word, row, "words")
        for code in row.cells["indicators"].split(";") if known else ():
            row.known("indicators", code, known, "请填写目录中已有的指标代码。")
        record = read(row, columns.SYNONYMS, catalogue)
        catalogue.tables.setdefault("synonym", []).append(record)


def _standards(rows: list[Row], catalogue: Catalogue) -> None:
    codes = Keys("standard")
    for row in rows:
        codes.add(row.text("standard_id"), row, "standard_id")
        indicator = row.cells["indicator"]
        unit = (catalogue.units or {}).get(indicator, row.cells["unit"])
        if indicator and unit != row.cells["unit"]:
            row.report("unit", "other_unit", indicator=indicator, unit=unit)
        record = read(row, columns.STANDARDS, catalogue)
        catalogue.tables.setdefault("standard", []).append(record)


def _relations(rows: list[Row], operands: list[Row], catalogue: Catalogue) -> None:
    codes = Keys("relation")
    roles: dict[str, list[str]] = {}
    for row in operands:
        roles.setdefault(row.cells["relation"], []).append(row.cells["role"])
    for row in rows:
        record = read(row, columns.RELATIONS, catalogue)
        code, kind = row.cells["relation"], row.cells["kind"]
        codes.add(code, row, "relation")
        low, high = record["low"], record["high"]
        if kind == "range" and (low is None or high is None or low > high):
            row.report("low", "range_without_bounds")
        wanted = RELATION_ROLES.get(kind, ())
        if lacking := [role for role in wanted if role not in roles.get(code, [])]:
            row.report("kind", "roles_missing", roles="、".join(lacking))
        catalogue.tables.setdefault("relation", []).append(record)


def _operands(rows: list[Row], relations: list[Row] | None, catalogue: Catalogue) -> None:
    known = {row.cells["relation"] for row in relations or []}
    for ordinal, row in enumerate(rows, start=1):
        if relations is not None:
            row.known("relation", row.cells["relation"], known, "请先在 relations.csv 登记。")
        record = {"ordinal": ordinal, **read(row, columns.OPERANDS, catalogue)}
        catalogue.tables.setdefault("operand", []).append(record)


def _sheets(rows: list[Row], catalogue: Catalogue) -> None:
    codes, titles = Keys("sheet"), Keys("sheet_title")
    for row in rows:
        code, title = row.cells["sheet"], row.cells["title"]
        read(row, columns.SHEETS, catalogue)
        if code == "edition" or columns.list_of(code):
            row.report("sheet", "sheet_named_as_a_list", sheet=code)
        codes.add(code, row, "sheet")
        if title and not _TITLE.fullmatch(title):
            row.report("title", "not_a_sheet_title")
        titles.add(title.casefold(), row, "title")
        catalogue.sheets.append(row.cells)


def _lines(rows: list[Row], sheets: list[Row] | None, catalogue: Catalogue) -> None:
    figures = Keys("line")
    known = {row.cells["sheet"] for row in sheets or []}
    for row in rows:
        read(row, columns.LINES, catalogue)
        if sheets is not None:
            row.known("sheet", row.cells["sheet"], known, "请先在 sheets.csv 登记。")
        _check_pattern(row)
        by_major = row.cells["by_major"]
        key = tuple(row.cells[column] for column in ("indicator", "category", "period"))
        if by_major in ("", "also"):
            figures.add((*key, "全校"), row)
        if by_major != "":
            figures.add((*key, "专业"), row)
        category = row.cells["category"]
        catalogue.categories.setdefault(row.cells["indicator"], set()).add(category)
        if category not in ("", OPEN):
            catalogue.spelt.setdefault((row.cells["indicator"], fold(category)), category)
        catalogue.lines.append(row.cells)


def _check_pattern(row: Row) -> None:
    """Report a period that is none in the edition of some year."""
    period = row.cells["period"]
    try:
        parse_period(in_edition(period, LAST_YEAR - 1))
    except ValueError:
        row.report("period", "not_a_pattern", period=period)
