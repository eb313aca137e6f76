"""The one rule for "changed", "better" and "comparable": by cases, and by hand on the real report.

Then that whatever is said of a change on any page is what the rule says.
"""

import html
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest

from dashboard import paths
from dashboard.contract.codes import MOVES
from dashboard.query import question
from dashboard.ui.parts import EVERY
from tests.amount import exhaustively
from tests.asking import PAGES
from tests.schools import Figure, School, ask
from tests.session import opened

RATE = {"unit": "%", "decimals": "2", "direction": "up"}
MONEY = {"unit": "万元", "decimals": "2", "direction": "up"}
COUNT = {"unit": "人", "direction": "up"}


class Case(NamedTuple):
    """Two prints of an indicator, for a rate with what it is a share of, and what became of it."""

    move: str
    cells: dict[str, str]
    before: str
    after: str
    bases: tuple[int, int] | None = None
    periods: tuple[str, str] = ("2023年", "2024年")
    statuses: tuple[str, str] = ("A", "A")


CASES = {
    # Rates. Of 1733 and 1598 pupils two rates of 76 % may well be 2.9 points apart.
    "within what is ordinary": Case("steady", RATE, "75.82%", "75.34%", (1733, 1598)),
    "beyond what is ordinary": Case("worse", RATE, "75.82%", "72.34%", (1733, 1598)),
    "the same of a few": Case("steady", RATE, "75.82%", "72.34%", (173, 160)),
    "a fall that is good": Case(
        "better", RATE | {"direction": "down"}, "75.82%", "72.34%", (1733, 1598)
    ),
    "neither good nor bad": Case(
        "moved", RATE | {"direction": "neutral"}, "75.82%", "72.34%", (1733, 1598)
    ),
    "none of a few is not worse than one": Case("steady", RATE, "5.00%", "0.00%", (20, 20)),
    "none of many is": Case("worse", RATE, "5.00%", "0.00%", (400, 400)),
    "all of them": Case("steady", RATE, "99.61%", "100.00%", (250, 250)),
    "more than all of them": Case(
        "steady", RATE, "100.00%", "103.00%", (250, 250), statuses=("A", "U")
    ),
    "of nobody knows how many": Case("unjudged", RATE, "70.00%", "80.00%"),
    "the same of nobody knows how many": Case("steady", RATE, "80.00%", "80.00%"),
    # Counts and money.
    "less than five per cent": Case("steady", COUNT, "1000", "1049"),
    "five per cent": Case("better", COUNT, "1000", "1050"),
    "as the catalogue says": Case("better", COUNT | {"notable_pct": "1"}, "1000", "1049"),
    "from nought": Case("better", COUNT, "0", "1"),
    "to nought": Case("worse", COUNT, "9", "0"),
    "a few": Case("worse", COUNT, "4", "2"),
    "one more": Case("better", COUNT, "5", "6"),
    "money": Case("worse", MONEY, "2938.93", "2584.56"),
    "rough, and over the other": Case("steady", COUNT, "300多", "320", statuses=("U", "A")),
    "rough, and clear of the other": Case(
        "maybe_better", COUNT, "300多", "520", statuses=("U", "A")
    ),
    # What can be compared at all.
    "a break": Case("incomparable", COUNT, "100", "200", statuses=("A", "B")),
    "after a break": Case("better", COUNT, "100", "200", statuses=("B", "A")),
    "another definition": Case("incomparable", COUNT, "100", "200", statuses=("A", "D")),
    "another definition before": Case("incomparable", COUNT, "100", "200", statuses=("D", "A")),
    "of another day of the year": Case(
        "better", COUNT, "100", "200", periods=("2023-12-20", "2024-12-23")
    ),
    "years apart": Case("better", COUNT, "100", "200", periods=("2019年", "2024年")),
}


