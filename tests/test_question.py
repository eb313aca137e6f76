"""One question: equal to itself however it is asked, and under the heading that it is given."""

import gc
import weakref
from pathlib import Path

import numpy as np
import pandas as pd

from dashboard.contract.wording import rows_of
from dashboard.query import question
from dashboard.query.question import Question, Scope

EVER = Scope(1900, 2100)


def test_the_order_and_the_kind_of_values_make_no_other_question() -> None:
    one = Question.of("explore", EVER, indicators=["new_students"], period_type="", unit="人")
    same = Question.of("explore", EVER, unit="人", period_type="", indicators=("new_students",))
    assert one == same
    assert len({one, same, Question.of("explore", EVER, indicators=[], period_type="")}) == 2


def test_a_heading_given_stands_in_place_of_the_files() -> None:
    filed = question.load("explore")
    asked = Question.of("explore", EVER, indicators=[], period_type="", title="自选", unit="人")
    assert (asked.query.title, asked.query.unit) == ("自选", "人")
    assert asked.query.description == filed.description
    assert question.load("explore") == filed
    assert asked.words == ["自选"]


def test_words_name_the_query_and_the_texts_bound() -> None:
    asked = Question.of("official_form", EVER, official_table="附表3")
    assert asked.words == [question.load("official_form").title, "附表3"]


def test_the_majors_a_figure_is_about_stand_for_those_chosen(school: Path) -> None:
    chosen = Scope(1900, 2100, ("会计事务",))
    about = Question.of("programme_students", chosen, majors=["计算机应用"])
    assert about.scope == Scope(1900, 2100, ("计算机应用",))
    assert set(about.answer()["major"]) == {"计算机应用"}
    assert set(Question.of("programme_students", chosen).answer()["major"]) == {"会计事务"}
    everybody = Question.of("programme_students", chosen, majors=[]).answer()
    assert everybody["major"].nunique() > 2


def test_one_answer_serves_questions_that_bind_the_same(school: Path) -> None:
    question._answer.cache_clear()
    for majors in ((), ("会计事务",), ("计算机应用",)):
        Question.of("editions", Scope(1900, 2100, majors)).answer()
    assert question._answer.cache_info().misses == 1


def test_asking_again_leaves_nothing_behind_in_the_answer_that_is_kept(school: Path) -> None:
    """A view of a frame is noted in all of its columns, and forgotten hundreds of views later."""
    asked = Question.of("programme_students", EVER)
    asked.answer()
    before = _noted()
    for _ in range(400):
        asked.answer()
    assert _noted() - before < 1_000


def test_nobody_changes_the_answer_of_another(school: Path) -> None:
    asked = Question.of("programme_students", EVER)
    mine = asked.answer()
    mine.loc[:, "major"] = "甲"
    assert "甲" not in set(asked.answer()["major"])


def test_what_is_missing_is_none_among_texts_and_nan_among_numbers(school: Path) -> None:
    rows = rows_of(Question.of("myopia_rates", EVER).answer())
    one = next(row for row in rows if pd.isna(row["base_of"]))
    assert (one["major"], one["base_of_is_doubted"], type(one["base_of"])) == (None, None, float)
    assert (type(one["year"]), type(one["value"]), one["is_doubted"]) == (int, float, False)


def test_texts_are_not_of_the_kind_that_is_slow(school: Path) -> None:
    frame = Question.of("myopia_rates", EVER).answer()
    assert {frame[name].dtype for name in ("period", "unit", "major")} == {np.dtype(object)}


def _noted() -> int:
    gc.collect()
    return sum(type(one) is weakref.ReferenceType for one in gc.get_objects())
