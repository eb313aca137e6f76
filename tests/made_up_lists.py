"""SYNTHETIC lists of a school that does not exist, of full size, the same for the same seed.

No person of these lists lives: names are 虚构 and a number, pupils' numbers begin with SYN. They
are made when they are needed and lie in no folder of the project. To try the way in with them:

    python -m tests.made_up_lists FOLDER 2024
"""

import argparse
import csv
import io
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import openpyxl
import xlwt

LABEL = "SYNTHETIC"
PUPILS, CLASSES = 1_920, 44
YEARS = (2020, 2021, 2022, 2023, 2024)
# Classes a grade, by major as data/catalogue/majors.csv has it.
MAJORS = {
    "计算机应用": (4, 4, 4),
    "计算机平面设计": (3, 3, 3),
    "计算机网络技术": (2, 2, 1),
    "数字媒体技术应用": (3, 3, 3),
    "会计事务": (2, 2, 2),
    "家政服务与管理": (1, 1, 1),
}
CODES = {1: "31", 2: "32", 3: "33"}
Row = list[object]
Rows = list[Row]


@dataclass
class Pupil:
    """One made-up pupil, with what every list knows of them."""

    number: str
    name: str
    sex: str
    grade: int
    class_name: str
    class_code: str
    major: str
    born: str
    values: dict[str, object] = field(default_factory=dict)


def school(year: int, pupils: int = PUPILS, seed: int = 12) -> list[Pupil]:
    """Return the pupils of a school year, spread over its classes."""
    chance = random.Random(f"{LABEL}-{seed}-{year}")
    classes = [
        (grade, major, number)
        for grade in CODES
        for major, counts in MAJORS.items()
        for number in range(1, counts[grade - 1] + 1)
    ]
    assert len(classes) == CLASSES
    made = []
    for place in range(pupils):
        grade, major, number = classes[place % CLASSES]
        cohort = year - grade + 1
        code = f"{cohort % 100:02d}{place % CLASSES + 1:02d}"
        pupil = Pupil(
            number=f"SYN{year}{place:08d}",
            name=f"虚构{place:05d}",
            sex=chance.choice("男女"),
            grade=grade,
            class_name=f"{cohort % 100:02d}{major}{number}班",
            class_code=code,
            major=major,
            born=f"{cohort - 16}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}",
        )
        _measure(pupil, chance)
        made.append(pupil)
    return made


def _measure(pupil: Pupil, chance: random.Random) -> None:
    male = pupil.sex == "男"
    run = int(chance.gauss(250 if male else 240, 30))
    acuity = [chance.choice(("4.0", "4.3", "4.5", "4.6", "4.8", "4.9", "5.0", "5.1")) for _ in "rl"]
    pupil.values = {
        "height": round(chance.gauss(171 if male else 160, 6), 1),
        "weight": round(min(max(chance.gauss(62 if male else 52, 10), 35), 140), 1),
        "lung": int(chance.gauss(3800 if male else 2700, 500)),
        "sprint": round(chance.gauss(7.9 if male else 9.3, 0.7), 1),
        "jump": int(chance.gauss(220 if male else 168, 20)),
        "reach": round(chance.gauss(10 if male else 14, 6), 1),
        "strength": max(int(chance.gauss(9 if male else 35, 6)), 0),
        "run": min(max(run, 180), 420),
        "acuity_right": acuity[0],
        "acuity_left": acuity[1],
        "sphere_right": chance.choice((0, -0.25, -0.5, -0.75, -2, -3.25, 0.5)),
        "sphere_left": chance.choice((0, -0.25, -0.5, -0.75, -2, -3.25, 0.5)),
        "cylinder_right": chance.choice((0, -0.25, -0.5, -1)),
        "cylinder_left": chance.choice((0, -0.25, -0.5, -1)),
        "ok_lens": chance.random() < 0.03,
        "aid": chance.random() < 0.2,
    }


# --- the lists, as the systems hand them out ------------------------------------------------------

_WHO = ["年级编号", "班级编号", "班级名称", "学籍号", "民族代码", "姓名", "性别", "出生日期"]
UPLOAD = [*_WHO, "家庭住址", "身高", "体重", "肺活量", "50米跑", "立定跳远", "坐位体前屈"]
UPLOAD += ["800米跑(女)", "1000米跑(男)", "一分钟仰卧起坐", "引体向上(男)"]


