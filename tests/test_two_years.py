"""Two years side by side on the overview: chosen in the address, drawn, taken along."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.outline import two_years
from dashboard.query import scopes
from dashboard.query.question import Question, Scope
from dashboard.text import plain
from dashboard.ui.headed import headed
from tests.session import check, opened, said

PART = "两年对照"


def titles(app: AppTest) -> list[str]:
    return [text for text in said(app) if "年对照" in text and "两年" not in text]


def lines(app: AppTest) -> list[str]:
    """Return the lines by which figures are taken into a meeting."""
    bodies = [str(element.proto.body) for element in app.get("html")]
    return [body.split('data-figure="')[1].split('"')[0] for body in bodies if "data-fig" in body]


@pytest.mark.parametrize(
    ("address", "title", "line"),
    [
        ({}, "2023年与2024年对照", "two_years~2023-2024~n:chapter:0"),
        (
            {"chapter": ["二 人才培养"], "first": ["2022"]},
            "2022年与2024年对照：二 人才培养",
            "two_years~2022-2024~n:chapter:2",
        ),
        ({"last": ["2022"]}, "2021年与2022年对照", "two_years~2021-2022~n:chapter:0"),
        (  # the first of a later last year
            {"last": ["2022"], "first": ["2023"]},
            "2021年与2022年对照",
            "two_years~2021-2022~n:chapter:0",
        ),
        ({"years": ["2019", "2023"]}, "2022年与2023年对照", "two_years~2022-2023~n:chapter:0"),
    ],
)
def test_the_address_says_which_years_and_chapter(
    address: dict[str, list[str]], title: str, line: str, school: Path
) -> None:
    app = opened("overview.py", part=[PART], **address)
    check(app)
    assert not app.warning
    assert title in titles(app)
    assert lines(app) == [line]


def test_another_choice_goes_into_the_address(school: Path) -> None:
    app = opened("overview.py", part=[PART], first=["2023"])
    app.selectbox(key="chosen-last").set_value("2023")
    app.run()
    app.selectbox(key="chosen-chapter").set_value("六 服务贡献")
    check(app.run())
    assert "2022年与2023年对照：六 服务贡献" in titles(app)
    assert app.query_params["last"] in ("2023", ["2023"])
    assert "first" not in app.query_params


def test_a_year_that_there_is_not_is_named_and_ignored(school: Path) -> None:
    app = opened("overview.py", part=[PART], last=["<i>2031"])
    assert "2023年与2024年对照" in titles(app)
    assert [one.value for one in app.warning] == [
        f"网址中的“末一年”无法识别，已忽略：{plain('<i>2031')}"
    ]


def test_years_without_a_pair_say_what_to_do(school: Path) -> None:
    app = opened("overview.py", part=[PART], years=["2024", "2024"])
    check(app)
    assert "把年份选宽些" in app.info[0].value
    assert not titles(app)
    app = opened("overview.py", part=[PART], chapter=["五 文化传承"])
    check(app)
    assert "请换成有数的两年" in app.info[0].value


def test_a_chapter_leads_to_its_years_side_by_side(school: Path) -> None:
    app = opened("training.py", major=["会计事务"])
    bodies = [str(element.proto.body) for element in app.get("html")]
    [link] = [body for body in bodies if 'class="audit-line"' in body]
    assert "./?part=%E4%B8%A4" in link
    assert "major=%E4%BC%9A" in link.split("./?")[1]


def test_what_comes_by_an_address_is_called_as_on_its_page(school: Path) -> None:
    asked = Question.of("two_years", Scope(2022, 2024), chapter=2)
    assert headed(asked).query.title == "2022年与2024年对照：二 人才培养"
    assert two_years.newest(scopes.everything()) == [two_years.spec(2023, 2024)]
    assert two_years.newest(Scope(2024, 2024)) == []
