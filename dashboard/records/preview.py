"""What publishing lists would do, in words that the command and the page share."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dashboard.contract.codes import RECORD_LISTS
from dashboard.records.delivery import Delivery
from dashboard.records.figures import Figure
from dashboard.records.groups import TABLES, Table
from dashboard.records.list_columns import ANSWERS
from dashboard.records.person import Remark
from dashboard.records.publishing import Named

_FEW = 5  # remarks of one cause that are told one by one
# What remarks are about, by their code: first of rows that are not counted, then of scores that the
# national tables give otherwise, then of cells that were not taken.
_CAUSES = {
    "not_a_person": "看不出是一个人的行",
    "pupil_twice": "重复的行",
    "class_twice": "出现两次的班",
    "sheet_passed": "没有读取的工作表",
    "total_differs": "总分与国家标准算得的不同",
    "grade_differs": "等级与国家标准算得的不同",
    "grade_contradicts": "等级与自己的总分不符",
    "score_differs": "单项得分与国家标准算得的不同",
    "not_tested": "没有任何成绩，按未测计",
    "items_lacking": "缺项，没有计入总分",
    "not_scored": "没有性别或年级，不能评分",
    "eye_not_known": "有一只眼没有视力",
    "sex_missing": "没有可读的性别",
    "grade_missing": "没有可读的年级",
    "grade_unknown": "年级的写法看不懂",
    "major_unknown": "专业的写法不在目录里",
    "not_a_class": "不像班级的名称",
    "out_of_range": "不在可能范围里的数",
    "not_a_number": "不是数的格",
    "not_a_time": "不是时间的格",
    "not_a_grade": "不是四个等级之一",
    "not_a_month": "读不出的入学年月",
    "not_yes_or_no": "不是“是”或“否”的格",
    "word_unknown": "看不出属于哪一类的写法",
    "glasses_coded": "戴镜类型是代码",
    "numbers_cut_off": "学籍号被存成了数字",
    "unreadable": "读不出的格",
}
_TABLES: dict[Table, str] = dict(
    zip(
        TABLES,
        ("全校", "各年级", "各性别", "年级×性别", "各专业", "专业×性别", "专业×年级", "各班"),
        strict=True,
    )
)


class Rows(NamedTuple):
    """What became of the rows of a list."""

    seen: int
    counted: int
    apart: int
    twice: int
    unread: int


class Cause(NamedTuple):
    """Remarks that are about the same."""

    title: str
    remarks: Sequence[Remark]

    @property
    def told(self) -> list[str]:
        """Return each in a line, or all of many in one."""
        if len(self.remarks) <= _FEW:
            return [str(remark) for remark in self.remarks]
        return [f"{self.title}：{len(self.remarks)} 处，如 {self.remarks[0]}"]


def rows(delivery: Delivery) -> Rows:
    """Count what became of the rows of a list."""
    remarks = delivery.listing.remarks
    left_out = sum(remark.left_out for remark in remarks)
    twice = sum(remark.code == "pupil_twice" for remark in remarks)
    seen = delivery.listing.rows_seen
    return Rows(seen, delivery.persons, seen - twice - delivery.persons, twice, left_out - twice)


def counted(delivery: Delivery) -> str:
    """Say how many people a list has, and why some are not counted."""
    listing, of = delivery.listing, rows(delivery)
    return (
        f"{RECORD_LISTS[listing.kind]}，{listing.period}：名单有 {of.seen} 人，"
        f"汇总了 {of.counted} 人；免测、缺项或另计而没有汇总的 {of.apart} 人，"
        f"重复的 {of.twice} 行，读不出的 {of.unread} 行。"
    )


def kept(delivery: Delivery, threshold: int) -> str:
    """Say why figures stay as they were published the last time; "" where none do."""
    if not delivery.kept:
        return ""
    return (
        f"沿用上一次的 {delivery.kept} 个：所在的表里有变动不到 {threshold} 人的组，"
        "换成新数，两次一比就知道是谁。"
    )


def causes(delivery: Delivery) -> list[Cause]:
    """Return what is to be said of rows, cells and sheets, by cause; by place and never by name."""
    found: dict[str, list[Remark]] = defaultdict(list)
    for remark in delivery.listing.remarks:
        found[remark.code].append(remark)
    order = {code: place for place, code in enumerate(_CAUSES)}
    codes = sorted(found, key=lambda code: order.get(code, len(order)))
    return [Cause(_CAUSES.get(code, found[code][0].text), found[code]) for code in codes]


def asked(delivery: Delivery) -> list[str]:
    """Say what would have to be answered, and where: the command cannot ask."""
    listing = delivery.listing
    said = [
        f"不认识「{one.subject}」这一列（如 {'、'.join(one.samples)}），没有用它。要用，请写进"
        f" {ANSWERS}：{listing.kind},{one.subject},列的代码；还缺的有 "
        f"{'、'.join(f'{code}（{label}）' for code, label in one.options.items())}。"
        for one in listing.questions
        if one.about == "column"
    ]
    names = [one.subject for one in listing.questions if one.about == "class_name"]
    if names:
        said.append(
            f"有 {len(names)} 处的「班级」不像班级的名称，没有计入任何班：{'、'.join(names)}。"
            "确实是班级的，请在“数据填报”页回答，或者写进 classes.csv。"
        )
    classes = [one.subject for one in listing.questions if one.about == "class"]
    if classes:
        said.append(
            f"有 {len(classes)} 个班不知道是哪个专业，没有列入分专业的数："
            f"{'、'.join(classes)}。把学籍名单一起交来，在“数据填报”页回答，"
            "或者填写 classes.csv，就知道了。"
        )
    return said


def tables(delivery: Delivery) -> list[tuple[str, int, int]]:
    """Count by what the school is broken down by: figures that are published, and left out."""
    found = {table: [0, 0] for table in TABLES}
    for one in delivery.figures:
        found[one.table][one.value is None] += 1
    return [
        (_TABLES[table], shown, hidden)
        for table, (shown, hidden) in found.items()
        if shown or hidden
    ]


def about(figure: Figure, names: Mapping[str, Named]) -> str:
    """Say what a figure is of."""
    where = (figure.grade, figure.sex, figure.major, figure.class_, figure.category)
    return f"{names[figure.indicator].name}，{'，'.join(filter(None, where)) or '全校'}"


def name(figure: Figure, names: Mapping[str, Named]) -> str:
    """Say what a figure of the whole school is."""
    found = names[figure.indicator].name
    return f"{found}，{figure.category}" if figure.category else found


def said(figure: Figure | None, names: Mapping[str, Named]) -> str:
    """Say what a figure says, and of how many; there may be none, or it may be left out."""
    if figure is None:
        return "没有"
    if figure.value is None:
        return "不公布"
    value = f"{figure.value:,.2f}".rstrip("0").rstrip(".")
    of = "" if figure.value == figure.persons else f"（{figure.persons:,} 人）"
    return f"{with_unit(value, names[figure.indicator].unit)}{of}"


def with_unit(number: str, unit: str) -> str:
    return f"{number}%" if unit == "%" else f"{number} {unit}"


def whole(delivery: Delivery) -> list[Figure]:
    """Return the figures of the whole school."""
    return [one for one in delivery.figures if not any(one.group)]