def who(pupil: Pupil, code: str = "") -> Row:
    """Return the first columns of the national files."""
    sex = {"男": "1", "女": "2"}[pupil.sex]
    return [
        *(code or CODES[pupil.grade], pupil.class_code, pupil.class_name, pupil.number, "1"),
        *(pupil.name, sex, pupil.born, "虚构路1号"),
    ]


def minutes(seconds: int) -> str:
    return f"{seconds // 60}'{seconds % 60:02d}"


def fitness_upload(pupils: Iterable[Pupil]) -> Rows:
    """Return the upload file."""
    rows: Rows = [list(UPLOAD)]
    for pupil in pupils:
        v, male = pupil.values, pupil.sex == "男"
        run = minutes(int(str(v["run"])))
        rows.append(
            [
                *who(pupil),
                *(v[one] for one in ("height", "weight", "lung", "sprint", "jump", "reach")),
                *("" if male else run, run if male else ""),
                *("" if male else v["strength"], v["strength"] if male else ""),
            ]
        )
    return rows


def fitness_result(pupils: Iterable[Pupil], totals: Iterable[tuple[str, str]]) -> Rows:
    """Return a result file with the totals and grades given."""
    rows = fitness_upload(pupils)
    rows[0] += ["标准分", "附加分", "总分", "总分等级"]
    for row, (total, grade) in zip(rows[1:], totals, strict=True):
        row += [total, 0, total, grade]
    return rows


VISION = ["右眼裸眼视力", "左眼裸眼视力", "右眼屈光球镜S", "右眼屈光柱镜C", "右眼屈光轴位A"]
VISION += ["左眼屈光球镜S", "左眼屈光柱镜C", "左眼屈光轴位A", "是否为角膜塑形镜（OK镜）佩戴者"]


def vision_upload(pupils: Iterable[Pupil]) -> Rows:
    """Return the ministry's upload file."""
    rows: Rows = [[*_WHO, "家庭住址", *VISION]]
    for pupil in pupils:
        v = pupil.values
        rows.append(
            [
                *who(pupil),
                *(v["acuity_right"], v["acuity_left"], v["sphere_right"], v["cylinder_right"], 90),
                *(v["sphere_left"], v["cylinder_left"], 85, "是" if v["ok_lens"] else "否"),
            ]
        )
    return rows


def vision_screening(pupils: Iterable[Pupil]) -> Rows:
    """Return a screening list: a title, and headings in two rows."""
    eye = ["球镜", "柱镜", "轴位", "等效球镜"]
    rows: Rows = [
        [f"虚构学校 2024年秋季 视力筛查表（{LABEL}）"],
        [
            "序号",
            "班级",
            "姓名",
            "性别",
            "学籍号",
            "裸眼视力",
            "",
            "屈光（右）",
            *([""] * 3),
            "屈光（左）",
            *([""] * 3),
            "戴镜类型",
        ],
        [*[""] * 5, "右", "左", *eye, *eye, ""],
    ]
    for place, pupil in enumerate(pupils, start=1):
        v = pupil.values
        refraction: Row = []
        for side in ("right", "left"):
            sphere, cylinder = float(str(v[f"sphere_{side}"])), float(str(v[f"cylinder_{side}"]))
            refraction += [
                f"{sphere:+.2f}",
                f"{cylinder:+.2f}",
                90,
                f"{sphere + cylinder / 2:+.3f}",
            ]
        rows.append(
            [
                *(place, pupil.class_name, pupil.name, pupil.sex, pupil.number),
                *(v["acuity_right"], v["acuity_left"], *refraction),
                "角膜塑形镜" if v["ok_lens"] else "框架眼镜",
            ]
        )
    return rows


