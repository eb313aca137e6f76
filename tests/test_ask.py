"""The question box: a table of questions with what each comes to, and what holds of any text."""

import csv
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from urllib.parse import parse_qsl

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import paths
from dashboard.ask.chips import chips
from dashboard.ask.examples import examples
from dashboard.ask.folding import fold
from dashboard.ask.interpret import answer
from dashboard.ask.lexicon import Lexicon
from dashboard.ask.reading import Answer, described
from dashboard.ask.times import times
from dashboard.ask.words import grammar
from dashboard.contract.exploration import CALCULATIONS, SPLITS
from dashboard.query.question import Scope
from dashboard.ui.asking import known
from tests.session import check, opened

QUESTIONS = Path(__file__).with_name("questions.csv")
LONGEST = 0.5  # seconds, on a busy machine; most take a few milliseconds


@pytest.fixture(scope="module")
def lexicon(school: Path) -> Lexicon:
    return known()


def table() -> list[dict[str, str]]:
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def answers(lexicon: Lexicon) -> dict[str, Answer]:
    """Return the answers to all questions of the table."""
    return {row["question"]: answer(row["question"], lexicon) for row in table()}


def view(found: Answer) -> str:
    """Write what an answer leads to as the table does."""
    if found.outcome == "page":
        pages = [link for link in found.links if not link.question]
        return " ".join(f"{link.page}:{dict(link.address).get('part', '')}" for link in pages)
    if not found.reading:
        return ""
    if found.outcome == "absent":
        return "&".join(f"indicator={code}" for code in found.reading.indicators)
    return "&".join(f"{key}={value}" for key, value in found.reading.address)


def test_each_question_comes_to_what_the_table_says(answers: dict[str, Answer]) -> None:
    wanted = {row["question"]: (row["outcome"], row["view"]) for row in table()}
    found = {asked: (one.outcome, view(one)) for asked, one in answers.items()}
    assert {asked: one for asked, one in found.items() if one != wanted[asked]} == {}
    assert len(wanted) > 400


def test_whatever_is_not_answered_says_why(answers: dict[str, Answer]) -> None:
    for asked, found in answers.items():
        assert found.said or found.outcome == "understood", asked
        lacks_major = found.outcome == "absent" and found.said[0].startswith("本校没有")
        assert found.links or found.outcome in ("understood", "unknown") or lacks_major, asked


def test_every_indicator_is_found_by_its_own_name_and_code(lexicon: Lexicon) -> None:
    for code, one in lexicon.indicators.items():
        for name in (one.name, code, f"请问{one.name}是多少？"):
            found = answer(name, lexicon)
            assert found.outcome in ("understood", "absent"), name
            assert found.reading, name
            assert found.reading.indicators == (code,), name
            assert (found.outcome == "absent") == (not one.figures)


def test_every_other_word_is_understood_or_asked_about(lexicon: Lexicon) -> None:
    """So no synonym is shut out by a word of the grammar, or by another synonym."""
    for word in lexicon.reviewed:
        assert answer(word, lexicon).outcome in ("understood", "absent", "choices"), word


def test_what_is_offered_is_understood(answers: dict[str, Answer], lexicon: Lexicon) -> None:
    """What a word may mean the reports may not have; of anything else that is offered they do."""
    offered = {
        (link.question, found.outcome == "choices")
        for found in answers.values()
        for link in found.links
        if link.question
    }
    told = {(answer(one, lexicon).outcome, is_choice) for one, is_choice in offered}
    assert told <= {(how, is_choice) for how in ("understood", "page") for is_choice in (0, 1)} | {
        ("absent", True)
    }
    assert len(offered) > 100


def test_what_is_near_is_an_indicator_or_a_question_and_stands_once(
    answers: dict[str, Answer], lexicon: Lexicon
) -> None:
    names = {one.name for one in lexicon.indicators.values()}
    for asked, found in answers.items():
        texts = [link.text for link in found.links]
        assert len(texts) == len(set(texts)), asked
        if found.outcome != "unknown":
            continue
        for link in found.links:
            if link.question and link.text not in names:  # nothing of it is left over
                assert answer(link.text, lexicon).outcome == "understood", (asked, link)


