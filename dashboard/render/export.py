"""Figures taken away as CSV: for Excel and WPS at a double click, unit and source in each row.

UTF-8 with a byte-order mark and CRLF, so that Chinese opens right; no ``sep=`` line, which would
defeat the mark. A value that was not printed stays empty and its status says why.
"""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.contract import printed_number
from dashboard.contract.codes import (
    ANSWER,
    DIRECTION,
    MOVES,
    OPERATOR,
    RECORD_STATUS,
    SEVERITIES,
    STANDINGS,
    STATUS,
    SUPPRESSED,
    TOPIC,
)
from dashboard.contract.period import PERIOD_TYPE
from dashboard.contract.wording import decimals, rows_of
from dashboard.text import as_text

# The columns of an export in their order, with the heading that a reader in the office knows.
HEADINGS = {
    "edition": "报告年度",
    "change": "与上版比",
    "severity": "轻重",
    "check_title": "核查项目",
    "relation_title": "应成立的关系",
    "relation_kind": "关系",
    "compares": "比较什么",
    "tolerance": "允许的差",
    "comparisons": "比对次数",
    "causes": "发现处数",
    "findings": "牵涉",
    "findings_pct": "占比对（%）",
    "failing": "不成立",
    **{said.counted: word for word, said in SEVERITIES.items()},
    "unanswered": "未答复",
    "borne_out": "说法属实",
    "refuted": "说法不属实",
    "open": "说法无法核对",
    "claim_text": "正文的说法",
    "verdict": "核对结果",
    "explanation": "理由",
    "evidence": "依据",
    "official_table": "附表",
    "official_row": "附表行",
    "official_no": "序号",
    "official_label": "附表指标",
    "required": "必填",
    "indicator": "指标代码",
    "indicator_name": "指标",
    "name": "指标名称",
    "chapter": "章",
    "section": "章节",
    "column": "附表栏目",
    "period": "时期",
    "period_type": "时期类型",
    "year": "年份",
    "grade": "年级",
    "sex": "性别",
    "who": "年级、性别或班级",
    "major": "专业",
    "category": "类别",
    "value": "数值",
    "unit": "单位",
    "persons": "背后的人数",
    "lowest": "区间下限",
    "highest": "区间上限",
    "rank": "名次",
    "ranked": "共几年",
    "own": "所用的数",
    "against": "对照的数",
    "period_against": "对照的时期",
    "name_against": "对照的指标",
    "base": "计算基数",
    "base_name": "什么作基数",
    "base_of": "全体人数",
    "latest_period": "最近时期",
    "latest_value": "最近数值",
    "before": "上期数值",
    "period_before": "上期",
    "printed_before": "上期所印",
    "difference": "变化",
    "move": "判断",
    "grounds": "判断的依据",
    "lines": "指标数",
    "filled": "已填",
    "dashes": "不适用（-）",
    "blanks": "未填",
    "required_blanks": "必填而未填",
    "printed": "报告原文",
    "recomputed": "重算或另一处",
    "apart": "相差",
    "extent_pct": "相差（%）",
    "status": "状态",
    "shown": "页面显示",
    "meaning": "含义",
    "figures": "数值个数",
    "standard": "标准值",
    "operator": "标准方向",
    "verified": "标准已核实",
    "standard_unit": "标准单位",
    "standard_note": "标准备注",
    "judged": "报告判定",
    "standing": "按印的数",
    "standing_then": "按重算的数",
    "held_since": "连续情况",
    "outlook": "何时过线",
    "direction": "好坏方向",
    "category_label": "类别含义",
    "same_as": "同一事项的主要出处",
    "major_category": "专业大类",
    "aliases": "其他写法",
    "opened": "开设年份",
    "title": "题名",
    "school": "学校",
    "publisher": "发布者",
    "issuer": "制定机关",
    "number": "文号",
    "published": "发布日期",
    "printed_date": "封面日期",
    "pages": "页数",
    "licence": "使用许可",
    "document": "依据文件",
    "clause": "条款",
    "topic": "事项",
    "month": "月份",
    "level": "级别",
    "item": "名称",
    "mode": "育人方式",
    "department": "负责机构",
    "time": "时间",
    "grouping": "分组",
    "kind": "方式",
    "detail": "内容",
    "message": "发现",
    "arithmetic": "算式",
    "items": "包括",
    "measured_by": "可检验的指标",
    "indicators": "相关指标代码",
    "reason": "未收录的原因",
    "url": "网址",
    "source": "来源",
    "origin": "数据种类",
    "page": "页码",
    "other_source": "另一处",
    "other_page": "另一处页码",
    "note": "备注",
    "finding": "核查编号",
    "doubt": "核查发现",
    "answer": "学校答复",
    "answer_text": "答复内容",
    "definition": "定义",
}
_STANDING = {code: standing.label for code, standing in STANDINGS.items()}
WORDS: dict[str, dict[Any, str]] = {
    "status": STATUS | {SUPPRESSED: RECORD_STATUS[SUPPRESSED]},
    "topic": TOPIC,
    "period_type": PERIOD_TYPE,
    "direction": DIRECTION,
    "answer": ANSWER,
    "move": {code: move.label or "有升降，不判好坏" for code, move in MOVES.items()},
    **dict.fromkeys(("judged", "standing", "standing_then"), _STANDING),
    "verified": {True: "是", False: "否"},
    "required": {True: "是", False: "否"},
    "operator": OPERATOR,
}
# Where the print of a number stands, and which numbers are worked out where nothing is printed.
_PRINTED = {"value": "printed", "before": "printed_before"}
_WORKED_OUT = ("value", "recomputed", "apart")
_LONGEST_NAME = 240  # bytes, without the extension


