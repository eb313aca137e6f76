"""One printed figure: what its row must hold, and what its cells must not contradict."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import asdict
from decimal import Decimal

from dashboard.contract.codes import BLANK, STATUSES, UNSURE, excuses
from dashboard.contract.columns import FIGURES
from dashboard.contract.named_numbers import Conflict, conflict
from dashboard.contract.period import PeriodType, parse_period, period_kind
from dashboard.contract.printed_number import bounds, plain_number
from dashboard.contract.units import PERCENT, is_ratio
from dashboard.ingest.csv_row import Row
from dashboard.ingest.record import OPEN, Catalogue, Record, read
from dashboard.text import narrow

# What is printed without a figure, and the status that says so.
_EMPTY = {status.printed: code for code, status in STATUSES.items() if status.printed is not None}
DASHES = ("—", "——", "–", "−", "－", "--")
_NAMED: dict[Conflict, str] = {
    "another": "value_another_named",
    "several": "value_several_named",
    "none": "value_none_named",
}
_TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?")


def observation(row: Row, catalogue: Catalogue, pages: int) -> Record:
    """Check a row of figures and return it as the database holds it, less edition and ordinal."""
    record = read(row, FIGURES, catalogue, pages)
    unit = (catalogue.units or {}).get(row.cells["indicator"], "")
    period_type, year = _period(row)
    value = record["value"]
    _check_category(row, catalogue.categories.get(row.cells["indicator"], {OPEN}))
    _check_status(row)
    _check_value(row, unit, value)
    if value is not None and unit == PERCENT and not 0 <= value <= 100:
        _check_percentage(row)
    return record | {
        "period_type": period_type,
        "year": year,
        "period_kind": period_kind(row.cells["period"]),
        **allowed(row.cells["printed"], value, unit),
    }


def allowed(printed: str, value: float | None, unit: str = "") -> Record:
    """Return what a print allows, as the database holds it; nothing where there is no value.

    A truth value is never left out: DuckDB packs what lies below a NULL, which is not always the
    same, and two builds of the same data would differ.
    """
    return {"is_rough": False} if value is None else asdict(bounds(printed, value, unit))


def _period(row: Row) -> tuple[PeriodType | None, int | None]:
    if not row.cells["period"]:
        return None, None
    try:
        return parse_period(row.cells["period"])
    except ValueError as error:
        row.report("period", "not_a_period", why=str(error))
        return None, None


def _check_category(row: Row, known: AbstractSet[str]) -> None:
    """Report a category that the indicator has not, where its categories are laid down."""
    category, named = row.cells["category"], sorted(known - {""})
    if OPEN in known or category in known:
        return
    if not category:
        row.report("category", "category_missing", like=named[0])
    elif not named:
        row.report("category", "no_categories", word=category)
    else:
        row.report("category", "unknown_category", word=category, like=row.like(category, named))


def _check_status(row: Row) -> None:
    status, printed = row.cells["status"], row.cells["printed"]
    if status not in STATUSES:
        return
    right = _EMPTY.get(printed)
    if right and status != right and not _is_counted(row):
        code = "status_of_dash" if printed else "status_of_blank"
        row.report("status", code, right=right, given=status)
    if not right and status in _EMPTY.values():
        code = "status_only_of_blank" if status == BLANK else "status_only_of_dash"
        row.report("status", code, given=status, printed=printed)
    if STATUSES[status].doubtful and not row.cells["note"]:
        row.report("note", "status_without_note", given=status)


def _is_counted(row: Row) -> bool:
    """Tell a number counted by hand in a printed list, where no such number is printed."""
    return row.cells["printed"] == "" and row.cells["status"] == UNSURE and row.cells["value"] != ""


def _check_value(row: Row, unit: str, value: float | None) -> None:
    cell, printed = row.cells["value"], row.cells["printed"]
    if printed in _EMPTY:
        if cell and not _is_counted(row):
            code = "value_of_dash" if printed else "value_of_blank"
            row.report("value", code, value=cell, unsure=UNSURE)
        return
    if not cell:
        code = "dash_not_half_width" if printed in DASHES else "value_missing"
        row.report("value", code, printed=printed)
        return
    if is_ratio(unit) and _TIME.fullmatch(printed) and not printed.endswith(unit):
        row.report("printed", "ratio_as_time", printed=printed)
    if value is None:
        return
    if (
        PERCENT in narrow(printed)
        and unit not in {"", PERCENT}
        and not excuses(row.cells["status"])
    ):
        row.report("printed", "percentage_of_other_unit", printed=printed, unit=unit)
    number, said = plain_number(printed, unit), Decimal(cell)
    if number is not None:
        if number != said:
            row.report("value", "value_not_as_printed", value=cell, printed=printed)
    elif not excuses(row.cells["status"]) and (
        why := conflict(printed, said, unit, explained=bool(row.cells["note"]))
    ):
        row.report("value", _NAMED[why], value=cell, printed=printed)


def _check_percentage(row: Row) -> None:
    # What is printed is kept even where it cannot be, once someone has looked and said so.
    if not excuses(row.cells["status"]):
        row.report("value", "impossible_percentage", value=row.cells["value"], unsure=UNSURE)
