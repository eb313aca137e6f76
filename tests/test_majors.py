"""The page 专业: everything that the report prints by major, beside the others, and what lacks."""

import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.contract.wording import number
from dashboard.query import question
from dashboard.query.question import Scope
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


def test_what_is_doubted_leads_to_its_finding_and_what_lacks_names_its_list(school: Path) -> None:
    app = opened("majors.py", major=["会计事务"], part=["存疑与所缺"])
    check(app)
    told = said(app)
    assert any("各专业班级数 · 会计事务 2024年 9" in word for word in told)
    lists = ["学籍名单", "体测名单", "视力名单", "毕业生名单"]
    awaited = [word for word in told if word.startswith("没有") and "名单" in word]
    assert [word.split("：")[0].removeprefix("没有") for word in awaited] == lists