@pytest.mark.parametrize(
    "text",
    [
        "辍学率",
        "学费多少",
        "校长是谁",
        "学徒制人数",
        "宿舍数",
        "心理健康",
        "男女比例",
    ],
)
def test_nothing_is_offered_where_nothing_is_near(text: str, lexicon: Lexicon) -> None:
    assert answer(text, lexicon).links == ()


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("食堂满意度", ["在校生满意度", "毕业生满意度", "教职工满意度"]),
        ("公益培训学时", ["公益项目培训学时", "非学历培训学时"]),
        ("近视率为什么下降", ["近视率"]),
        ("网络技术专业学生数", ["计算机网络技术学生数"]),
    ],
)
def test_what_is_nearest_is_named_in_full(text: str, near: list[str], lexicon: Lexicon) -> None:
    assert [link.text for link in answer(text, lexicon).links][: len(near)] == near


def test_a_major_that_the_school_does_not_have_is_no_word_that_is_not_understood(
    lexicon: Lexicon,
) -> None:
    found = answer("汽修专业有几个班", lexicon)
    assert found.outcome == "absent"
    assert found.said[0].startswith("本校没有“汽修”专业，有的是计算机应用、")
    assert [link.text for link in found.links] == ["各专业有几个班"]
    assert answer("热门专业学生数", lexicon).said == ("没有听懂“热门专业”",)
    theirs = replace(lexicon, named={**lexicon.named, "汽车运用与维修": ("汽车运用与维修",)})
    assert answer("汽修专业", theirs).outcome == "choices"


def test_a_view_is_within_what_the_data_and_the_page_have(lexicon: Lexicon) -> None:
    for row in table():
        for key, value in parse_qsl(row["view"]):
            known_values = {
                "indicator": lexicon.indicators,
                "years": map(str, lexicon.years),
                "major": lexicon.majors,
                "calc": CALCULATIONS,
                "base": map(str, lexicon.years),
                "series": SPLITS,
                "only": {*lexicon_splits(lexicon)},
            }[key]
            assert value in set(known_values), row


def lexicon_splits(lexicon: Lexicon) -> Iterator[str]:
    for one in lexicon.indicators.values():
        yield from one.categories
        yield from (kind.removeprefix("学").removeprefix("年") for kind in one.kinds)


def test_what_was_understood_can_be_taken_away_or_changed_word_by_word(lexicon: Lexicon) -> None:
    found = answer("会计和数媒2023年以来的学生数占比", lexicon).reading
    assert found
    words = {(one.what, one.text): one for one in chips(found, lexicon)}
    assert [what for what, _ in words] == ["指标", "专业", "专业", "年份", "算法", "分列"]
    assert words["指标", "各专业学生数"].without is None  # or there would be no view
    without = words["专业", "会计事务"].without
    assert without == replace(found, majors=("数字媒体技术应用",))
    assert words["算法", "占总数"].without == replace(found, calc="")
    assert dict(words["年份", "2023—2024年"].others)["全部年份"] == replace(
        found, years=(lexicon.years[0], lexicon.years[-1])
    )
    assert "会计事务" not in dict(words["专业", "数字媒体技术应用"].others)


def test_every_way_on_from_a_view_is_a_view(answers: dict[str, Answer], lexicon: Lexicon) -> None:
    readings = {one.reading for one in answers.values() if one.outcome == "understood"} - {None}
    for reading in readings:
        assert reading
        for one in chips(reading, lexicon):
            ways = [*([one.without] if one.without else []), *(way for _, way in one.others)]
            assert reading not in ways
            for way in ways:
                assert way.indicators
                assert way.calc in CALCULATIONS or not way.calc
                assert way.calc != "ratio" or len(way.indicators) == 2
                assert not way.base or way.years[0] <= way.base < way.years[1]


def test_the_pages_that_answer_have_those_parts(lexicon: Lexicon) -> None:
    routes = {meaning for kind, meaning in grammar().values() if kind == "route"}
    assert len(routes) > 10
    for title, page, part in routes:
        made = import_module(f"dashboard.outline.{page or 'overview'}").outline(Scope(1900, 2100))
        assert part in {"", *(one.name for one in made.parts)}, (title, part)


def test_a_question_is_the_same_in_other_letters(lexicon: Lexicon) -> None:
    plain = answer("2021年以来近视率变化", lexicon)
    for written in (
        "２０２１年以来近视率变化",
        "2021年以來近視率變化",
        " 2021 年以来，近视率变化？ ",
        "二〇二一年以来“近视率”变化",
        "21年以来近视率的变化",
        "自2021年以来近视率变化",
    ):
        assert answer(written, lexicon) == plain, written


