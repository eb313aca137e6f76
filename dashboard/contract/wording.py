"""How figures are written: numbers, gaps, names of series, and the periods along an axis."""

import re
from collections.abc import Mapping
from typing import Any, cast

import pandas as pd

# A blank cell and a printed dash are two things, and neither is a zero.
GAP = {"O": "未填", "M": "—（不适用）"}
STATUS = {
    "A": "正常",
    "O": "未填",
    "M": "不适用",
    "B": "序列中断",
    "D": "口径不同",
    "U": "可靠性低",
}
PERIOD_TYPE = {
    "calendar_year": "自然年",
    "academic_year": "学年",
    "term": "学期",
    "cohort": "届",
    "as_of": "时点",
}
# The chapters of the report, whose outline is laid down for every school in the country.
CHAPTERS = {
    1: "一 学校情况",
    2: "二 人才培养",
    3: "三 发展保障",
    4: "四 产教融合",
    5: "五 文化传承",
    6: "六 服务贡献",
    7: "七 政策落实",
    8: "八 特色创新",
    9: "九 挑战与对策",
}
# The appended tables, likewise the same for every school.
FORMS = {
    "附表1": "人才培养质量计分卡",
    "附表2": "满意度调查表",
    "附表3": "教学资源表",
    "附表4": "服务贡献表",
    "附表5": "国际影响表",
    "附表6": "落实政策表",
}
# What the facts of an edition are about.
TOPIC = {
    "profile": "学校概况",
    "honour": "荣誉",
    "partner": "合作",
    "calendar": "活动日历",
    "activity": "活动",
    "club": "社团",
    "culture_course": "文化课程",
    "culture_activity": "文化活动",
    "core_course": "课程",
    "training_room": "实训场所",
    "studio": "工作室",
    "challenge": "挑战",
    "measure": "对策",
    "caption": "标题",
}
# The pages of the chapters, by the names of their files.
CHAPTER_PAGES = {
    1: "profile",
    2: "training",
    3: "development",
    4: "integration",
    5: "culture",
    6: "service",
    7: "policy",
    8: "innovation",
    9: "challenges",
}
# What the audit finds, gravest first, and what each word means.
SEVERITY = {
    "错误": "不能同时为真，须改正或答复",
    "存疑": "口径可能不同，须说明",
    "提示": "请确认，不一定错",
}
NO_CHAPTER = "目录与标题"  # findings on captions are of no chapter
VERDICT = ("不属实", "属实", "无法核对")
ANSWER = {"accepted": "照印", "explained": "说明", "corrected": "更正"}
# How a version of the data came to be.
VERSION = {
    "baseline": "留存原有数据",
    "by hand": "留存手工改动",
    "publish": "发布",
    "rollback": "恢复",
}
DIRECTION = {"up": "越高越好", "down": "越低越好", "neutral": "无好坏之分"}


# Statuses of a value that is printed but not to be relied on as it stands.
DOUBTFUL = ("U", "D", "B")
# The signs beside a value that the audit doubts, and beside one that the school has corrected.
DOUBTED, CORRECTED = "※", "更"
# A break in series that the figures suggest and the report does not speak of.
PROPOSED = "核查提议作序列中断"
_BRIEF = 90  # letters


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame, each by the names of its columns."""
    return cast("list[dict[str, Any]]", frame.to_dict("records"))


def number(value: float, decimals: float, unit: str = "") -> str:
    """Write a number with its indicator's decimals and thousands separators, missing as 无数据."""
    if pd.isna(value):
        return "无数据"
    # A year is a name, not an amount: 2015年, never 2,015年.
    separator = "" if unit == "年" else ","
    return f"{value:{separator}.{0 if pd.isna(decimals) else int(decimals)}f}"


def marked(row: Mapping[str, Any]) -> str:
    """Write the label of a bar: the number, † where it is doubtful, words where there is none."""
    if row["status"] in GAP:
        return GAP[row["status"]]
    if pd.isna(row["value"]):
        return ""
    return number(row["value"], row["decimals"]) + ("†" if row["status"] in DOUBTFUL else "")


def sign(row: Mapping[str, Any]) -> str:
    """Return the sign beside a figure that the audit doubts or the school corrected, else ""."""
    if not isinstance(row.get("finding"), str):
        return ""
    return CORRECTED if row["corrected"] else DOUBTED


def doubt(row: Mapping[str, Any]) -> str:
    """Say briefly, in whole sentences, why a figure bears its sign; the finding says the rest."""
    if row["corrected"]:
        printed = row.get("printed")
        return "更正后" + (f"；报告印 {printed}" if isinstance(printed, str) and printed else "")
    another = f" (?=(?:{'|'.join(SEVERITY)})：)"  # a figure may be doubted for several reasons
    first = re.split(another, str(row["doubt"]), maxsplit=1)[0]
    sentences: list[str] = re.findall("[^。；]+[。；]?）?", first)
    said = ""
    for sentence in sentences:
        if said and len(said) + len(sentence) > _BRIEF:
            break
        said += sentence
    return said.rstrip("。； ")


def finding_address(finding: str) -> str:
    """Return the address of a finding, relative to any page."""
    return f"audit?finding={finding}"


def series_name(row: Mapping[str, Any], by: str) -> str:
    """Name the series a row belongs to; the whole school where the column is empty."""
    name = row.get(by)
    return "全校" if name is None or pd.isna(name) or name == "" else str(name)