def to_csv(frame: pd.DataFrame) -> bytes:
    """Write a frame as a CSV file; columns unknown to HEADINGS are internal and left out."""
    columns = [column for column in HEADINGS if column in frame.columns]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([HEADINGS[column] for column in columns])
    for row in rows_of(frame):
        writer.writerow([cell(column, row) for column in columns])
    return text.getvalue().encode("utf-8-sig")


def written(row: Mapping[str, Any]) -> str:
    """Write the value of a row as a file has it: the last noughts of its print, no separators."""
    return number("value", row["value"], row)


def to_zip(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Pack files (name, content) into one ZIP; the fixed date keeps equal content equal.

    Of several files of one name the later ones are numbered, so that none replaces another.
    """
    packed = io.BytesIO()
    taken: Counter[str] = Counter()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            taken[name] += 1
            stem, dot, extension = name.rpartition(".")
            unique = f"{stem}（{taken[name]}）{dot}{extension}" if taken[name] > 1 else name
            info = zipfile.ZipInfo(unique, date_time=(1980, 1, 1, 0, 0, 0))
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def file_name(parts: Sequence[str], extension: str) -> str:
    """Join parts into a file name that Windows, macOS and a mail programme accept."""
    joined = "_".join(part for part in parts if part)
    allowed = re.sub(r"[^\w（）()\-、]+", "", joined)
    # Counted in bytes: most systems end at 255, and a Chinese character takes three.
    short = allowed.encode()[:_LONGEST_NAME].decode(errors="ignore")
    return f"{short}.{extension}"


def cell(column: str, row: Mapping[str, Any]) -> str:
    """Write what stands in a column of a row, as it is taken away."""
    value = row[column]
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return ""
    if column in WORDS:
        return str(WORDS[column].get(value, value))
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        return number(column, value, row)
    if isinstance(value, str):
        return as_text(value)
    return str(value)


def number(column: str, value: float, row: Mapping[str, Any]) -> str:
    """Write a number: one that is printed with its last noughts, as it is printed.

    What is worked out is rounded to the decimals of its indicator, or to as many more as tell it
    from what it is held against.
    """
    exact, printed = f"{value:.10g}", row.get(_PRINTED.get(column, ""))
    if isinstance(printed, str) and "e" not in exact:
        places = max(printed_number.decimals(printed), printed_number.decimals(exact))
        return f"{value:.{places}f}"
    if column not in _WORKED_OUT or pd.isna(row.get("decimals")):
        return exact
    fewest = int(row["decimals"]) if column == "value" else max(int(row["decimals"]), 2)
    against = {"value": value, "standard": row.get("standard"), "difference": row.get("apart")}
    return f"{round(value, decimals({'decimals': fewest} | against)):.10g}"
