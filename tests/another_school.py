"""SYNTHETIC: a second school, made up, with other majors and only some of the figures.

What it has is what a school has that fills in the form for the first time: parts of the appended
tables, one year of fitness, one cohort of graduates, its majors. No facts, no claims, no standard
that it holds. None of its figures stands in any report.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from dashboard import paths
from dashboard.commands import init_school
from dashboard.contract import columns

NAME = "虚构县职业中学"
MAJORS = {"护理": "医药卫生类", "汽车运用与维修": "交通运输类", "幼儿保育": "教育与体育类"}
MANY = {
    **MAJORS,
    **dict.fromkeys(
        ("作物生产技术", "园林技术", "畜禽生产技术", "农机设备应用与维修"), "农林牧渔类"
    ),
    **dict.fromkeys(("建筑工程施工", "工程造价", "建筑装饰技术"), "土木建筑类"),
    **dict.fromkeys(("数控技术应用", "机电技术应用", "模具制造技术"), "装备制造类"),
    **dict.fromkeys(("电子技术应用", "物联网技术应用", "软件与信息服务"), "电子与信息类"),
    **dict.fromkeys(("电子商务", "物流服务与管理", "市场营销"), "财经商贸类"),
    **dict.fromkeys(("中餐烹饪", "旅游服务与管理", "高星级饭店运营与管理"), "旅游类"),
    **dict.fromkeys(("服装设计与工艺", "工艺美术", "音乐表演"), "文化艺术类"),
}
FIRST = 2025  # the year of its first report

_EDITION = (
    *("edition", "title", "school", "publisher", "published", "printed_date", "pages"),
    *("licence", "note"),
)
# What the appended tables say, this year; lines that are neither here nor dashed are blank.
_FORMS = {
    "form1_graduates": "120",
    "form1_placed": "118",
    "form1_placed_higher_education": "70",
    "form1_employed_three_sectors": "48",
    "form1_employed_primary_sector": "0",
    "form1_employed_secondary_sector": "20",
    "form1_employed_tertiary_sector": "28",
    "form2_students_satisfaction_pct": "96.50%",
    "form3_student_teacher_ratio": "15.00",
    "form3_courses": "80",
    "form3_course_hours": "5,760",
    "form3_textbooks": "0",
    "form3_textbooks_cooperative": "0",
    "form6_full_time_students": "450",
    "form6_staff": "36",
    "form6_full_time_teachers": "30",
    "form6_industry_mentors": "0",
    "form6_mentor_hours": "0",
}
_DASHED = ("附表4", "附表5")

Rows = list[dict[str, str]]


def start(data: Path, majors: Mapping[str, str] = MAJORS) -> Path:
    """Make the data folder of the school as its office does, without any edition."""
    init_school.create(data, NAME, [f"{major}:{of}" for major, of in majors.items()])
    return data


def write(data: Path, years: Iterable[int] = (FIRST,), majors: Mapping[str, str] = MAJORS) -> Path:
    """Make the data folder of the school with an edition for each year."""
    return write_editions(start(data, majors), years, majors)


def write_editions(
    data: Path, years: Iterable[int] = (FIRST,), majors: Mapping[str, str] = MAJORS
) -> Path:
    """Put an edition for each year into the data folder of the school."""
    for year in years:
        folder = data / "editions" / str(year)
        folder.mkdir()
        _write(folder / "edition.csv", _EDITION, [edition(year)])
        for name, rows in figures(year, list(majors)).items():
            _write(folder / f"{name}.csv", columns.names(columns.FIGURES), rows)
    return data


def edition(year: int) -> dict[str, str]:
    return {"edition": str(year), "title": f"{NAME}教育质量年度报告（{year}）", "school": NAME}


def figures(year: int, majors: Sequence[str]) -> dict[str, Rows]:
    """Return the figures of an edition, as the rows of its files by the name of the sheet."""
    later = year - FIRST  # so that something changes from year to year
    sheets = {**_forms(year, later), "programmes": _programmes(year, later, majors)}
    tested, pupils = f"{year - 1}年", f"{year}届"
    sheets["fitness"] = [
        _figure("fitness_tested", tested, "400", "图2-5 第5行"),
        *(
            row
            for grade, count in {"优秀": 40, "良好": 120, "及格": 200, "不及格": 40}.items()
            for row in (
                _figure("fitness_grade_count", tested, str(count), "图2-5 第5行", category=grade),
                _figure(
                    "fitness_grade_share_pct", tested, f"{count / 4:.2f}%", "图2-5 第5行",
                    category=grade,
                ),
            )
        ),
        _figure("fitness_pass_rate_pct", tested, "90.00%", "图2-5 第5行"),
        _figure("fitness_good_rate_pct", tested, "40.00%", "图2-5 第5行"),
    ]  # fmt: skip
    sheets["graduates"] = [
        _figure("graduates", pupils, "120", "表2-2 第3行"),
        _figure("graduates_enrolled_higher", pupils, "70", "表2-2 第3行"),
        _figure("graduates_employed", pupils, "48", "表2-2 第3行"),
    ]
    return sheets


def _forms(year: int, later: int) -> dict[str, Rows]:
    sheets: dict[str, Rows] = {}
    with (paths.ROOT / "data" / "catalogue" / "indicators.csv").open(encoding="utf-8-sig") as file:
        lines = [row for row in csv.DictReader(file) if row["official_table"]]
    for line in lines:
        printed = _FORMS.get(line["indicator"], "-" if line["official_table"] in _DASHED else "")
        if printed.isdecimal() and printed != "0" and line["indicator"].startswith("form6_full"):
            printed = str(int(printed) + later * len(printed))
        place = f"{line['official_table']} 第{line['official_row']}行"
        sheet = f"form_{line['official_table'][-1]}"
        sheets.setdefault(sheet, []).append(_figure(line["indicator"], f"{year}年", printed, place))
    return sheets


def _programmes(year: int, later: int, majors: Sequence[str]) -> Rows:
    classes = [2 + n % 3 for n in range(len(majors))]
    students = [40 * of + 3 * later for of in classes]
    rows = []
    for name, counts in (("classes", classes), ("students", students)):
        code, period = f"programme_{name}", f"{year}年"
        rows += [
            _figure(code, period, str(count), f"表3-1 第{n}行", major=major)
            for n, (major, count) in enumerate(zip(majors, counts, strict=True), start=1)
        ]
        rows.append(_figure(code, period, str(sum(counts)), "表3-1 合计行"))
    return rows


def _figure(
    indicator: str, period: str, printed: str, source: str, *, major: str = "", category: str = ""
) -> dict[str, str]:
    return {
        "indicator": indicator,
        "period": period,
        "major": major,
        "category": category,
        "value": "" if printed == "-" else printed.replace(",", "").removesuffix("%"),
        "printed": printed,
        "status": {"": "O", "-": "M"}.get(printed, "A"),
        "source": source,
    }


def _write(path: Path, columns: Sequence[str], rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
