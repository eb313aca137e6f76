"""视力: 视力不良 by acuity, 筛查性近视 by acuity and refraction; who wears OK lenses apart."""

import re
from decimal import Decimal
from typing import Any

from dashboard.records import cells
from dashboard.records.row import ListRow

_EYES = ("right", "left")
_GOOD, _LIGHT, _MIDDLE = Decimal("5.0"), Decimal("4.9"), Decimal("4.6")
_HALF = Decimal("-0.50")
_OK_LENS = re.compile("角膜塑形|塑形镜|ok镜|ok", re.IGNORECASE)


def measures(row: ListRow, *, at_half: bool) -> dict[str, Any]:
    """Return the measures of a person; ``at_half`` tells whether exactly -0.50 D is myopia."""
    acuity = {eye: _acuity(row, f"acuity_{eye}") for eye in _EYES}
    equivalent = {eye: _equivalent(row, eye) for eye in _EYES}
    said: dict[str, Any] = {f"acuity_{eye}": _plain(acuity[eye]) for eye in _EYES}
    for part in ("sphere", "cylinder"):
        said |= {f"{part}_{eye}": _plain(_number(row, f"{part}_{eye}")) for eye in _EYES}
    said |= {f"equivalent_{eye}": _plain(equivalent[eye]) for eye in _EYES}
    said["ok_lens"] = _ok_lens(row)
    if said["ok_lens"]:
        return said
    worse = (
        None if None in acuity.values() else min(one for one in acuity.values() if one is not None)
    )
    if worse is None:
        row.remark("eye_not_known", "有一只眼没有可用的裸眼视力，没有计入视力不良和近视。")
        return said
    said["acuity"] = degree(worse)
    said["low_vision"] = worse < _GOOD
    eyes = [_is_myopic(acuity[eye], equivalent[eye], at_half=at_half) for eye in _EYES]
    said["myopia"] = True if True in eyes else None if None in eyes else False
    return said


def degree(acuity: Decimal) -> str:
    """Return how good the sight of an eye is, by the 5-mark scale."""
    if acuity >= _GOOD:
        return "正常"
    return "轻度" if acuity >= _LIGHT else "中度" if acuity >= _MIDDLE else "重度"


def _is_myopic(acuity: Decimal | None, equivalent: Decimal | None, *, at_half: bool) -> bool | None:
    if acuity is not None and acuity >= _GOOD:
        return False
    if acuity is None or equivalent is None:
        return None
    return equivalent <= _HALF if at_half else equivalent < _HALF


def _acuity(row: ListRow, code: str) -> Decimal | None:
    text = row.text(code)
    if not text:
        return None
    value = cells.number(text)
    if value == 0:  # below 3.0, which the form has entered as 0
        return value
    return row.bounded(code, value)


def _number(row: ListRow, code: str) -> Decimal | None:
    text = row.texts.get(code, "")
    value = cells.number(text) if text and not cells.is_absent(text) else None
    return value if value is not None and row.columns[code].holds(value) else None


def _equivalent(row: ListRow, eye: str) -> Decimal | None:
    """Return S + C/2; where a part of it lacks, the file's own if it has one."""
    sphere, cylinder = row.number_in(f"sphere_{eye}"), row.number_in(f"cylinder_{eye}")
    if sphere is not None and cylinder is not None:
        return sphere + cylinder / 2
    return row.number_in(f"equivalent_{eye}")


def _ok_lens(row: ListRow) -> bool | None:
    if row.texts.get("ok_lens"):
        return row.flag("ok_lens")
    worn = row.word("glasses")
    if worn is None:
        return None
    if worn.isdecimal():
        row.remark("glasses_coded", "「戴镜类型」是代码，看不出是否戴角膜塑形镜，按没有说明计。")
        return None
    return _OK_LENS.search(worn) is not None and not worn.startswith(("非", "无", "不", "未"))


def _plain(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
