"""One printed figure: what its row must hold, and what its cells must not contradict."""

import re
from decimal import Decimal

from dashboard.contract.codes import BLANK, STATUSES, UNSURE
from dashboard.contract.columns import FIGURES
from dashboard.contract.period import PeriodType, parse_period
from dashboard.ingest.csv_row import Row
from dashboard.ingest.record import Catalogue, Record, read
from dashboard.text import half_width

# What is printed without a figure, and the status that says so.
_EMPTY = {status.printed: code for code, status in STATUSES.items() if status.printed is not None}
DASHES = ("—", "——", "–", "−", "－", "--")
# Whole things: half of one cannot be counted.
COUNTED = ("人", "个", "班", "门", "项", "本", "所", "次", "人次", "期", "科", "年级")
_ALSO = {  # counted in words
    "人": ("名", "位"),
    "个": ("家", "所", "间"),
    "所": ("个", "家"),
    "班": ("个", "个班"),
    "期": ("个",),
    "项": ("个",),
    "科": ("门",),
    "门": ("科",),
    "平方米": ("㎡", "m²", "m2"),
}
_NUMBER = re.compile(r"(-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)(.*)")
_TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?")


def observation(row: Row, catalogue: Catalogue, pages: int) -> Record:
    """Check a row of figures and return it as the database holds it, less edition and ordinal."""
    record = read(row, FIGURES, catalogue, pages)
    unit = (catalogue.units or {}).get(row.cells["indicator"], "")
    period_type, year = _period(row)
    value = record["value"]
    _check_status(row)
    _check_value(row, unit, value)
    if value is not None and unit == "%" and not 0 <= value <= 100:
        _check_percentage(row)
    return record | {"period_type": period_type, "year": year}


def _period(row: Row) -> tuple[PeriodType | None, int | None]:
    if not row.cells["period"]:
        return None, None
    try:
        return parse_period(row.cells["period"])
    except ValueError as error:
        row.report("period", str(error))
        return None, None


def _check_status(row: Row) -> None:
    status, printed = row.cells["status"], row.cells["printed"]
    if status not in STATUSES:
        return
    right = _EMPTY.get(printed)
    if right and status != right and not _is_counted(row):
        what = "印的是 -" if printed else "是空白"
        row.report("status", f"原文{what}，status 应为 {right}，现为 {status}；请核对原文。")
    if not right and status in _EMPTY.values():
        what = "空白格" if status == BLANK else "印作 - 的格"
        message = f"{status} 只用于{what}，而 printed 为「{printed}」；请改正其中之一。"
        row.report("status", message)
    if STATUSES[status].doubtful and not row.cells["note"]:
        row.report("note", f"status 为 {status} 时须在 note 说明原因；请填写。")


def _is_counted(row: Row) -> bool:
    """Tell a number counted by hand in a printed list, where no such number is printed."""
    return row.cells["printed"] == "" and row.cells["status"] == UNSURE and row.cells["value"] != ""


def _check_value(row: Row, unit: str, value: float | None) -> None:
    cell, printed = row.cells["value"], row.cells["printed"]
    if printed in _EMPTY:
        if cell and not _is_counted(row):
            what = "印的是 -" if printed else "是空白"
            advice = "" if printed else f"按原文清点得出的数，status 写 {UNSURE}。"
            message = f"原文{what}，却填了 {cell}；请清空 value，或补上 printed。{advice}"
            row.report("value", message)
        return
    if not cell:
        advice = "空缺的格请写半角 -" if printed in DASHES else "请按原文填写数字"
        row.report("value", f"原文印有「{printed}」，value 却是空的；{advice}。")
        return
    if unit.startswith(":") and _TIME.fullmatch(printed) and not printed.endswith(unit):
        row.report("printed", f"「{printed}」像是被 Excel 改成了时间；请改回原文的比例，如 18:1。")
    number = plain_number(printed, unit)
    if None not in (number, value) and number != Decimal(cell):
        message = f"现为 {cell}，与 printed「{printed}」不符；请以原文为准，疑误写在 note。"
        row.report("value", message)


def plain_number(printed: str, unit: str) -> Decimal | None:
    """Read a number printed alone, with a percent sign or with the indicator's own unit.

    Whatever else may be printed (20多名, 95%以上) no rule can compare, and gives None.
    """
    text = half_width(printed).replace(" ", "").replace("∶", ":")
    match = _NUMBER.fullmatch(text.lstrip("¥￥") if "元" in unit else text)
    if match and match[2] in {"", "%", unit, *_ALSO.get(unit, ())}:
        return Decimal(match[1].replace(",", ""))
    return None


def _check_percentage(row: Row) -> None:
    # What is printed is kept even where it cannot be, once someone has looked and said so.
    status = STATUSES.get(row.cells["status"])
    if not (status and status.excuses):
        row.report(
            "value",
            f"百分比应在 0 到 100 之间，现为 {row.cells['value']}；请核对是否多了两位。"
            f"原文确如此印，请把 status 写成 {UNSURE} 并在 note 说明。",
        )
