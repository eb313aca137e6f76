"""The catalogue as it must be: majors, sources, indicators and the standards held against them."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dashboard import paths
from dashboard.contract.codes import DIRECTION, FORMS, OPERATOR, SEVERITIES
from dashboard.contract.faults import Problem
from dashboard.contract.period import FIRST_YEAR, LAST_YEAR, in_edition, parse_period
from dashboard.ingest.csv_file import read_table
from dashboard.ingest.csv_row import Keys, Row

Record = dict[str, Any]  # one row of a table of the database, by column


_MAJORS = ("major", "major_category", "aliases", "opened", "note")
_SOURCES = ("source_id", "title", "issuer", "number", "published", "kind", "url", "note")
_INDICATORS = (
    *("indicator", "name", "unit", "direction", "decimals", "definition", "chapter", "section"),
    *("category_label", "official_table", "official_row", "official_no", "official_label"),
    *("required", "same_as"),
)
_STANDARDS = (
    *("standard_id", "indicator", "operator", "value", "unit", "title", "document", "clause"),
    *("kind", "verified", "note"),
)
_RELATIONS = ("relation", "kind", "title", "severity", "scale", "low", "high", "note")
_OPERANDS = ("relation", "role", "indicator", "category", "over")
_SHEETS = ("sheet", "title", "source", "note")
_LINES = ("sheet", "indicator", "category", "period", "by_major", "source")
_KINDS: dict[str, tuple[str, ...]] = {  # which part each figure must play
    "sum": ("whole", "part"),
    "hundred": ("part",),
    "within": ("whole", "part"),
    "rate": ("result", "numerator", "denominator"),
    "people": ("result", "denominator"),
    "same": ("whole", "other"),
    "count": ("whole", "counted"),
    "elapsed": ("result", "start"),
    "range": (),  # the result itself, or numerator and denominator
}
_ROLES = tuple(dict.fromkeys(role for roles in _KINDS.values() for role in roles))
_OVER = ("", "major", "category", "term", "major_category", "category_of_major")
_CODE = re.compile("[a-z][a-z0-9_]*")
_ALIAS = re.compile("[;；]")
_TITLE = re.compile(r"[^\\/?*\[\]:']{1,31}")  # what Excel takes as the name of a sheet
_NOT_FIGURES = ("edition", "facts", "omissions", "claims", "answers")  # other files of an edition
OPEN = "*"  # a category that each school has its own of
_BY_MAJOR = ("", "also", "only", "some")


@dataclass
class Catalogue:
    """The tables of the catalogue, and what the figures are checked against.

    ``units`` (by indicator) and ``majors`` (canonical name by every spelling) are None where
    the file could not be read, so that not every figure is then called unknown. ``sheets`` and
    ``lines`` say what the next edition is asked for; they do not go into the database.
    """

    tables: dict[str, list[Record]] = field(default_factory=dict)
    units: dict[str, str] | None = None
    majors: dict[str, str] | None = None
    major_categories: set[str] = field(default_factory=set)
    sheets: list[dict[str, str]] = field(default_factory=list)
    lines: list[dict[str, str]] = field(default_factory=list)


def read_catalogue(data: Path, found: list[Problem]) -> Catalogue:
    """Read and check the files of the catalogue; faults are appended to ``found``."""

    def rows(file: str, columns: tuple[str, ...]) -> list[Row] | None:
        name = f"{data.name}/{paths.CATALOGUE}/{file}"
        return read_table(data / paths.CATALOGUE / file, name, columns, found)

    catalogue = Catalogue()
    _majors(rows("majors.csv", _MAJORS), catalogue)
    _sources(rows("sources.csv", _SOURCES), catalogue)
    _indicators(rows("indicators.csv", _INDICATORS), catalogue)
    _standards(rows("standards.csv", _STANDARDS), catalogue)
    _relations(rows("relations.csv", _RELATIONS), rows("operands.csv", _OPERANDS) or [], catalogue)
    _sheets(rows("sheets.csv", _SHEETS), rows("lines.csv", _LINES) or [], catalogue)
    return catalogue


def _majors(rows: list[Row] | None, catalogue: Catalogue) -> None:
    if rows is None:
        return
    catalogue.majors = {}
    names = Keys("专业名称或别名")
    for row in rows:
        aliases = [alias.strip() for alias in _ALIAS.split(row.cells["aliases"]) if alias.strip()]
        spellings = [("major", row.cells["major"])] + [("aliases", alias) for alias in aliases]
        for column, spelling in spellings:
            names.add(spelling, row, column)
            catalogue.majors[spelling] = row.cells["major"]
        catalogue.major_categories.add(row.cells["major_category"])
        record: Record = {column: row.required(column) for column in _MAJORS[:2]}
        record |= {
            "aliases": ";".join(aliases) or None,
            "opened": row.whole("opened", FIRST_YEAR, LAST_YEAR),
            "note": row.text("note"),
        }
        catalogue.tables.setdefault("major", []).append(record)


def _sources(rows: list[Row] | None, catalogue: Catalogue) -> None:
    codes = Keys("编号")
    for row in rows or []:
        codes.add(row.required("source_id"), row, "source_id")
        row.required("title")
        record = {column: row.text(column) for column in _SOURCES}
        catalogue.tables.setdefault("source", []).append(record)


def _indicators(rows: list[Row] | None, catalogue: Catalogue) -> None:
    if rows is None:
        return
    catalogue.units = {row.cells["indicator"]: row.cells["unit"] for row in rows}
    main = {row.cells["indicator"] for row in rows if not row.cells["same_as"]}
    codes, names = Keys("指标代码"), Keys("指标名称")
    for row in rows:
        code = row.required("indicator")
        if code and not _CODE.fullmatch(code):
            row.report("indicator", f"代码「{code}」只能用小写英文字母、数字和下划线，以字母开头。")
        codes.add(code, row, "indicator")
        names.add(row.required("name"), row, "name")
        _check_same_as(row, catalogue.units, main)
        if bool(row.cells["official_table"]) != bool(row.cells["official_row"]):
            row.report("official_row", "official_table 与 official_row 须同时填写或同时为空。")
        row.one_of("official_table", ("", *FORMS))
        record: Record = {column: row.text(column) for column in _INDICATORS}
        record |= {
            "unit": row.required("unit"),
            "definition": row.required("definition"),
            "section": row.required("section"),
            "direction": row.one_of("direction", DIRECTION),
            "decimals": row.required_whole("decimals", 0, 6),
            "chapter": row.required_whole("chapter", 1, 9),
            "official_row": row.whole("official_row", 1, 999),
            "required": row.flag("required"),
        }
        catalogue.tables.setdefault("indicator", []).append(record)


def _check_same_as(row: Row, codes: dict[str, str], main: set[str]) -> None:
    same_as = row.cells["same_as"]
    if not same_as:
        return
    row.known("same_as", same_as, codes, "请填写目录中已有的指标代码。")
    if same_as in codes and same_as not in main:
        row.report("same_as", f"「{same_as}」自己也填了 same_as；请直接指向主位置的指标。")


def _standards(rows: list[Row] | None, catalogue: Catalogue) -> None:
    codes = Keys("编号")
    for row in rows or []:
        codes.add(row.required("standard_id"), row, "standard_id")
        indicator = row.cells["indicator"]
        if indicator and catalogue.units is not None:
            row.known("indicator", indicator, catalogue.units, "请填写目录中已有的指标代码。")
            unit = catalogue.units.get(indicator, row.cells["unit"])
            if unit != row.cells["unit"]:
                row.report("unit", f"与指标「{indicator}」的单位「{unit}」不同；请换算后统一单位。")
        for column in ("value", "unit", "title", "document", "kind"):
            row.required(column)
        record: Record = {column: row.text(column) for column in _STANDARDS}
        record |= {
            "operator": row.one_of("operator", OPERATOR),
            "value": row.number_in("value"),
            "verified": row.flag("verified"),
        }
        catalogue.tables.setdefault("standard", []).append(record)


def _relations(rows: list[Row] | None, operands: list[Row], catalogue: Catalogue) -> None:
    codes = Keys("关系代码")
    roles: dict[str, list[str]] = {}
    for row in operands:
        roles.setdefault(row.cells["relation"], []).append(row.cells["role"])
    for row in rows or []:
        code = row.required("relation") or ""
        if code and not _CODE.fullmatch(code):
            row.report("relation", f"代码「{code}」只能用小写英文字母、数字和下划线，以字母开头。")
        codes.add(code, row, "relation")
        row.required("title")
        kind = row.one_of("kind", tuple(_KINDS)) or ""
        low, high = row.number_in("low"), row.number_in("high")
        if kind == "range" and (low is None or high is None or low > high):
            row.report("low", "kind 为 range 时须填 low 和 high，且 low 不大于 high。")
        if lacking := [role for role in _KINDS.get(kind, ()) if role not in roles.get(code, [])]:
            row.report("kind", f"operands.csv 中没有它的 {'、'.join(lacking)}；请补上。")
        record: Record = {column: row.text(column) for column in _RELATIONS}
        record |= {
            "severity": row.one_of("severity", SEVERITIES),
            "scale": row.number_in("scale") or 1.0,
            "low": low,
            "high": high,
        }
        catalogue.tables.setdefault("relation", []).append(record)
    known = {row.cells["relation"] for row in rows or []}
    for ordinal, row in enumerate(operands, start=1):
        if rows is not None:
            row.known("relation", row.cells["relation"], known, "请先在 relations.csv 登记。")
        if catalogue.units is not None:
            advice = "请填写目录中已有的指标代码。"
            row.known("indicator", row.cells["indicator"], catalogue.units, advice)
        record = {
            "ordinal": ordinal,
            "relation": row.text("relation"),
            "role": row.one_of("role", _ROLES),
            "indicator": row.text("indicator"),
            "category": row.text("category"),
            "over_what": row.one_of("over", _OVER) or None,
        }
        catalogue.tables.setdefault("operand", []).append(record)


def _sheets(rows: list[Row] | None, lines: list[Row], catalogue: Catalogue) -> None:
    codes, titles, figures = Keys("表的代码"), Keys("表名"), Keys("指标、分类、时期、专业")
    known = {row.cells["sheet"] for row in rows or []}
    for row in rows or []:
        code = row.required("sheet") or ""
        if not _CODE.fullmatch(code) or code.startswith(_NOT_FIGURES):
            message = f"代码「{code}」只能用小写英文字母、数字和下划线，不与事实等文件同名。"
            row.report("sheet", message)
        codes.add(code, row, "sheet")
        if not _TITLE.fullmatch(row.cells["title"]):
            row.report("title", "表名须有 1 到 31 个字，不含 \\ / ? * [ ] : '；请改正。")
        titles.add(row.cells["title"].casefold(), row, "title")
        catalogue.sheets.append(row.cells)
    for row in lines:
        if rows is not None:
            row.known("sheet", row.cells["sheet"], known, "请先在 sheets.csv 登记。")
        if catalogue.units is not None:
            advice = "请填写目录中已有的指标代码。"
            row.known("indicator", row.cells["indicator"], catalogue.units, advice)
        _check_pattern(row)
        by_major = row.one_of("by_major", _BY_MAJOR)
        row.required("source")
        key = tuple(row.cells[column] for column in ("indicator", "category", "period"))
        if by_major in ("", "also"):
            figures.add((*key, "全校"), row)
        if by_major != "":
            figures.add((*key, "专业"), row)
        catalogue.lines.append(row.cells)


def _check_pattern(row: Row) -> None:
    """Report a period that is none in the edition of some year."""
    try:
        parse_period(in_edition(row.cells["period"], LAST_YEAR - 1))
    except ValueError:
        message = f"时期「{row.cells['period']}」写法不对；以 {{Y}} 表示版次的年份，如"
        row.report("period", f"{message} {{Y}}年、{{Y-1}}学年第一学期、{{Y}}-12-23。")
