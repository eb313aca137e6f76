"""The five sentences of the overview, made from the real report and from next to nothing."""

from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from dashboard.query import question
from dashboard.render import edition_says
from tests.layouts import EVER

NONE = {"errors": 0, "doubts": 0, "unanswered": 0, "refuted": 0}


def text(sentence: list[edition_says.Words]) -> str:
    return "".join(words for words, _ in sentence)


@pytest.fixture(scope="module")
def told(school: Path) -> list[str]:
    changes, standards = question.run("changes", EVER), question.run("standards_held")
    said = edition_says.sentences("年报", changes, standards, NONE | {"errors": 7})
    assert [lead for lead, _ in said] == ["升降", "关键指标", "好坏", "标准", "核查"]
    return [text(sentence) for _, sentence in said]


def test_what_fell_most_is_named_though_it_is_grey(told: list[str]) -> None:
    fell = told[1].partition("降的：")[2]
    assert "办学经费（12%）" in fell
    assert "对口就业率（3.90 个百分点，基本持平）" in fell
    assert "体质健康优良率（7.16 个百分点，可能变差，数有疑）" in fell


def test_every_kind_of_change_is_counted_once(told: list[str], school: Path) -> None:
    numbers = [int(word) for word in told[0].replace("项", " ").split() if word.isdigit()]
    assert numbers[0] == sum(numbers[1:]) == len(question.run("changes", EVER))


def test_standards_that_are_not_met_are_named(told: list[str]) -> None:
    met, missed, depends = told[3].partition("：")[2].split("，")
    assert met.startswith("达到")
    assert "高级职称" in missed
    assert "生均占地面积" in depends
    assert "没有达到" not in told[3]


def test_what_is_key_is_a_column_of_the_catalogue(school: Path) -> None:
    with duckdb.connect(school, read_only=True) as data:
        keys = {
            code
            for (code,) in data.execute("select indicator from indicator where is_key").fetchall()
        }
    assert set(question.run("key_indicators")["indicator"]) == keys
    assert set(question.run("key_trends", EVER)["indicator"]) < keys


def test_nothing_is_said_of_what_there_is_nothing_of(school: Path) -> None:
    changes, standards = question.run("changes", EVER), question.run("standards_held")
    none: list[Any] = []
    told = edition_says.sentences("年报", changes.iloc[none], standards.iloc[none], NONE)
    assert len(told) == 2  # how many moved, and what the audit found
    assert "变差 0 项" in text(told[0][1])


def test_a_figure_is_named_with_its_major() -> None:
    row = {
        "indicator": "students",
        "indicator_name": "在校生（附表6）",
        "chapter": 1,
        "major": "会计事务",
        "category": None,
        "before": 50.0,
    }
    row |= {"difference": -5.0, "unit": "人", "decimals": 0, "move": "moved", "is_key": True}
    told = edition_says.sentences("年报", pd.DataFrame([row]), pd.DataFrame({"standing": []}), NONE)
    assert text(told[1][1]) == "降的：会计事务 · 在校生（10%）。"
