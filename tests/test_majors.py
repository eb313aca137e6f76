"""The page 专业: everything that the report prints by major, beside the others, and what lacks."""

import csv
import io
import re
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import paths
from dashboard.contract.wording import number
from dashboard.query import question
from dashboard.query.question import Scope
from dashboard.render.export import to_csv
from tests.amount import exhaustively
from tests.schools import ask
from tests.session import Text, check, elements, opened, said

CHOSEN = ["会计事务", "计算机网络技术"]


def printed_by_major(school: Path) -> list[dict[str, Any]]:
    return ask(school, "from latest_figure where major is not null and printed is not null")


def grid(app: AppTest, title: str) -> list[list[str]]:
    """Return the first table under a title, cell by cell, heads first."""
    sources = [str(getattr(element.proto, "body", "")) for element in elements(app._tree)]
    start = next(n for n, source in enumerate(sources) if title in source and "<h" in source)
    table = next(source for source in sources[start:] if "<table" in source)
    rows = re.findall("<tr.*?</tr>", table, re.DOTALL)
    cells = [re.findall("<t[hd].*?</t[hd]>", row, re.DOTALL) for row in rows]
    return [["".join(Text(cell).words).strip() for cell in row] for row in cells]


@pytest.mark.parametrize(
    "majors", [[], CHOSEN, *exhaustively(["数字媒体技术应用"])], ids=["none", "two", "one"]
)
def test_whatever_is_printed_by_major_is_shown(majors: list[str], school: Path) -> None:
    app = opened("majors.py", major=majors)
    check(app)
    heads, *lines = grid(app, "报告按专业印出的全部指标")
    wanted = [row for row in printed_by_major(school) if not majors or row["major"] in majors]
    assert len({row["major"] for row in wanted}) == (len(majors) or 6)
    for row in wanted:
        name = " · ".join(filter(None, [row["indicator_name"], row["category"]]))
        shown = [line[heads.index(row["major"])] for line in lines if line[0] == name]
        value = number(row["value"], row["decimals"]).replace(",", "")
        assert any(value in cell.replace(",", "") for cell in shown), (name, row["major"])


def test_a_range_of_years_leaves_out_what_is_of_another(school: Path) -> None:
    name = "特色专业开设年份"
    app = opened("majors.py", years=["2019", "2023"], major=["数字媒体技术应用"])
    check(app)
    assert name not in said(app)
    assert any("没有：报告按专业印出的全部指标" in word for word in said(app))


def test_the_others_stand_beside_the_majors_chosen_without_a_rank(school: Path) -> None:
    frame = question.run("beside_other_majors", Scope(2016, 2024, tuple(CHOSEN)))
    pupils = frame[frame["indicator"] == "programme_students"].set_index("whose")["value"]
    printed = {
        row["major"]: row["value"]
        for row in printed_by_major(school)
        if row["indicator"] == "programme_students"
    }
    others = [value for major, value in printed.items() if major not in CHOSEN]
    assert dict(pupils) == {
        **{major: printed[major] for major in CHOSEN},
        "其他专业最低": min(others),
        "其他专业最高": max(others),
        "全校": sum(printed.values()),
    }
    # Of one major alone there is nothing to hold it against.
    assert "employment_rate_by_programme_pct" not in {*frame["indicator"]}
    assert not any("rank" in str(column) for column in frame)


def test_on_the_overview_the_others_stand_beside_a_major_too(school: Path) -> None:
    beside = "与其他专业、与全校相比"
    alone = opened("overview.py", part=["各专业"])
    chosen = opened("overview.py", part=["各专业"], major=["会计事务"])
    for app in (alone, chosen):
        check(app)
    assert beside in " ".join(said(chosen))
    assert beside not in " ".join(said(alone))
    assert "其他专业最高" in grid(chosen, beside)[0]


def test_what_is_doubted_leads_to_its_finding_and_what_lacks_names_its_list(school: Path) -> None:
    app = opened("majors.py", major=["会计事务"], part=["存疑与所缺"])
    check(app)
    told = said(app)
    assert any("各专业班级数 · 会计事务 2024年 9" in word for word in told)
    lists = ["学籍名单", "体测名单", "视力名单", "毕业生名单"]
    awaited = [word for word in told if word.startswith("没有") and "名单" in word]
    assert [word.split("：")[0].removeprefix("没有") for word in awaited] == lists