def test_a_slip_of_one_letter_is_offered_and_not_assumed(lexicon: Lexicon) -> None:
    for slip, meant in (
        ("近似率变化", "近视率变化"),
        ("毕业生人术", "毕业生人数"),
        ("就业对囗率", "就业对口率"),
    ):
        found = answer(slip, lexicon)
        assert found.outcome == "unknown"
        assert meant in [link.question for link in found.links], slip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("近视率高不高", "“高不高”：只列出报告的数，不作评判"),
        ("春季招生和秋季招生", "秋季招生人数没有春季的数"),
        ("家长满意吗", "家长满意度在报告里没有填数"),
    ],
)
def test_an_answer_says_what_of_the_question_it_does_not_answer(
    text: str, said: str, lexicon: Lexicon
) -> None:
    found = answer(text, lexicon)
    assert (found.outcome, found.said) == ("understood", (said,))


def test_what_is_printed_of_one_major_alone_is_not_taken_for_the_school(lexicon: Lexicon) -> None:
    found = answer("特色专业学生数", lexicon).reading
    assert found
    assert found.indicators == ("digital_media_students_prose",)


def test_the_numbers_said_are_of_the_question_or_of_the_catalogue(
    answers: dict[str, Answer], lexicon: Lexicon
) -> None:
    """Years and names: no figure, as none is looked up."""
    for asked, found in answers.items():
        words = [what for _, what in described(found.reading, lexicon)] if found.reading else []
        assert not strange_numbers(asked, [*found.said, *words], lexicon), asked


def strange_numbers(question: str, said: list[str], lexicon: Lexicon) -> set[str]:
    names = [one.name for one in lexicon.indicators.values()]
    known_texts = " ".join([fold(question), *names, *lexicon.majors])
    numbers = {number for text in said for number in re.findall(r"\d+", text)}
    near = {str(year) for year in range(lexicon.years[0] - 5, lexicon.edition + 2)}
    return {number for number in numbers - near if number not in known_texts}


WORDS = st.sampled_from(
    (
        *(
            "近视率",
            "会计",
            "班级数",
            "2021年",
            "以来",
            "变化",
            "比",
            "去年",
            "近三年",
            "各专业",
            "占",
            "优秀",
        ),
        *(
            "人数",
            "和",
            "最高",
            "哪一年",
            "增长率",
            "的",
            "多少",
            "信息技术类",
            "经费",
            "秋季",
            "上学期",
        ),
        *(
            "一共",
            "指数",
            "/",
            "率",
            "毕业生",
            "2019-2023年",
            "上年",
            "不",
            "届",
            "学年",
            "与",
            "相比",
        ),
        *(
            "100",
            "?",
            "；",
            "\x00",
            "<b>",
            "𠮷",
            "％",
            "　",
            "情况",
            "教师",
            "达标",
            "附表3",
            "2099年",
        ),
    )
)
TEXTS = st.text(max_size=200) | st.lists(WORDS, max_size=12).map("".join)


@given(text=TEXTS)
def test_whatever_is_asked_is_answered_soon_and_without_figures(
    text: str, lexicon: Lexicon
) -> None:
    began = time.perf_counter()
    found = answer(text, lexicon)
    assert time.perf_counter() - began < LONGEST
    assert found.said or found.outcome == "understood"
    assert not strange_numbers(text, list(found.said), lexicon)
    if found.outcome == "understood" and found.reading:
        first, last = found.reading.years
        assert first <= last
        assert {first, last} <= {*lexicon.years}


@pytest.mark.parametrize(
    "text",
    ["近视率" * 3_334, "9" * 10_000, "<script>" * 1_250, "年" * 10_000, "比" * 119, "率近" * 59],
)
def test_a_very_long_question_is_refused_at_once(text: str, lexicon: Lexicon) -> None:
    began = time.perf_counter()
    assert answer(text, lexicon).outcome == "unknown"
    assert time.perf_counter() - began < LONGEST


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("2021年", "point"),
        ("2023学年", "point"),
        ("2024届", "point"),
        ("二〇二一年", "point"),
        ("21年", "point"),
        ("去年", "point"),
        ("上一年", "point"),
        ("2020到2023年", "range"),
        ("2020-23年", "range"),
        ("20-23年", "range"),
        ("去年到今年", "range"),
        ("2023-2024学年", "point"),
        ("2021年以来", "since"),
        ("从2021年起", "since"),
        ("2021年至今", "since"),
        ("截至2022年", "until"),
        ("近三年", "last"),
        ("最近两年", "last"),
        ("过去十二年", "last"),
        ("三年来", "last"),
        ("近几年", "last"),
        ("目前", "newest"),
        ("历年", "all"),
        ("以2021年为100", "base"),
        ("春季", "term"),
        ("第二学期", "term"),
    ],
)
def test_a_time_is_read_whole(text: str, shape: str) -> None:
    ends = dict(times(text, 0))
    assert len(text) in ends, ends
    assert ends[len(text)].shape == shape


