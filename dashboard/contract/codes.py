"""The codes that stand in the data, and what each of them means: said once, used by everybody.

The build puts statuses, severities and the parts of a report into tables of their own, so that SQL
asks them for what it would otherwise list.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Status:
    """How a printed figure is to be taken.

    ``printed`` is the one thing that is printed where there is no value; ``gap`` are the words for
    it beside a chart. ``comparable``: may be held against the period before; ``begins``: may not,
    but the periods after it may be held against it.
    """

    label: str
    shown: str
    meaning: str
    printed: str | None = None
    gap: str = ""
    doubtful: bool = False
    comparable: bool = False
    begins: bool = False
    # Set by whoever has looked at a number that cannot be, with a note that says so.
    excuses: bool = False
    advice: str = ""  # in the template, where the office may choose it


STATUSES = {
    "A": Status("正常", "数字，实心点", "照报告所印，未见疑问", comparable=True),
    # A blank cell and a printed dash are two things, and neither is a zero.
    "O": Status("未填", "未填", "报告留空，不知道是多少", printed="", gap="未填"),
    "M": Status("不适用", "—", "报告填作“-”，表示不适用", printed="-", gap="—（不适用）"),
    "B": Status(
        "序列中断",
        "数字带 †，空心点，线在此断开",
        "自这一期起与以前不可比",
        doubtful=True,
        begins=True,
        advice="口径或办法从这一年起变了，与以前不能比较。须写备注。",
    ),
    "D": Status(
        "口径不同",
        "数字带 †，空心点",
        "口径与名称或同一指标的其他时期不同",
        doubtful=True,
        excuses=True,
        advice="这个数的口径与指标的定义不同。须写备注。",
    ),
    "U": Status(
        "可靠性低",
        "数字带 †，空心点",
        "约数、上下限，或扫描文字不清",
        doubtful=True,
        comparable=True,
        excuses=True,
        advice="约数，或者报告没有印出、自己清点的数。须写备注。",
    ),
}
# Those with a meaning of their own in the rules.
NORMAL, BLANK, DASH, BREAK, UNSURE = "A", "O", "M", "B", "U"

# The school's own lists, and how the figures from them are to be taken.
RECORD_LISTS = {
    "enrolment": "学籍名单",
    "fitness": "体测名单",
    "vision": "视力名单",
    "graduates": "毕业生名单",
}
SUPPRESSED = "Q"
RECORD_STATUS = {
    NORMAL: "照名单汇总",
    SUPPRESSED: "不公布：人数太少，或者由它能推算出人数太少的数",
}
GRADES = {1: "高一", 2: "高二", 3: "高三"}
SEXES = ("男", "女")

STATUS = {code: status.label for code, status in STATUSES.items()}
GAP = {code: status.gap for code, status in STATUSES.items() if status.printed is not None}
# What stands where a chart or table has no number: of a list there is one, and it is kept back.
KEPT_BACK = "未公布（人数少）"
NO_NUMBER = GAP | {SUPPRESSED: KEPT_BACK}
# Printed, but not to be relied on as it stands; the least reliable first.
DOUBTFUL = tuple(code for code in reversed(STATUSES) if STATUSES[code].doubtful)
COMPARABLE = tuple(code for code, status in STATUSES.items() if status.comparable)


def excuses(status: str) -> bool:
    """Tell whether a status says that somebody has looked at what cannot be."""
    return status in STATUSES and STATUSES[status].excuses


@dataclass(frozen=True)
class Severity:
    """How grave a finding is; ``tone`` names its colour, ``hint`` says that it casts no doubt."""

    meaning: str
    tone: str
    counted: str  # the column of audit_counts.sql that says how many there are
    brief: str = ""  # the meaning where there is little room
    grave: bool = False
    hint: bool = False


# What a check finds: figures that contradict each other, or one that is not there. In this order.
CONTRADICTION, MISSING = "矛盾", "空缺"
# How grave it is, gravest first.
SEVERITIES = {
    "错误": Severity(
        *("不能同时为真，须改正或答复", "error", "errors"), brief="不能同时为真，须改正", grave=True
    ),
    "存疑": Severity("口径可能不同，须说明", "doubtful", "doubts"),
    "提示": Severity("请确认，不一定错", "hint", "hints", hint=True),
}


@dataclass(frozen=True)
class Move:
    """What became of a figure since the period before, as ``data/derived.sql`` judges it.

    ``tone`` names the colour; ``better`` is None where nothing is said to be good or bad.
    """

    label: str
    tone: str
    better: bool | None = None
    doubted: bool = False


# Where the label is empty, the difference says all there is to say.
MOVES = {
    "better": Move("变好", "good", better=True),
    "worse": Move("变差", "bad", better=False),
    "moved": Move("", "plain"),
    "maybe_better": Move("可能变好，数有疑", "maybe", better=True, doubted=True),
    "maybe_worse": Move("可能变差，数有疑", "maybe", better=False, doubted=True),
    "maybe_moved": Move("数有疑", "maybe", doubted=True),
    "steady": Move("基本持平", "gap"),
    "unjudged": Move("样本量未知，不作判断", "gap"),
    "incomparable": Move("不可比", "gap"),
}
# Those that say for certain that something has moved.
FIRM_MOVES = tuple(code for code, move in MOVES.items() if move.tone != "gap" and not move.doubted)


@dataclass(frozen=True)
class Standing:
    """How a figure stands to a standard; ``tone`` names the colour, ``pattern`` that of its bar."""

    label: str
    tone: str
    sign: str = ""
    pattern: str = ""


STANDINGS = {
    "met": Standing("达到", "good", "✓"),
    "missed": Standing("未达到", "bad", "✗", "/"),
    "depends": Standing("取决于更正", "maybe", "◇", "."),
}


@dataclass(frozen=True)
class Assertion:
    """What a claim says of its figures; ``numbers`` are the columns it states a number in."""

    label: str
    numbers: tuple[str, ...] = ()


# The prose says much of which no number could be right or wrong (雄厚, 较高): that is "vague".
VAGUE = "vague"
ASSERTIONS = {
    "rises": Assertion("终点高于起点"),
    "falls": Assertion("终点低于起点"),
    "rises_each": Assertion("逐期上升"),
    "falls_each": Assertion("逐期下降"),
    "from_to": Assertion("从一数到另一数", ("value", "value_to")),
    "equals": Assertion("等于", ("value",)),
    "at_least": Assertion("不低于", ("value",)),
    "at_most": Assertion("不高于", ("value",)),
    "each_at_least": Assertion("各期均不低于", ("value",)),
    "each_at_most": Assertion("各期均不高于", ("value",)),
    "highest": Assertion("最后一期为最高"),
    "lowest": Assertion("最后一期为最低"),
    VAGUE: Assertion("只有形容，没有数"),
}
VERDICT = ("不属实", "属实", "无法核对")

ACCEPTED, EXPLAINED, CORRECTED = "accepted", "explained", "corrected"
ANSWER = {ACCEPTED: "照印", EXPLAINED: "说明", CORRECTED: "更正"}

DIRECTION = {"up": "越高越好", "down": "越低越好", "neutral": "无好坏之分"}
OPERATOR = {">=": "≥", ">": "＞", "<=": "≤", "<": "＜", "=": "＝"}

# How a version of the data came to be.
BASELINE, BY_HAND, PUBLISH, ROLLBACK = "baseline", "by hand", "publish", "rollback"
VERSION = {
    BASELINE: "留存原有数据",
    BY_HAND: "留存手工改动",
    PUBLISH: "发布",
    ROLLBACK: "恢复",
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
# What the categories of a figure are called that stand for groups of majors.
OF_GROUPS = "专业大类"
NO_CHAPTER = "目录与标题"  # findings on captions are of no chapter
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
# The appended tables, likewise the same for every school.
FORMS = {
    "附表1": "人才培养质量计分卡",
    "附表2": "满意度调查表",
    "附表3": "教学资源表",
    "附表4": "服务贡献表",
    "附表5": "国际影响表",
    "附表6": "落实政策表",
}
# What a form has columns for besides its years.
FORM_COLUMNS = {"附表2": ("调查人数", "调查方式")}
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


def tables() -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the tables of the database that hold codes."""
    return {
        "status": [
            {
                "status": code,
                "ordinal": ordinal,
                "label": status.label,
                "shown": status.shown,
                "meaning": status.meaning,
                "is_gap": status.printed is not None,
                "is_doubtful": status.doubtful,
                "is_comparable": status.comparable,
                "begins_series": status.begins,
            }
            for ordinal, (code, status) in enumerate(STATUSES.items(), start=1)
        ],
        "record_list": [
            {"list": kind, "ordinal": ordinal, "label": label}
            for ordinal, (kind, label) in enumerate(RECORD_LISTS.items(), start=1)
        ],
        "move": [
            {
                "move": code,
                "ordinal": ordinal,
                "label": move.label,
                "is_better": move.better,
                "is_doubted": move.doubted,
            }
            for ordinal, (code, move) in enumerate(MOVES.items(), start=1)
        ],
        "severity": [
            {
                "severity": word,
                "ordinal": ordinal,
                "meaning": severity.meaning,
                "is_grave": severity.grave,
                "is_hint": severity.hint,
            }
            for ordinal, (word, severity) in enumerate(SEVERITIES.items(), start=1)
        ],
        "part": [
            {"part": part, "title": title}
            for part, title in (
                *((str(number), title) for number, title in CHAPTERS.items()),
                *((form, f"{form} {title}") for form, title in FORMS.items()),
            )
        ],
    }
