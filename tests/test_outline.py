"""Of what pages are made, as data: what they count, how they are called, what they ask."""

from pathlib import Path

import pytest

from dashboard.contract.codes import CHAPTER_PAGES, CHAPTERS, RECORD_LISTS
from dashboard.material.names import pages
from dashboard.outline import lists
from dashboard.outline.part import question_of, specs
from dashboard.query import question, written
from dashboard.query.question import Scope
from tests.asking import PAGES, QUERIES, shown_queries

EVER = Scope(1900, 2100)
ONE_MAJOR = Scope(1900, 2100, ("会计事务",))
# What a reader makes up of indicators or years of their own, and a card: no part is made of it.
EXPLORED = {"catalogue", "explore", "explore_calculated", "explore_rank", "explore_table"}
EXPLORED |= {"two_years", "card"}
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
        made = outline(ONE_MAJOR)
        for spec in specs([part.rows for part in made.parts]):
            asked = question_of(spec, EVER)
            bound = {name for name, _ in asked.values} | {"year_from", "year_to", "majors"}
            assert asked.query.parameters <= bound, asked.name


@pytest.mark.usefixtures("school")
def test_an_address_leads_to_the_figures_that_pages_show_and_to_no_others() -> None:
    made = [outline(scope) for outline in pages().values() for scope in (EVER, ONE_MAJOR)]
    parts = [part for of in made for part in of.parts]
    every = {*question.run("export_indicators")["indicator"]}
    parts += [lists._part(kind, label, every) for kind, label in RECORD_LISTS.items()]
    shown = {
        spec if isinstance(spec, str) else spec[0] for one in parts for spec in specs(one.rows)
    }
    assert shown_queries() == shown | EXPLORED
    assert {name for name in QUERIES if written.is_figure(name)} == shown_queries() - {"catalogue"}
