"""Every column of every CSV file: its name, what a reader in the office calls it, what it holds.

The files are read by this (``ingest/record.py``), the template takes its headings from it, and a
test holds ``data/schema.sql`` against it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from dashboard.contract.codes import (
    ANSWER,
    ASSERTIONS,
    DIRECTION,
    FORMS,
    GRADES,
    OPERATOR,
    RECORD_STATUS,
    SEVERITIES,
    SEXES,
    STATUSES,
    TOPIC,
)
from dashboard.contract.period import FIRST_YEAR, LAST_YEAR, TERMS

# How a cell is read: ``printed`` to the letter, ``page`` as a page that the report has, ``date`` as
# a day or a month that there is, to the letter, ``code`` as a name we give, ``choice`` as one of
# the words allowed, the others as what they are called.
Reader = Literal[
    "text",
    "printed",
    "number",
    "whole",
    "page",
    "day",
    "date",
    "flag",
    "code",
    "choice",
    "indicator",
    "indicators",
    "major",
]
_TYPES = {"number": "DOUBLE", "whole": "INTEGER", "page": "INTEGER", "day": "DATE"}


@dataclass(frozen=True)
class Column:
    """One column. ``words`` say by code what the office reads, ``stored`` where it goes.

    What is ``later`` was added to its file: an older one is read as though it stood there blank.
    """

    name: str
    label: str = ""
    reader: Reader = "text"
    required: bool = False
    allowed: Collection[str] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    low: int = FIRST_YEAR
    high: int = LAST_YEAR
    default: Any = None
    advice: str = ""  # what to do about a name that nobody knows
    stored: str = ""
    later: bool = False

    @property
    def db_name(self) -> str:
        """The column of the database."""
        return self.stored or self.name

    @property
    def sql_type(self) -> str:
        return "BOOLEAN" if self.reader == "flag" else _TYPES.get(self.reader, "VARCHAR")

    @property
    def nullable(self) -> bool:
        given = self.required or self.default is not None
        return not given and self.reader not in ("printed", "flag")


Columns = tuple[Column, ...]

_KNOWN = "请填写目录中已有的指标代码。"
_SOURCE = Column("source", "出处", required=True)
_PAGE = Column("page", "页码", "page")
_NOTE = Column("note", "备注")
_MAJOR = Column("major", "专业", "major")
_CATEGORY = Column("category", "分类")

# --- an edition -----------------------------------------------------------------------------------

EDITION = (
    Column("edition", "年份", "whole", required=True),
    Column("title", "报告全称", required=True),
    Column("school", "学校", required=True),
    Column("publisher", "发布单位"),
    Column("published", "发布日期", "date"),
    Column("printed_date", "封面所印日期", "date"),
    Column("pages", "页数", "whole", low=1, high=9999),
    Column("licence", "使用许可"),
    _NOTE,
)
FIGURES = (
    Column(
        "indicator",
        "指标",
        "indicator",
        required=True,
        advice="请改正代码，或先在 catalogue/indicators.csv 登记。",
    ),
    Column("period", "时期", required=True),
    _MAJOR,
    _CATEGORY,
    Column("value", "折合数值", "number"),
    Column("printed", "本版所印", "printed"),
    Column("status", "状态", "choice", required=True, allowed=STATUSES),
    _SOURCE,
    _PAGE,
    _NOTE,
)
FACTS = (
    Column("topic", "类别", required=True, words=TOPIC),
    Column("item", "名称", required=True),
    Column("grouping", "分组"),
    Column("kind", "种类"),
    Column("detail", "内容"),
    Column("indicators", "有关指标", "indicators", advice="多个代码用半角 ; 分隔。"),
    _MAJOR,
    _SOURCE,
    _PAGE,
)
CLAIMS = (
    Column("claim", "代号", "code", required=True),
    Column("chapter", "章", "whole", required=True, low=1, high=9),
    Column("text", "说法", required=True),
    Column(
        "assertion",
        "断言",
        "choice",
        required=True,
        allowed=ASSERTIONS,
        words={code: said.label for code, said in ASSERTIONS.items()},
    ),
    Column(
        "indicator",
        "指标",
        "indicator",
        advice="请填写目录中已有的指标代码；报告没有印出可对照的数时留空。",
    ),
    _CATEGORY,
    _MAJOR,
    # Where the claim is of a share: what the figures of the indicator are a share of.
    Column("share_of", "占何指标", "indicator", advice=_KNOWN, later=True),
    # Whom the claim is about, where the report prints their figure nowhere.
    Column("population", "所说的人群", later=True),
    Column("term", "学期", "choice", allowed=TERMS),
    Column("first_year", "起始年份", "whole"),
    Column("last_year", "终点年份", "whole"),
    Column("value", "数值", "number"),
    Column("value_to", "终点数值", "number"),
    _SOURCE,
    _PAGE,
    _NOTE,
)
OMISSIONS = (
    Column("printed", "所印", required=True),
    _SOURCE,
    _PAGE,
    Column("reason", "不收录的原因", required=True),
)
# The figure a correction names is looked for among those of the edition, and told better there.
ANSWERS = (
    Column("finding", "核查编号", required=True),
    Column("answer", "答复", required=True, words=ANSWER),
    Column("indicator", "指标"),
    Column("period", "时期"),
    _MAJOR,
    _CATEGORY,
    Column("value", "更正为", "number"),
    Column("text", "理由"),
    Column("answered_by", "答复部门", required=True),
    Column("answered_on", "答复日期", "day", required=True),
)
# Which class belongs to which major, for the school's own lists, most of which know classes only.
CLASSES = (
    Column("school_year", "学年", "whole", required=True),
    Column("grade", "年级", "whole", required=True, low=1, high=3),
    Column("class", "班级", required=True, stored="name"),
    Column("major", "专业", "major", required=True),
    Column("persons", "人数", "whole", low=1, high=999),
)
# What a list of the school gives, a file a list: of groups of people, never of one.
RECORDS = (
    Column("indicator", reader="code", required=True),
    Column("period", required=True),
    Column("grade", reader="choice", allowed=GRADES.values()),
    Column("sex", reader="choice", allowed=SEXES),
    Column("major", reader="major"),
    Column("class"),
    Column("category"),
    Column("value", reader="number"),
    Column("persons", reader="whole", low=0, high=10**9),
    Column("status", reader="choice", required=True, allowed=RECORD_STATUS),
    Column("delivered", reader="day", required=True),
)
# The lists of an edition, by how the names of their files begin.
LISTS = {
    "facts": FACTS,
    "claims": CLAIMS,
    "omissions": OMISSIONS,
    "classes": CLASSES,
    "answers": ANSWERS,
}

# --- the catalogue --------------------------------------------------------------------------------

MAJORS = (
    Column("major", "专业", required=True),
    Column("major_category", "专业大类", required=True),
    Column("aliases", "其他写法"),
    Column("opened", "开设年份", "whole"),
    _NOTE,
)
SOURCES = (
    Column("source_id", required=True),
    Column("title", required=True),
    *map(Column, ("issuer", "number")),
    Column("published", reader="date"),
    *map(Column, ("kind", "url", "note")),
)
INDICATORS = (
    Column("indicator", reader="code", required=True),
    Column("name", required=True),
    Column("unit", required=True),
    Column("direction", reader="choice", required=True, allowed=DIRECTION),
    Column("decimals", reader="whole", required=True, low=0, high=6),
    Column("definition", required=True),
    Column("chapter", reader="whole", required=True, low=1, high=9),
    Column("section", required=True),
    Column("category_label"),
    Column("official_table", reader="choice", allowed=FORMS),
    Column("official_row", reader="whole", low=1, high=999),
    Column("official_no"),
    Column("official_label"),
    Column("required", reader="flag"),
    Column("same_as", reader="indicator", advice=_KNOWN),
    Column("key", reader="flag", stored="is_key", later=True),
    Column("notable_pct", reader="number", default=5.0, later=True),
    Column("sample_of", reader="indicator", advice=_KNOWN, later=True),
)
# Indicators that only the school's own lists give; what the report prints too is not among them.
RECORD_INDICATORS = tuple(
    column
    for column in INDICATORS
    if column.name
    in {
        *("indicator", "name", "unit", "direction", "decimals", "definition"),
        *("chapter", "section", "category_label"),
    }
)
# Indicators that are printed nowhere: one that is, divided by another of the same period.
DERIVED = (
    Column("indicator", reader="code", required=True),
    Column("name", required=True),
    Column("unit", required=True),
    Column("numerator", reader="indicator", required=True, advice=_KNOWN),
    Column("denominator", reader="indicator", required=True, advice=_KNOWN),
    Column("scale", reader="number", default=1.0),
    Column("decimals", reader="whole", required=True, low=0, high=6),
    Column("definition", required=True),
)
# What else people say for an indicator, or for one category of it; for several: they are asked.
# ``nearest``: it is another thing, of which the reports say nothing, and these come nearest to it.
SYNONYMS = (
    Column("words", required=True),
    Column("indicators", required=True),
    Column("category"),
    Column("nearest", reader="flag", stored="is_nearest", later=True),
)
STANDARDS = (
    Column("standard_id", required=True),
    Column("indicator", reader="indicator", advice=_KNOWN),
    Column("operator", reader="choice", required=True, allowed=OPERATOR),
    Column("value", reader="number", required=True),
    Column("unit", required=True),
    Column("title", required=True),
    Column("document", required=True),
    Column("clause"),
    Column("kind", required=True),
    Column("verified", reader="flag"),
    Column("note"),
)
# The kinds of relation, and which part each figure must play.
RELATION_ROLES: dict[str, tuple[str, ...]] = {
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
RELATIONS = (
    Column("relation", reader="code", required=True),
    Column("kind", reader="choice", required=True, allowed=RELATION_ROLES),
    Column("title", required=True),
    Column("severity", reader="choice", required=True, allowed=SEVERITIES),
    Column("scale", reader="number", default=1.0),
    Column("low", reader="number"),
    Column("high", reader="number"),
    Column("note"),
)
OPERANDS = (
    Column("relation", required=True),
    Column(
        "role",
        reader="choice",
        required=True,
        allowed=tuple(dict.fromkeys(role for roles in RELATION_ROLES.values() for role in roles)),
    ),
    Column("indicator", reader="indicator", required=True, advice=_KNOWN),
    Column("category"),
    Column(
        "over",
        reader="choice",
        allowed=("major", "category", "term", "major_category", "category_of_major"),
        stored="over_what",
    ),
)
SHEETS = (
    Column("sheet", reader="code", required=True),
    Column("title", required=True),
    Column("source"),
    Column("note"),
)
LINES = (
    Column("sheet", required=True),
    Column("indicator", reader="indicator", required=True, advice=_KNOWN),
    Column("category"),
    Column("period", required=True),
    Column("by_major", reader="choice", allowed=("also", "only", "some")),
    Column("source", required=True),
)

# The tables of the database that these files fill.
TABLES: dict[str, Columns] = {
    "edition": EDITION,
    "observation": FIGURES,
    "fact": FACTS,
    "claim": CLAIMS,
    "omission": OMISSIONS,
    "class": CLASSES,
    "answer": ANSWERS,
    "record": RECORDS,
    "major": MAJORS,
    "source": SOURCES,
    "indicator": INDICATORS,
    "record_indicator": RECORD_INDICATORS,
    "synonym": SYNONYMS,
    "standard": STANDARDS,
    "relation": RELATIONS,
    "operand": OPERANDS,
}


def names(columns: Columns) -> tuple[str, ...]:
    return tuple(column.name for column in columns)


def labels(columns: Columns) -> dict[str, str]:
    return {column.name: column.label for column in columns}


def words(columns: Columns) -> dict[str, dict[str, str]]:
    """Return by column what the office reads for the codes that stand there."""
    return {column.name: dict(column.words) for column in columns if column.words}


def list_of(file: str) -> str:
    """Return which list of an edition a file is, by its name without the ending; "" for none."""
    return next((kind for kind in LISTS if file.startswith(kind)), "")
