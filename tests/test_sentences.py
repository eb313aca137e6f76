import re

import pandas as pd

from dashboard.render import sentences

COLUMNS = [
    *("indicator_name", "major", "category", "period", "value", "period_before", "before"),
    *("difference", "unit", "move", "decimals"),
]


def frame(*rows: tuple[object, ...]) -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=COLUMNS)
    made = made.assign(source="表2-2 第3行", page=21, grounds="虚构的理由", is_key=False)
    return made.assign(indicator="made_up", chapter=2)


def words(rows: pd.DataFrame, *moves: str, most: int = 6) -> list[str]:
    told = sentences.moves(rows, *moves, most=most)
    return [f"{move['name']} {move['words']}" for move in told]


LESS = ("近视率", None, None, "2024年秋季", 70.34, "2023年秋季", 75.82, -5.48, "%", "better", 2)
RATE = ("对口就业率", None, None, "2024届", 73.74, "2023届", 87.64, -13.9, "%", "worse", 2)
LESSER = ("合格率", None, None, "2023年", 97.24, "2022年", 99.61, -2.37, "%", "worse", 2)
DOUBTED = ("优良率", None, None, "2023年", 61.74, "2022年", 68.9, -7.16, "%", "maybe_worse", 2)
STEADY = ("升学率", None, None, "2024届", 78.04, "2023届", 77.01, 1.03, "%", "steady", 2)
AMOUNT = ("聘请行业导师人数", None, None, "2024年", 2.0, "2023年", 4.0, -2.0, "人", "worse", 0)
RATIO = ("生师比", None, None, "2024年", 18.1, "2023年", 19.1, -1.0, ":1", "better", 2)
SPLIT = ("学生数", "会计事务", "女", "2024年", 1410.0, "2023年", 0.0, 1410.0, "人", "better", 0)


def test_rates_are_compared_in_percentage_points() -> None:
    assert words(frame(RATE), "worse") == [
        "对口就业率 2024届为 73.74%，比2023届低 13.90 个百分点。"
    ]


def test_a_fall_can_be_good() -> None:
    assert words(frame(LESS, RATE), "better") == [
        "近视率 2024年秋季为 70.34%，比2023年秋季低 5.48 个百分点。"
    ]


def test_an_amount_is_said_with_its_share() -> None:
    assert words(frame(AMOUNT), "worse") == [
        "聘请行业导师人数 2024年为 2 人，比2023年少 2 人（50%）。"
    ]
    assert words(frame(RATIO), "better") == ["生师比 2024年为 18.10:1，比2023年低 1.00（5%）。"]


def test_major_and_category_are_named_and_from_nought_there_is_no_share() -> None:
    assert words(frame(SPLIT), "better") == [
        "会计事务 · 学生数 · 女 2024年为 1,410 人，比2023年多 1,410 人。"
    ]


def test_the_first_few_are_named_in_the_order_of_the_rows() -> None:
    said = words(frame(RATE, LESS, LESSER), "worse", most=1)
    assert len(said) == 1
    assert said[0].startswith("对口就业率")


def test_what_may_have_got_worse_stands_with_what_did_and_says_so() -> None:
    page = sentences.as_html(frame(AMOUNT, DOUBTED, LESS))
    better, _, worse = re.sub("</?a.*?>", "", page).partition("变差")
    assert "近视率" in better
    assert worse.index("聘请行业导师人数") < worse.index("可能变差，数有疑：</b>优良率")
    assert "表2-2 第21页；虚构的理由" in worse


def test_what_is_not_judged_is_named_where_it_is_key() -> None:
    assert "升学率" not in sentences.as_html(frame(RATE, STEADY))
    page = sentences.as_html(frame(RATE, STEADY).assign(is_key=True))
    assert "升学率" in page.partition("不判好坏")[2]


def test_nothing_to_say_is_said() -> None:
    page = sentences.as_html(frame())
    assert page.count("没有可比的变化") == 1


def test_what_comes_from_the_data_is_escaped() -> None:
    page = sentences.as_html(
        frame(("<b>", None, None, "2024年", 2.0, "2023年", 1.0, 1.0, "项", "better", 0))
    )
    assert "&lt;b&gt;</a> 2024年为 2 项，比2023年多 1 项" in page
    assert "<b>" not in page