@pytest.fixture(scope="module")
def moves(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Return what the rule says of each case, all of them being one school."""
    school = School(tmp_path_factory.mktemp("change") / "data")
    codes = {f"case_{number}": name for number, name in enumerate(CASES)}
    for code, name in codes.items():
        case = CASES[name]
        school.indicator(code, **case.cells)
        school.figures += [
            Figure(code, period, printed, status=status)
            for period, printed, status in zip(
                case.periods, (case.before, case.after), case.statuses, strict=True
            )
        ]
        if case.bases:
            school.indicator(f"{code}_base")
            school.relation(
                f"{code}_people",
                "people",
                f"result {code}",
                f"denominator {code}_base",
                scale="100",
            )
            school.figures += [
                Figure(f"{code}_base", period, str(base))
                for period, base in zip(case.periods, case.bases, strict=True)
            ]
            # Whether whole people give these rates is not asked here.
            school.relations[-1] = {**school.relations[-1], "severity": "提示"}
    answer = school.ask(
        "select indicator, change.* from change inner join latest_figure using (ordinal)"
    )
    return {codes[row["indicator"]]: row for row in answer if row["indicator"] in codes}


@pytest.mark.parametrize("name", CASES)
def test_case(name: str, moves: dict[str, dict[str, Any]]) -> None:
    assert (moves[name]["move"], bool(moves[name]["grounds"])) == (CASES[name].move, True)
    assert (moves[name]["difference"] is None) == (CASES[name].move == "incomparable")


def test_cases_of_every_move() -> None:
    tried = {case.move for case in CASES.values()}
    assert set(MOVES) - tried <= {"maybe_worse", "maybe_moved"}  # in the real report below


def by_hand(rate: float, base: int, rate_before: float, base_before: int) -> float:
    """Return by how many points two such rates differ by chance, 19 times of 20."""
    variance = 0.0
    for share, people in ((rate, base), (rate_before, base_before)):
        adjusted = (share / 100 * people + 1) / (people + 2)
        variance += adjusted * (1 - adjusted) / (people + 2)
    return 196 * math.sqrt(variance)


@pytest.mark.parametrize(
    ("figure", "move", "by", "ordinary"),
    [
        # 19 of 20 times less than 2.9: a fall of 0.48 is nothing.
        ("myopia_rate_pct 2024年秋季", "steady", -0.48, (75.34, 1598, 75.82, 1733)),
        # 83.74 % of 123 and 87.64 % of 116 may be 8.9 points apart, and 2023届 is doubted besides.
        ("match_rate_pct 2024届", "steady", -3.90, (83.74, 123, 87.64, 116)),
        ("fitness_pass_rate_pct 2023年", "steady", -0.37, (99.24, 1976, 99.61, 1788)),
        # More than 3.0 points; but the audit doubts the rate of 2023.
        ("fitness_good_rate_pct 2023年", "maybe_worse", -7.16, (61.74, 1976, 68.90, 1788)),
        ("funding_10k_yuan 2023年", "moved", -354.37, None),  # 12 %; neither good nor bad
        ("form6_industry_mentors 2024年", "worse", -2, None),
        ("starting_salary_yuan 2024届", "steady", 0, None),
        ("form1_placed_in_province_pct 2024年", "incomparable", None, None),
        ("form1_promoted_in_3_years_pct 2024年", "unjudged", 0.09, None),
        ("form1_placed 2024年", "maybe_moved", 70, None),
    ],
)
def test_real_figure(
    figure: str,
    move: str,
    by: float | None,
    ordinary: tuple[float, int, float, int] | None,
    database: Path,
) -> None:
    ((found, difference, grounds),) = _ask(
        database,
        """
        select change.move, change.difference, change.grounds
        from change inner join latest_figure using (ordinal)
        where indicator = $indicator and period = $period
        """,
        **dict(zip(("indicator", "period"), figure.split(), strict=True)),
    )
    assert found == move
    assert difference == (None if by is None else pytest.approx(by))
    if ordinary and by:
        assert f"（{by_hand(*ordinary):.1f} 个百分点）" in grounds
        assert (abs(by) > by_hand(*ordinary)) == (move != "steady")


def test_a_rate_says_of_how_many_of_all_it_was_taken(database: Path) -> None:
    sql = "select base, base_of from latest_figure where indicator = $code and period = $period"
    asked = {"code": "myopia_rate_pct", "period": "2024年秋季"}
    assert _ask(database, sql, **asked) == [(1598, 1920)]
    # What it is a share of is all there are: nothing is covered by it.
    asked = {"code": "match_rate_pct", "period": "2024届"}
    assert _ask(database, sql, **asked) == [(123, None)]


def test_what_is_printed_again_is_judged_as_at_its_main_place(tmp_path: Path) -> None:
    """A break between two prints of the twin, and a doubt of the main place, hold for it too."""
    school = School(tmp_path / "data")
    school.indicator("main")
    school.indicator("twin", same_as="main", direction="up")
    figures = [("2021年", "100", "A"), ("2022年", "200", "B"), ("2023年", "300", "A")]
    school.figures = [Figure("main", period, value, status=s) for period, value, s in figures]
    school.figures += [Figure("twin", "2021年", "100"), Figure("twin", "2023年", "300")]
    sql = (
        "select move from change inner join latest_figure using (ordinal) where indicator = 'twin'"
    )
    assert ask(school.build(), sql) == [{"move": "incomparable"}]
    school.figures[1] = school.figures[1]._replace(status="A")
    assert ask(school.build(), sql) == [{"move": "better"}]
    school.figures[2] = school.figures[2]._replace(status="U")
    assert ask(school.build(), sql) == [{"move": "maybe_better"}]


# --- standards ------------------------------------------------------------------------------------


STANDINGS = [
    ("100", "A", "met"),
    ("99", "A", "missed"),
    ("120多", "U", "depends"),
    ("90多", "U", "missed"),
    ("120", "D", "depends"),
    ("120", "B", "met"),  # the first of a new series, and nothing the matter with it
]
OUTLOOKS = [
    # 5 a year at the fastest, 3 at the slowest: 15 more take 3 to 5 years.
    ({2021: 76, 2022: 79, 2023: 80, 2024: 85}, "2027 至 2029 年达到"),
    ({2021: 70, 2022: 75, 2023: 80, 2024: 85}, "2027 年达到"),
    ({2022: 75, 2023: 80, 2024: 85}, None),  # too few
    ({2021: 70, 2022: 75, 2023: 86, 2024: 85}, None),  # not nearing it of late
    ({2021: 81, 2022: 82, 2023: 83, 2024: 84}, None),  # not for ten years
]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """Return the answers on all cases, a standard of at least 100 each."""
    school = School(tmp_path_factory.mktemp("standards") / "data")
    figures = [{2024: printed} for printed, *_ in STANDINGS]
    figures += [{year: str(value) for year, value in values.items()} for values, _ in OUTLOOKS]
    for number, values in enumerate(figures):
        status = STANDINGS[number][1] if number < len(STANDINGS) else "A"
        code = f"held_{number}"
        school.indicator(code)
        row = {"standard_id": code, "indicator": code, "title": f"{number:02}", "value": "100"}
        school.standards.append({**row, "operator": ">=", "unit": "人"})
        for year, printed in values.items():
            school.figures.append(Figure(code, f"{year}年", printed, status=status))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "DATABASE", school.build())
        standings = question.run("standards_held").sort_values("item")
        outlooks = question.run("standards_trend").sort_values("item")
    assert len(outlooks) == len(OUTLOOKS)
    return {
        "standing": list(standings["standing"])[: len(STANDINGS)],
        "outlook": [said if isinstance(said, str) else None for said in outlooks["outlook"]],
    }


def test_a_standard_met_by_a_doubted_value_depends_on_it(held: dict[str, list[Any]]) -> None:
    assert held["standing"] == [standing for *_, standing in STANDINGS]


def test_until_when_is_a_range_or_nothing(held: dict[str, list[Any]]) -> None:
    assert held["outlook"] == [outlook for _, outlook in OUTLOOKS]


def _ask(database: Path, sql: str, **bound: object) -> list[tuple[Any, ...]]:
    with duckdb.connect(database, read_only=True) as data:
        return data.execute(sql, bound).fetchall()


# --- on every page -------------------------------------------------------------------------------

CARD = re.compile(
    r'<div class="card-name">([^<]*)</div>(?:(?!card-name).)*?'
    r'<div class="card-foot">(?:全校 · )?([^<　]*)　<span class="(\w+)"',
    re.DOTALL,
)
LINE = re.compile(
    r'<tr><td>([^<]*)<span class="under">[^<]*</span></td><td class="n">(?:(?!<tr>).)*?</td>'
    r'<td class="s">([^<]*)</td><td class="s"><span class="(\w+)"'
)
SENTENCE = re.compile(r"([^，。；：>]*) (\S+)为 [^，]*，比")
TONES = {"变好": "good", "变差": "bad", "不判好坏": "grey"}
GREY = {"gap", "plain"}


def judged(markup: str) -> Iterator[tuple[str, str, str]]:
    """Yield of whatever a page says has changed: what, when, and the colour it says it in."""
    markup = re.sub("</?a( [^>]*)?>", "", markup)  # a name may lead to where it is shown
    for pattern in (CARD, LINE):
        yield from (found.groups() for found in pattern.finditer(markup))  # type: ignore[misc]
    for side in re.findall(r"<section[^>]*><h3.*?</section>", markup, re.DOTALL):
        heading = re.sub("<[^>]*>", "", side.partition("</h3>")[0])
        tone = next(tone for word, tone in TONES.items() if heading.endswith(word))
        for item in re.findall("<li>(.*?)</li>", side, re.DOTALL):
            maybe = 'class="maybe"' in item
            said = SENTENCE.search(re.sub("<[^>]*>", "", item))
            assert said or item == "没有。"
            if said:
                yield said[1], said[2], "maybe" if maybe else tone


@pytest.mark.parametrize(
    "pages",
    [
        ["overview.py", "integration.py", "challenges.py"],
        *exhaustively([page.name for page in PAGES if page.name not in ("entry.py", "history.py")]),
    ],
    ids=["some pages", "all pages"],
)
def test_no_figure_is_judged_otherwise_on_another_page(pages: list[str], school: Path) -> None:
    rule = {
        (" · ".join(filter(None, names)), period): MOVES[move].tone
        for *names, period, move in _ask(
            school,
            """
            select major, indicator_name, category, period, move
            from change inner join latest_figure using (ordinal)
            """,
        )
    }
    seen = set()
    for name in pages:
        app = opened(name, part=[EVERY])
        markup = "".join(str(element.proto.body) for element in app.get("html"))
        for what, period, tone in judged(html.unescape(markup)):
            expected = rule[what, period]
            assert tone == expected or (tone == "grey" and expected in GREY), (name, what, period)
            seen.add(tone)
    assert seen >= {"good", "bad", "gap", "maybe"}
