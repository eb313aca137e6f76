"""What is known of a person once a list was read: no name, no number, no birthday, no address.

A list comes out of the process that opened it as a `Listing`. Its rows live in memory until they
are counted, and are written nowhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["fitness", "vision", "enrolment", "graduates"]
# How a column is kept: whole numbers and flags may be missing.
_WHOLE, _NUMBER, _WORD, _FLAG = "Int64", "float64", "str", "boolean"

# The columns that every list has. ``school_year`` is that in which the list was made, the year it
# begins; of graduates ``grade`` is null. ``major`` is null until the class is placed.
COMMON: dict[str, str] = {
    "school_year": _WHOLE,
    "grade": _WHOLE,  # 1 高一, 2 高二, 3 高三
    "class": _WORD,
    "major": _WORD,
    "sex": _WORD,  # 男, 女
}

# The items of the fitness test, by the word of data/catalogue/fitness_scoring.csv.
FITNESS_ITEMS: dict[str, str] = {
    "bmi": "体重指数",
    "lung": "肺活量",
    "sprint": "50米跑",
    "reach": "坐位体前屈",
    "jump": "立定跳远",
    "strength": "引体向上（男）/1分钟仰卧起坐（女）",
    "endurance": "1000米跑（男）/800米跑（女）",
}
FITNESS_GRADES = ("优秀", "良好", "及格", "不及格")

MEASURES: dict[str, dict[str, str]] = {
    "fitness": {
        # Enrolled, but excused with approval; and: with a total, hence counted in 体测 figures.
        # Who is neither exempt nor tested lacks an item; ``lacking`` says which (labels, 、).
        "exempt": _FLAG,
        "tested": _FLAG,
        "lacking": _WORD,
        # As measured; runs in seconds; strength in times, endurance in seconds, of one's own sex.
        "height_cm": _NUMBER,
        "weight_kg": _NUMBER,
        **dict.fromkeys(FITNESS_ITEMS, _NUMBER),
        "bmi_band": _WORD,  # 正常, 低体重, 超重, 肥胖
        **{f"{item}_score": _NUMBER for item in FITNESS_ITEMS},
        "strength_bonus": _NUMBER,
        "endurance_bonus": _NUMBER,
        # What counts: the result file's own where there is one, else as computed here. Null where
        # the person is not tested.
        "standard_score": _NUMBER,
        "bonus": _NUMBER,
        "total": _NUMBER,
        "fitness_grade": _WORD,
        # What the national tables give, always, to hold against the result file's own.
        "total_computed": _NUMBER,
        "grade_computed": _WORD,
        "from_result_file": _FLAG,
    },
    "vision": {
        "acuity_right": _NUMBER,  # 5-mark scale, 0 below 3.0
        "acuity_left": _NUMBER,
        "sphere_right": _NUMBER,
        "sphere_left": _NUMBER,
        "cylinder_right": _NUMBER,
        "cylinder_left": _NUMBER,
        "equivalent_right": _NUMBER,  # 等效球镜 = S + C/2
        "equivalent_left": _NUMBER,
        "ok_lens": _FLAG,
        # Null for who wears OK lenses, as these are counted apart, and where an eye is not known.
        "acuity": _WORD,  # of the worse eye: 正常, 轻度, 中度, 重度 (the last three: 视力不良)
        "low_vision": _FLAG,
        "myopia": _FLAG,  # 筛查性近视; null where refraction is not known
    },
    "enrolment": {
        "intake_year": _WHOLE,
        "intake_month": _WHOLE,
        "school_years": _NUMBER,  # 学制
        "student_type": _WORD,  # 学生类别
        "origin": _WORD,  # 招生对象
        "admission": _WORD,  # 招生方式
        "joint": _WORD,  # 联招合作类型
        "stages": _WORD,  # 分段培养方式
        "household": _WORD,  # 户口性质
        "migrant_child": _FLAG,  # 是否随迁子女
        "aid": _FLAG,  # 是否享受国家助学金
        "aid_month_yuan": _NUMBER,
    },
    "graduates": {
        "cohort": _WHOLE,  # 2024 = 2024届
        "destination": _WORD,  # 升学, 就业, 其他, 未就业
        "matched": _FLAG,  # 专业对口; of who is employed
        "pay_yuan": _NUMBER,  # 起薪, a month
        "sector": _WORD,  # 第一产业, 第二产业, 第三产业
        "place": _WORD,  # 本地, 异地, 境外
        "employer": _WORD,  # 单位性质, as written
        "employer_size": _WORD,  # 大型, 中型, 小型, 微型
        "higher_level": _WORD,  # 升学层次, as written
    },
}


@dataclass(frozen=True)
class Remark:
    """What is to be said of a row, a column or a file: by place, never by a person's name.

    ``left_out`` tells a row that is not counted at all. ``code`` is the same for all remarks of a
    kind, so that they can be counted; ``row`` is 0 where a whole sheet is meant. ``text`` may quote
    one measured value: it is for whoever handed the list in, and is not kept.
    """

    file: str
    sheet: str  # empty for a CSV file
    row: int
    code: str
    text: str
    left_out: bool = False

    @property
    def place(self) -> str:
        sheet = f"工作表「{self.sheet}」" if self.sheet else ""
        row = f"第 {self.row} 行" if self.row else ""
        return f"{self.file}{sheet}{row}"

    def __str__(self) -> str:
        return f"{self.place}：{self.text}"


@dataclass(frozen=True)
class Question:
    """What has to be asked once.

    ``about`` is ``column``: what stands under the heading ``subject``? ``options`` are columns by
    code with their Chinese word; ``samples`` are three values, masked. Or ``class_name``: is what
    stands in the cell ``subject`` (its place, and its beginning) the name of a class? Or ``class``:
    which major has the class ``subject`` (of ``grade``)? ``options`` are majors, ``suggested`` one
    of them or empty. The answers go to `lists.read` as `Answered`.
    """

    about: Literal["column", "class_name", "class"]
    subject: str
    options: Mapping[str, str]
    samples: tuple[str, ...] = ()
    suggested: str = ""
    grade: int | None = None
    persons: int = 0


@dataclass(frozen=True)
class ClassPlace:
    """The pupils of a class in one major, as an edition keeps them."""

    school_year: int
    grade: int
    name: str
    major: str
    persons: int


@dataclass
class Listing:
    """One list, from one file or several: a row a person, in memory only.

    ``period`` is that of the figures in the words of the report: 2024年, 2024年秋季, 2024学年,
    2024届. ``classes`` is what an enrolment list tells of the classes, to be published with it.
    ``rows_seen`` counts the rows that hold a person, counted or not.
    """

    kind: Kind
    school_year: int
    period: str
    people: "pd.DataFrame"
    remarks: list[Remark] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    classes: list[ClassPlace] = field(default_factory=list)
    rows_seen: int = 0

    def without_people(self) -> "Listing":
        """Return what may be kept once the people are counted."""
        return replace(self, people=frame(self.kind, {}))

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> "Listing":
        """Take a list over from the process that read it."""
        questions = [
            Question(**{**one, "samples": tuple(one["samples"])}) for one in record["questions"]
        ]
        return cls(
            record["kind"],
            record["school_year"],
            record["period"],
            frame(record["kind"], record["people"]),
            [Remark(**one) for one in record["remarks"]],
            questions,
            [ClassPlace(**one) for one in record["classes"]],
            record["rows_seen"],
        )


def frame(kind: str, columns: Mapping[str, list[Any]]) -> "pd.DataFrame":
    """Build the people of a list; a column that is not given is missing for everybody."""
    import pandas as pd  # not in the process that reads: it takes half a second to load

    count = max((len(values) for values in columns.values()), default=0)
    types = {**COMMON, **MEASURES[kind]}
    return pd.DataFrame(
        {
            name: pd.array(columns.get(name, [None] * count), dtype=dtype)  # type: ignore[call-overload]
            for name, dtype in types.items()
        }
    )
