"""Of what pages are made, as data: what they count, how they are called, what they ask."""

from pathlib import Path

import pytest

from dashboard.contract.codes import CHAPTER_PAGES, CHAPTERS
from dashboard.material.names import pages
from dashboard.outline.part import question_of, specs
from dashboard.query import question
from dashboard.query.question import Scope
from tests.asking import PAGES

EVER = Scope(1900, 2100)
# Prose, and what has no figures of its own.
UNCOUNTED = {"culture", "challenges", "overview", "forms", "audit", "about"}


@pytest.mark.usefixtures("school")
def test_each_page_counts_what_the_catalogue_knows() -> None:
    known = {*question.run("export_indicators")["indicator"]}
    for name, outline in pages().items():
        made = outline(EVER)
        counted = [*made.cards, *(card for part in made.parts for card in part.cards)]
        assert {card.partition(":")[0] for card in counted} <= known
        assert bool(made.cards) != (name in UNCOUNTED), name


@pytest.mark.usefixtures("school")
def test_chapters_are_called_as_the_report_calls_them() -> None:
    made = {name: outline(EVER) for name, outline in pages().items()}
    assert {name: made[name].title for name in CHAPTER_PAGES.values()} == {
        page: CHAPTERS[number] for number, page in CHAPTER_PAGES.items()
    }
    assert made.keys() <= {Path(path).stem for path in PAGES}
    for outline in made.values():
        names = [part.name for part in outline.parts]
        assert len({*names}) == len(names)


@pytest.mark.usefixtures("school")
def test_every_question_of_a_page_is_bound_to_all_it_asks_for() -> None:
    for outline in pages().values():
        made = outline(Scope(1900, 2100, ("会计事务",)))
        for spec in specs([part.rows for part in made.parts]):
            asked = question_of(spec, EVER)
            bound = {name for name, _ in asked.values} | {"year_from", "year_to", "majors"}
            assert asked.query.parameters <= bound, asked.name
