import pandas as pd

from dashboard.render import sentences

COLUMNS = [
    "indicator_name",
    "major",
    "category",
    "period",
    "value",
    "period_before",
    "difference",
    "unit",
    "better",
    "decimals",
]


def frame(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


GOOD_RATE = ("近视率", None, None, "2024年秋季", 75.34, "2023年秋季", -0.48, "%", True, 2)
BAD_RATE = ("体质健康优良率", None, None, "2023年", 61.74, "2022年", -7.16, "%", False, 2)
LESSER_RATE = ("对口就业率", None, None, "2024届", 83.74, "2023届", -3.9, "%", False, 2)
LEAST_RATE = ("体质健康合格率", None, None, "2023年", 99.24, "2022年", -0.37, "%", False, 2)
AMOUNT = ("聘请行业导师人数", None, None, "2024年", 2.0, "2023年", -2.0, "人", False, 0)
RATIO = ("生师比", None, None, "2024年", 18.1, "2023年", -1.0, ":1", True, 2)
SPLIT = ("学生数", "会计事务", "女", "2024年", 1410.0, "2023年", 1000.0, "人", True, 0)


def test_rates_are_compared_in_percentage_points() -> None:
    assert sentences.moves(frame(BAD_RATE), better=False) == [
        "体质健康优良率 2023年为 61.74%，比2022年低 7.16 个百分点。"
    ]


def test_a_fall_can_be_good() -> None:
    assert sentences.moves(frame(GOOD_RATE, BAD_RATE), better=True) == [
        "近视率 2024年秋季为 75.34%，比2023年秋季低 0.48 个百分点。"
    ]


def test_amounts_have_a_sentence_of_their_own() -> None:
    said = sentences.moves(frame(AMOUNT, BAD_RATE), better=False)
    assert said[0].startswith("体质健康优良率")
    assert said[1] == "聘请行业导师人数 2024年为 2 人，比2023年少 2 人。"


def test_a_sentence_names_the_first_few_only() -> None:
    rows = frame(BAD_RATE, LESSER_RATE, LEAST_RATE)
    (said,) = sentences.moves(rows, better=False)
    assert said == (
        "体质健康优良率 2023年为 61.74%，比2022年低 7.16 个百分点；"
        "对口就业率 2024届为 83.74%，比2023届低 3.90 个百分点。"
    )
    assert len(sentences.moves(rows, better=False, most=1)[0]) < len(said)


def test_a_ratio_has_no_unit_after_its_difference() -> None:
    assert sentences.moves(frame(RATIO), better=True) == [
        "生师比 2024年为 18.10:1，比2023年低 1.00。"
    ]


def test_major_and_category_are_named_and_thousands_separated() -> None:
    assert sentences.moves(frame(SPLIT), better=True) == [
        "会计事务 · 学生数 · 女 2024年为 1,410 人，比2023年多 1,000 人。"
    ]


def test_nothing_to_say_is_said() -> None:
    page = sentences.as_html(frame())
    assert page.count("没有可比的变化") == 1


def test_what_comes_from_the_data_is_escaped() -> None:
    page = sentences.as_html(
        frame(("<b>", None, None, "2024年", 2.0, "2023年", 1.0, "项", True, 0))
    )
    assert "&lt;b&gt; 2024年为 2 项，比2023年多 1 项" in page
    assert "<b>" not in page