def test_the_examples_are_understood_and_of_this_school(lexicon: Lexicon) -> None:
    found = examples(lexicon)
    assert len(found) == 3
    for one in found:
        assert answer(one, lexicon).outcome == "understood", one


def test_the_words_of_another_school_are_understood(synthetic_database: Path) -> None:
    """SYNTHETIC: neither its indicators nor its majors are ours."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "DATABASE", synthetic_database)
        theirs = known()
    assert answer("班里的椅子有多少", theirs).said == ("“班里的椅子”不是报告里的指标",)
    assert view(answer("及格率", theirs)).startswith("indicator=pass_rate_pct")
    assert "major=会计事务" in view(answer("财会班级数", theirs))
    assert "major=计算机应用" in view(answer("计应专业班级数", theirs))
    assert answer("近视率", theirs).outcome == "unknown"


def test_every_synonym_names_indicators_that_there_are(school: Path) -> None:
    with duckdb.connect(school, read_only=True) as data:
        codes = {code for (code,) in data.execute("select indicator from indicator").fetchall()}
        named = data.execute("select indicators from synonym").fetchall()
    assert {code for (listed,) in named for code in listed.split(";")} <= codes
    assert len(named) > 50


def test_a_question_on_the_overview_is_answered_by_the_explorer(school: Path) -> None:
    app = opened("overview.py")
    app.text_input(key="asked").set_value("近三年毕业生人数").run()
    check(app)
    assert app.query_params["ask"] == "近三年毕业生人数"
    assert app.query_params["indicator"] in ("graduates", ["graduates"])
    assert app.query_params["years"] == ["2022", "2024"]


def test_the_box_writes_the_address_and_leaves_no_old_view_for_an_answer(school: Path) -> None:
    app = opened("explorer.py")

    def ask(text: str) -> dict[str, object]:
        app.text_input(key="asked").set_value(text).run()
        check(app)
        return dict(app.query_params)

    view = ask("2021年以来近视率变化")
    assert view["years"] == ["2021", "2024"]
    assert (view["indicator"], view["calc"], view["base"]) == ("myopia_rate_pct", "change", "2021")
    (words,) = [one.proto.body for one in app.get("html") if "asked chips" in one.proto.body]
    assert "only" not in words
    changed = ask("秋季近视率")
    assert (changed["series"], changed["only"]) == ("term", "秋季")
    assert "calc" not in changed
    refused = ask("男生近视率")
    assert refused["ask"] == "男生近视率"
    assert "indicator" not in refused


def test_sufficiency_is_led_to_the_standards_where_there_is_one(lexicon: Lexicon) -> None:
    for asked in ("师资够不够", "生均图书够吗", "缺不缺老师", "生师比达标了吗"):
        found = answer(asked, lexicon)
        assert (found.outcome, view(found)) == ("page", "audit:对照标准"), asked
    for asked in ("经费够不够花", "班主任配齐了吗", "用人单位满意度达标吗"):
        found = answer(asked, lexicon)
        assert "没有可以对照的标准" in found.said[0], asked
        assert found.links, asked


def test_a_year_ahead_is_refused_before_anything_is_asked_back(lexicon: Lexicon) -> None:
    ahead = lexicon.edition + 1
    for asked in ("就业率", "近视率", "会计学生数", "达标情况", "老师人数变化"):
        found = answer(f"{ahead}年{asked}", lexicon)
        assert found.outcome == "unknown", asked
        assert found.said[0].startswith(f"{ahead}年还没有数：最新一版是{lexicon.edition}年")


def test_whatever_is_said_of_a_teacher_may_be_said_the_spoken_way(lexicon: Lexicon) -> None:
    words = [word for word in lexicon.meant if "教师" in word]
    assert len(words) > 50
    assert not [word for word in words if word.replace("教师", "老师") not in lexicon.meant]