# SYNTHETIC figures of a fitness list that was never made:
# indicator, sex, major, value, persons, status.
_RATE, _LUNG = "fitness_pass_rate_pct", "fitness_lung_mean"
RECORDS = [
    (_RATE, None, None, 96.5, 1_900, "A"),
    (_RATE, None, "会计事务", 91.25, 87, "A"),
    (_RATE, None, "计算机应用", 0.0, 12, "A"),
    (_RATE, None, "家政服务与管理", None, None, "Q"),
    (_RATE, "女", "会计事务", 88.5, 41, "A"),
    (_LUNG, None, None, 3_321.0, 1_880, "A"),
    (_LUNG, None, "会计事务", 3_100.0, 86, "A"),
]


@pytest.fixture
def lists(school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the report's data file with figures of a list beside what is printed."""
    copied = Path(shutil.copy(school, tmp_path))
    with duckdb.connect(copied) as data:
        data.executemany(
            """
            insert into record by name
            select
                2024 as school_year, 'fitness' as list, $1 as ordinal, $2 as indicator,
                '2024学年' as period, $3 as sex, $4 as major, $5 as value, $6 as persons,
                $7 as status, date '2024-12-01' as delivered
            """,
            [(ordinal, *row) for ordinal, row in enumerate(RECORDS, start=1)],
        )
    monkeypatch.setattr(paths, "DATABASE", copied)
    return copied


def test_what_a_list_gives_stands_apart_with_its_mark_and_how_many_are_behind_it(
    lists: Path,
) -> None:
    app = opened("majors.py", part=["体测名单"])
    check(app)
    heads, *lines = grid(app, "据体测名单汇总")
    cells = {line[0]: dict(zip(heads, line, strict=True)) for line in lines}
    rate = cells["体质健康合格率"]
    # The roots x of (p - x)² = 1.96² x (1 - x) / n.
    assert rate["会计事务"] == "91.25n=87，83.4–95.6"
    assert rate["全校"] == "96.50n=1,900，95.6–97.2"
    assert rate["计算机应用"] == "0.00n=12，0.0–24.3"
    assert cells["肺活量平均值"]["会计事务"] == "3,100n=86"  # of a mean it is not known
    assert "未公布（人数少）" in rate["家政服务与管理"]
    assert rate["家政服务与管理"] != cells["肺活量平均值"]["家政服务与管理"]
    assert "来源：据体测名单汇总（2024-12-01 交来）" in "".join(said(app))
    # What is printed stays what is printed, and the list is no longer awaited.
    app = opened("majors.py", part=["并列"], major=["会计事务"])
    assert "91.25" not in "".join(said(app))
    assert not any(
        word.startswith("没有体测名单") for word in said(opened("majors.py", part=["存疑与所缺"]))
    )


def test_a_sex_in_the_address_narrows_the_list_and_majors_do(lists: Path) -> None:
    app = opened("majors.py", part=["体测名单"], major=["会计事务"], **{"group-fitness": ["女"]})
    check(app)
    assert [box.value for box in app.selectbox if box.label == "年级或性别"] == ["女"]
    assert "88.50" in said(app)
    assert "91.25" not in said(app)
    app = opened("majors.py", part=["体测名单"], major=["会计事务"])
    assert not {"计算机应用", "家政服务与管理"} & {*grid(app, "据体测名单汇总")[0]}


def test_what_is_kept_back_is_taken_away_as_kept_back(lists: Path) -> None:
    frame = question.run("of_list", Scope(2016, 2024), list="fitness", group="")
    rows = [*csv.DictReader(io.StringIO(to_csv(frame).decode("utf-8-sig")))]
    [hidden] = [row for row in rows if row["专业"] == "家政服务与管理"]
    assert (hidden["数值"], hidden["背后的人数"]) == ("", "")
    assert hidden["状态"].startswith("不公布：人数太少")
    assert {row["来源"] for row in rows} == {"据体测名单汇总（2024-12-01 交来）"}


def test_what_only_a_list_gives_is_defined(lists: Path) -> None:
    app = opened("majors.py", part=["体测名单"])
    [view] = [group for group in app.button_group if str(group.key).startswith("chosen-view-")]
    view.set_value("说明")
    check(app.run())
    assert "肺活量平均值" in said(app)
    assert any("实测成绩的平均" in word for word in said(app))
