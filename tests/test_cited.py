"""Citable links: what an address holds, and what it opens after the data have changed."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from dashboard import paths
from dashboard.cite import citation, kept, opening, since
from dashboard.cite.citation import Citation
from dashboard.cite.opening import Opened
from dashboard.ingest.build import build
from dashboard.material import names
from dashboard.publish import versions
from dashboard.query import connection, question, scopes, written
from dashboard.query.question import Question, Scope
from dashboard.query.written import Unreadable
from tests import many_editions
from tests.amount import exhaustive, exhaustively
from tests.asking import bindings, shown_queries
from tests.citing import (
    CORRECTED,
    EVER,
    FIGURES,
    OF_OTHERS,
    RATIO_WITHDRAWN,
    REDEFINED,
    WITHDRAWN,
    School,
    next_edition,
)


def parsed(address: str) -> dict[str, list[str]]:
    page, _, asked = address.partition("?")
    assert page == citation.PAGE
    return parse_qs(asked, keep_blank_values=True)


# --- the address ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(shown_queries()))
def test_an_address_holds_all_that_a_figure_asks(name: str, school: Path) -> None:
    if not written.is_figure(name):
        assert name == "catalogue"
        return
    for scope in (EVER, Scope(2022, 2023, ("会计事务", "数字媒体技术应用"))):
        asked = Question.of(name, scope, **next(iter(bindings(name))))
        cited = citation.of(asked)
        assert citation.read(parsed(cited.address)) == cited
        assert len(cited.address) < 700
        titled = Question.of(name, scope, **dict(asked.values), title="别人写的题目")
        assert citation.of(titled).address == cited.address
        assert since.compare(asked, now := since.answered(asked), now).state == since.CURRENT


def test_majors_of_a_figure_that_is_about_them_stand_in_the_address(school: Path) -> None:
    asked = Question.of("featured_students", EVER, majors=["会计事务"])
    again = citation.read(parsed(citation.of(asked).address)).asked
    assert again.answer().equals(asked.answer())
    assert len(again.answer())


GOOD = "f=fitness_grades~2019-2024&v=0123456789ab&c=0123456789ab"


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        GOOD.replace("fitness_grades", "../schema"),
        GOOD.replace("fitness_grades", "checks/parts_and_total"),
        GOOD.replace("fitness_grades", "no_such_question"),
        GOOD.replace("fitness_grades", "challenge_figures"),  # of which challenge?
        GOOD.replace("fitness_grades", "lists_given"),  # what the program asks for itself
        GOOD.replace("fitness_grades", "catalogue") + "~t:address:javascript:~t:wanted:",
        GOOD.replace("2019-2024", "2019"),
        GOOD.replace("fitness_grades", "challenge_figures") + "~t:name:a~l:name:b",
        GOOD.replace("~2019-2024", ""),
        GOOD.replace("2019-2024", "2019-2024~t:majors:x"),
        GOOD.replace("2019-2024", "2019-2024~x"),
        GOOD.replace("fitness_grades~2019-2024", "dictionary_of_chapter~2019-2024~t:chapter:abc"),
        GOOD.replace("fitness_grades~2019-2024", "dictionary_of_chapter~2019-2024~n:chapter:abc"),
        GOOD.replace("v=0123456789ab", "v=01"),
        GOOD.replace("c=0123456789ab", "c=%00"),
        f"{GOOD}&f=fitness_grades~2020-2021",
    ],
)
def test_an_address_that_cites_nothing_is_told_in_chinese(wrong: str, school: Path) -> None:
    with pytest.raises(Unreadable, match="网址"):
        citation.read(parsed(f"cite?{wrong}"))


@pytest.mark.parametrize("text", ["a~b", "100%", "%7E", "t:x:y", "", "会计:事务", "a&b=c#d"])
def test_any_text_can_be_bound_and_be_a_major(text: str, school: Path) -> None:
    scope = Scope(2019, 2024, (text,))
    asked = Question.of("challenge_figures", scope, challenge=text)
    assert citation.read(parsed(citation.of(asked).address)).asked == asked


# --- after publications ---------------------------------------------------------------------------


@pytest.fixture
def made(synthetic: Path, monkeypatch: pytest.MonkeyPatch) -> School:
    monkeypatch.setattr(paths, "DATABASE", synthetic / paths.DATABASE.name)
    monkeypatch.setattr(kept, "_built", {})
    return School(synthetic)


def opens(made: School, cited: Citation) -> Opened:
    return opening.opened(citation.read(parsed(cited.address)), made.data)


def shown(opened: Opened, cited: Citation) -> str:
    """Return the figure of 2023 that is shown."""
    with connection.looking_at(opened.database):
        frame = cited.asked.answer()
    return str(frame.loc[frame["period"] == "2023年", "printed"].iloc[0])


@pytest.mark.parametrize(
    ("changes", "label", "moved"),
    [
        ([CORRECTED], "已更正", [("及格率 · 2023年", "97.92%", "97.29%")]),
        *exhaustively(
            ([], "现行", []),
            ([OF_OTHERS], "现行", []),
            ([next_edition], "已有更新的年度", [("及格率 · 2026年", "没有", "98.10%")]),
            ([REDEFINED], "指标口径已改", [("及格率 · 定义", "虚构。", "虚构，含补考。")]),
            ([WITHDRAWN], "已更正", [("及格率 · 2023年", "97.92%", "没有了")]),
            ([OF_OTHERS, CORRECTED, next_edition], "已更正", None),
        ),
    ],
)
def test_an_old_link_shows_the_figures_of_then_and_says_what_became_of_them(
    made: School, changes: list[Callable[[Path], object]], label: str, moved: list[tuple[str, ...]]
) -> None:
    cited = made.cite()
    for change in changes:
        made.publish(change)
    opened = opens(made, cited)
    assert opened.label == label
    assert shown(opened, cited) == "97.92%"
    if moved is not None:
        assert [(one.where, one.before, one.after) for one in opened.moved] == moved
    assert not opened.remark
    assert bool(opened.now) == (label != "现行")
    assert ("2025 年版" in opened.sentence) == (next_edition in changes)
    if opened.now:  # the same figure as it is now is itself a citation
        assert opens(made, citation.read(parsed(opened.now))).label == "现行"


@exhaustive
def test_what_is_in_the_data_no_longer_is_withdrawn(made: School) -> None:
    cited = made.cite("student_ratio")
    made.publish(RATIO_WITHDRAWN)
    opened = opens(made, cited)
    assert opened.label == "已撤回"
    assert [one.before for one in opened.moved] == ["18:1"]
    assert opened.database


@exhaustive
def test_what_was_brought_back_is_current_again(made: School) -> None:
    cited = made.cite()
    made.publish(CORRECTED)
    corrected = made.cite()
    versions.rollback(made.data, 1, who="质量办", why="试")
    assert opens(made, cited).label == "现行"
    assert opens(made, corrected).label == "已更正"


@pytest.mark.parametrize(
    "spoil", [shutil.rmtree, *exhaustively(lambda kept: (kept / FIGURES).write_text(""))]
)
def test_a_version_that_is_not_kept_shows_the_figures_of_now_and_says_so(
    made: School, spoil: Callable[[Path], object]
) -> None:
    cited, other = made.cite(), made.cite("classes")
    made.publish(CORRECTED)
    spoil(made.data / "versions/0001")
    opened = opens(made, cited)
    assert (opened.label, opened.database) == (opening.LOST, None)
    assert "与引用时不同" in opened.sentence
    assert shown(opened, cited) == "97.29%"
    assert "与引用时相同" in opens(made, other).sentence


def test_a_figure_that_was_never_published_is_not_kept(made: School) -> None:
    asked = made.cite().asked
    never = Citation(asked, "0" * 12, citation.of(asked).seal)
    assert opens(made, never).label == opening.LOST


@exhaustive
def test_where_the_program_has_come_to_reckon_otherwise_it_is_said(made: School) -> None:
    cited = made.cite()
    made.publish(CORRECTED)
    otherwise = Citation(cited.asked, cited.state, "0" * 12)
    assert "不完全相同" in opens(made, otherwise).remark


@exhaustive
def test_a_version_is_built_once_and_few_are_kept(
    made: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_MOST", 1)
    first = made.cite()
    made.publish(CORRECTED)
    second = made.cite()
    made.publish(OF_OTHERS)
    one = opens(made, first).database
    assert one
    built = one.stat().st_mtime_ns
    assert opens(made, first).database == one
    assert one.stat().st_mtime_ns == built
    another = opens(made, second).database
    assert another
    assert not one.exists()
    assert opens(made, first).database == one


@exhaustive
def test_who_asks_while_another_version_is_built_is_told(
    made: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    cited = made.cite()
    made.publish(CORRECTED)
    monkeypatch.setattr(kept, "_PATIENCE", 0.01)
    with kept._turn, pytest.raises(kept.NotNow, match="刷新"):
        opens(made, cited)


def test_the_data_file_knows_the_state_of_its_inputs(made: School) -> None:
    known = question.run("data_state").iloc[0]
    assert known["state"] == versions.state(made.data)
    assert known["edition"] == 2024


@exhaustive
def test_where_an_edition_has_come_and_nothing_was_revised_no_figure_is_called_corrected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = many_editions.write(tmp_path / "data", 2)
    now = build(data, tmp_path / "now.duckdb")
    shutil.rmtree(max((data / "editions").iterdir()))
    monkeypatch.setattr(paths, "DATABASE", now)
    with connection.looking_at(build(data, tmp_path / "then.duckdb")):
        every = scopes.everything()
        asked = [
            one
            for majors in ((), ("会计事务",))
            for one in names.questions([*names.pages()], replace(every, majors=majors))
        ]
        then = {one: since.answered(one) for one in asked}
    found = {one: since.compare(one, then[one], since.answered(one)) for one in asked}
    assert len(found) > 200
    otherwise = {one.name: what for one, what in found.items() if what.state != since.NEWER}
    assert otherwise == {}
    assert [one.name for one, what in found.items() if then[one].is_dated and not what.moved]
