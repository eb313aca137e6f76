"""学籍 and 毕业生: one row of the enrolment list, and one of the list of graduates."""

import re
from typing import Any

from dashboard.records import cells
from dashboard.records.row import ListRow

WORDS = ("student_type", "origin", "admission", "joint", "stages", "household")
_NOT = "(?<![未不非待没无])"  # what stands before a sign and turns it round
# In this order: 未就业 holds 就业, and who goes on studying abroad goes on.
_DESTINATIONS = (
    (
        "未就业",
        (
            "未就业",
            "待就业",
            "不就业",
            "无业",
            "待业",
            "未落实",
            "暂未",
            "求职",
            "失业",
            "拟就业",
            "备考",
            "复读",
        ),
    ),
    ("升学", ("升学", "升入", "高职", "大专", "专科", "本科", "高校", "留学", "继续学习", "深造")),
    ("其他", ("参军", "入伍", "服兵役", "应征", "其他", "其它")),
    ("就业", ("就业", "创业", "工作", "企业", "个体", "事业", "机关", "自由职业", "务农")),
)
_SECTORS = (
    ("第一产业", ("第一", "一产", "农", "林", "牧", "渔")),
    ("第二产业", ("第二", "二产", "工业", "制造", "建筑", "采矿")),
    ("第三产业", ("第三", "三产", "服务")),
)
_SECTOR_CODES = {"1": "第一产业", "2": "第二产业", "3": "第三产业", "一": "第一产业"}
_SECTOR_CODES |= {"二": "第二产业", "三": "第三产业"}
_PLACES = (
    ("境外", ("境外", "国外", "海外", "出国", "港澳台", "香港", "澳门")),
    ("异地", ("异地", "外地", "外省", "省外", "市外", "外市", "县外")),
    ("本地", ("本地", "当地", "本市", "本县", "本区", "市内", "县内")),
)
_SIZES = tuple((f"{one}型", (one,)) for one in ("微", "小", "中", "大"))


def enrolment(row: ListRow) -> dict[str, Any]:
    """Return what the enrolment list tells of a person."""
    said: dict[str, Any] = {code: row.word(code) for code in WORDS}
    text = row.text("intake")
    taken_in = cells.month(text) if text else None
    if text and taken_in is None:
        row.remark("not_a_month", "「入学年月」不是能读的年月，没有采用。")
    said["intake_year"], said["intake_month"] = taken_in or (None, None)
    years = row.text("school_years")
    said["school_years"] = _number(row, "school_years", _years(years))
    said["migrant_child"], said["aid"] = row.flag("migrant_child"), row.flag("aid")
    said["aid_month_yuan"] = _number(row, "aid_month_yuan", row.text("aid_month_yuan"))
    if said["aid"] is not True:
        said["aid_month_yuan"] = None
    return said


def graduates(row: ListRow) -> dict[str, Any]:
    """Return what the list of graduates tells of a person."""
    destination = _one_of(row, "destination", _DESTINATIONS)
    if destination is None and not row.text("destination"):
        # Nothing else is guessed: a school, or an employer, says where somebody went.
        went_on = row.text("higher_school") or row.text("higher_level")
        destination = "升学" if went_on else "就业" if row.text("employer_name") else None
    employed = destination == "就业"
    return {
        "destination": destination,
        "matched": row.flag("matched") if employed else None,
        "pay_yuan": _number(row, "pay_yuan", row.text("pay_yuan")) if employed else None,
        "sector": _sector(row) if employed else None,
        "place": _one_of(row, "place", _PLACES) if employed else None,
        "employer": row.word("employer") if employed else None,
        "employer_size": _one_of(row, "employer_size", _SIZES) if employed else None,
        "higher_level": row.word("higher_level") if destination == "升学" else None,
    }


def _years(text: str) -> str:
    """Write 三年制 and 3年 as 3."""
    found = re.search(r"[一二三四五六七]|\d(?:\.\d)?", cells.words(text))
    if not found:
        return text
    return str("一二三四五六七".find(found[0]) + 1 or found[0])


def _number(row: ListRow, code: str, text: str) -> float | None:
    value = row.bounded(code, cells.number(text)) if text else None
    return None if value is None else float(value)


def _sector(row: ListRow) -> str | None:
    plain = row.text("sector")
    return _SECTOR_CODES.get(plain) or _one_of(row, "sector", _SECTORS)


def _one_of(row: ListRow, code: str, known: tuple[tuple[str, tuple[str, ...]], ...]) -> str | None:
    """Return the class of a word by what stands in it; remark on one that has none."""
    text = row.word(code)
    if not text:
        return None
    found = _class_of(text, known)
    if found is None:
        row.remark("word_unknown", f"「{row.label(code)}」的写法看不出属于哪一类，没有采用。")
    return found


def _class_of(text: str, known: tuple[tuple[str, tuple[str, ...]], ...]) -> str | None:
    found = (
        word for word, signs in known if any(re.search(f"{_NOT}{sign}", text) for sign in signs)
    )
    return next(found, None)


def destination(text: str) -> str | None:
    """Return where a graduate went, by what a cell says."""
    return _class_of(cells.words(text), _DESTINATIONS)