def enrolment(pupils: Iterable[Pupil], year: int) -> Rows:
    """Return the current template of the enrolment system."""
    rows: Rows = [
        [
            "姓名",
            "性别",
            "出生日期",
            "学号",
            "班级名称",
            "学生类别",
            "入学年月",
            "专业简称",
            "学制",
            "招生对象",
            "招生方式",
            "联招合作类型",
            "分段培养方式",
            "户口性质",
            "是否随迁子女",
        ]
    ]
    for place, pupil in enumerate(pupils):
        rows.append(
            [
                *(pupil.name, {"男": "1-男", "女": "2-女"}[pupil.sex], pupil.born, pupil.number),
                *(pupil.class_name, "11-普通中专学生", f"{year - pupil.grade + 1}09"),
                *(pupil.major, "3", "01-应届初中毕业生", "统一招生", "非联合招生", "无"),
                *("2-农业户口" if place % 3 else "1-非农业户口", "否" if place % 7 else "是"),
            ]
        )
    return rows


def enrolment_older(pupils: Iterable[Pupil], year: int) -> Rows:
    """Return the template of the older system."""
    rows: Rows = [
        [
            "姓名",
            "学籍号",
            "性别",
            "年级",
            "入学年月",
            "招生类型",
            "修读专业",
            "学制",
            "班级",
            "联招合作类型",
            "是否享受国家助学金",
            "月发放标准(元)",
        ]
    ]
    rows += [
        [
            *(pupil.name, pupil.number, pupil.sex, f"{year - pupil.grade + 1}级"),
            *(f"{year - pupil.grade + 1}-09-01", "应届初中毕业生", f"{pupil.major}专业", "3年"),
            *(pupil.class_name, "无", "是" if pupil.values["aid"] else "否"),
            200 if pupil.values["aid"] else "",
        ]
        for pupil in pupils
    ]
    return rows


def graduates(pupils: Iterable[Pupil], year: int) -> Rows:
    """Return a list of graduates, with headings of the school's own."""
    chance = random.Random(f"{LABEL}-{year}")
    rows: Rows = [
        [
            "序号",
            "姓名",
            "性别",
            "专业名称",
            "班级",
            "毕业年份",
            "就业去向",
            "单位名称",
            "单位性质",
            "单位规模",
            "产业",
            "就业地域",
            "专业是否对口",
            "月薪（元）",
            "升学院校",
            "升学层次",
        ]
    ]
    for place, pupil in enumerate(pupils, start=1):
        start: Row = [place, pupil.name, pupil.sex, pupil.major, pupil.class_name, year]
        if chance.random() < 0.7:
            rows.append([*start, "升学", *[""] * 7, "虚构职业学院", "高职专科"])
        else:
            where = chance.choice(("本地", "异地"))
            match, pay = chance.choice("是否"), chance.randint(28, 48) * 100
            rows.append(
                [
                    *start,
                    "直接就业",
                    "虚构公司",
                    "民营企业",
                    "小型",
                    "第三产业",
                    where,
                    match,
                    pay,
                    "",
                    "",
                ]
            )
    return rows


# --- the files ------------------------------------------------------------------------------------


def xlsx(rows: Rows, sheet: str = LABEL) -> bytes:
    """Return an .xlsx file with one sheet."""
    return xlsx_of({sheet: rows})


def xlsx_of(sheets: dict[str, Rows]) -> bytes:
    """Return an .xlsx file with several sheets."""
    book = openpyxl.Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([float(one) if isinstance(one, Decimal) else one for one in row])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def xls(rows: Rows, sheet: str = LABEL) -> bytes:
    """Return a workbook of Excel 97."""
    book = xlwt.Workbook()
    page = book.add_sheet(sheet)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value != "":
                page.write(number, column, value)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def text(
    rows: Sequence[Sequence[object]], encoding: str = "utf-8-sig", delimiter: str = ","
) -> bytes:
    """Return a CSV file."""
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=delimiter).writerows(rows)
    return made.getvalue().encode(encoding)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write one list of each kind of a school year into a folder that is outside the project."""
    parser = argparse.ArgumentParser(prog="python -m tests.made_up_lists", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("year", type=int, help="in which the school year begins")
    parser.add_argument("--pupils", type=int, default=PUPILS)
    options = parser.parse_args(arguments)
    pupils = school(options.year, options.pupils)
    lists = {
        "学籍": enrolment(pupils, options.year),
        "体测": fitness_upload(pupils),
        "视力": vision_upload(pupils),
        "毕业生": graduates((one for one in pupils if one.grade == 3), options.year),
    }
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, rows in lists.items():
        (options.folder / f"{LABEL}-{name}.xlsx").write_bytes(xlsx(rows))


if __name__ == "__main__":
    main()
