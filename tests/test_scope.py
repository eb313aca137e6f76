"""Next year's report: more figures split by major, and older ones revised; no code is touched.

SYNTHETIC: the edition below is made up. No report has printed these figures.
"""

import csv
import shutil
from pathlib import Path

import duckdb
import pytest

from dashboard import paths
from dashboard.ingest.build import build
from dashboard.query import question
from dashboard.query.question import Question, Scope
from dashboard.render import figure_parts, narrowing, panes
from dashboard.ui.parts import EVERY
from tests.amount import exhaustive, exhaustively
from tests.asking import PAGES, bindings, draw, shown_queries
from tests.session import check, opened

EDITION = """\
edition,title,school,publisher,published,printed_date,pages,licence,note
2025,虚构的下一年年报（2025）,虚构学校,,,,90,,虚构
"""
HEAD = "indicator,period,major,category,value,printed,status,source,page,note\n"
WHOLE = """\
match_rate_pct,2025届,,,85,85%,A,表2-2 第3行,21,虚构
fitness_pass_rate_pct,2023年,,,99.00,99.00%,A,图2-5 第1行,6,虚构的修订
fitness_grade_share_pct,2022年,,优秀,27.52,27.52%,A,图2-5 第2行,6,虚构的重印
fitness_pass_rate_pct,2025年,,,98.00,98.00%,A,图2-5 第3行,6,虚构
myopia_rate_pct,2025年春季,,,70,70%,A,图2-6 第1行,6,虚构
"""
SPLIT = """\
match_rate_pct,2025届,会计事务,,90,90%,A,表2-2 第3行,21,虚构
match_rate_pct,2025届,计算机应用,,80,80%,A,表2-2 第3行,21,虚构
fitness_grade_share_pct,2025年,会计事务,优秀,40,40%,A,图2-5 第3行,6,虚构
fitness_grade_share_pct,2025年,会计事务,及格,60,60%,A,图2-5 第3行,6,虚构
fitness_grade_share_pct,2025年,计算机应用,优秀,30,30%,A,图2-5 第3行,6,虚构
fitness_grade_share_pct,2025年,计算机应用,及格,70,70%,A,图2-5 第3行,6,虚构
fitness_pass_rate_pct,2025年,会计事务,,100,100%,A,图2-5 第3行,6,虚构
fitness_pass_rate_pct,2025年,计算机应用,,97,97%,A,图2-5 第3行,6,虚构
fitness_good_rate_pct,2025年,会计事务,,40,40%,A,图2-5 第3行,6,虚构
fitness_good_rate_pct,2025年,计算机应用,,30,30%,A,图2-5 第3行,6,虚构
"""

EVER = Scope(1900, 2100)


def copied(place: Path) -> Path:
    """Copy the first edition, with a second beside it that has no figures yet."""
    for name in ("catalogue", "editions/2024"):
        shutil.copytree(paths.DATA / name, place / "data" / name)
    folder = place / "data" / "editions" / "2025"
    folder.mkdir()
    (folder / "edition.csv").write_text(EDITION, encoding="utf-8")
    return place / "data"


@pytest.fixture(scope="module")
def built_next_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = copied(tmp_path_factory.mktemp("next_year"))
    figures = HEAD + WHOLE + SPLIT
    (data / "editions" / "2025" / "figures.csv").write_text(figures, encoding="utf-8")
    return build(data)


@pytest.fixture
def next_year(built_next_year: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data file with the made-up edition beside the real one, as the application reads it."""
    monkeypatch.setattr(paths, "DATABASE", built_next_year)
    return built_next_year


def twins() -> list[tuple[str, str]]:
    """Return each indicator that names another as the same thing, with that one."""
    with (paths.DATA / "catalogue/indicators.csv").open(encoding="utf-8", newline="") as file:
        return [
            (row["indicator"], row["same_as"]) for row in csv.DictReader(file) if row["same_as"]
        ]


def split_already() -> set[str]:
    """Return the indicators that the first edition splits by the major looked at."""
    files = (paths.DATA / "editions/2024").glob("*.csv")
    lines = [line.split(",") for file in files for line in file.read_text("utf-8").splitlines()]
    return {line[0] for line in lines if line[2:3] == ["会计事务"]}


@pytest.mark.parametrize("split_first", [True, *exhaustively(False)])
def test_what_is_split_elsewhere_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, split_first: bool
) -> None:
    """Of two places that print the same, only one is split: the other leads to it."""
    data = copied(tmp_path)
    pairs = twins()
    assert len(pairs) > 20
    split = {main if split_first else twin for twin, main in pairs}
    whole = {twin if split_first else main for twin, main in pairs} - split_already()
    rows = [f"{one},2025年,会计事务,,3,3,A,表9-9 第1行,6,虚构" for one in sorted(split)]
    rows += [f"{one},2025年,,,4,4,A,表8-8,7,虚构" for one in sorted(whole)]
    figures = HEAD + "\n".join(rows) + "\n"
    (data / "editions" / "2025" / "figures.csv").write_text(figures, encoding="utf-8")
    monkeypatch.setattr(paths, "DATABASE", build(data))
    scope = Scope(2025, 2025, ("会计事务",))
    for asked in sorted(whole):
        question_of = Question.of("explore_table", scope, indicators=[asked], period_type="")
        *_, below = figure_parts.parts(question_of, figure_parts.TABLE)
        others = (
            {main for twin, main in pairs if twin == asked}
            if split_first
            else {twin for twin, main in pairs if main == asked}
        )
        assert "未按专业填报" in below.html
        assert any(f'href="explorer?indicator={other}"' in below.html for other in others)
        assert "（表9-9）</a>" in below.html
    one = Question.of("explore_table", Scope(2025, 2025), indicators=[asked], period_type="")
    assert not any("见<a" in part.html for part in figure_parts.parts(one, figure_parts.TABLE))


def test_a_figure_that_has_nothing_for_a_major_says_where_the_same_is(next_year: Path) -> None:
    """The prose repeats the rate without majors, and only for years before."""
    assert next_year
    scope = Scope(2025, 2025, ("会计事务",))
    asked = Question.of("headline", scope, indicators=["match_rate_prose_pct"])
    assert figure_parts.parts(asked, figure_parts.TABLE) == ()
    assert "对口就业率（表2-2）</a>" in figure_parts.elsewhere(asked)
    outcomes = question.run("programme_outcomes", scope)
    assert list(outcomes["item"]) == ["会计事务 对口就业率"]


def match_rates(*majors: str) -> dict[tuple[str, str], float]:
    """Return the match rate by period and major, as a page narrowed to these majors has it."""
    scope = Scope(1900, 2100, majors)
    frame = question.run("headline", scope, indicators=["match_rate_pct"])
    names = frame["major"].astype(object).where(frame["major"].notna(), "")
    return dict(zip(zip(frame["period"], names, strict=True), frame["value"], strict=True))


@pytest.mark.usefixtures("next_year")
class TestMajors:
    """The one rule by which a choice of majors narrows a figure (data/derived.sql)."""

    def test_no_choice_shows_the_whole_school_over_all_editions(self) -> None:
        assert match_rates() == {
            ("2022届", ""): 78.33,
            ("2023届", ""): 87.64,
            ("2024届", ""): 83.74,
            ("2025届", ""): 85,
        }

    def test_a_choice_narrows_what_is_split(self) -> None:
        assert match_rates("会计事务") == {("2025届", "会计事务"): 90}

    def test_several_are_shown_beside_each_other(self) -> None:
        both = {("2025届", "会计事务"): 90, ("2025届", "计算机应用"): 80}
        assert match_rates("会计事务", "计算机应用") == both
        # One that has no figure here adds nothing, and takes nothing away.
        assert match_rates("会计事务", "计算机应用", "家政服务与管理") == both

    def test_the_whole_school_stands_in_where_the_major_has_no_rows(self) -> None:
        assert match_rates("家政服务与管理") == match_rates()

    def test_what_is_not_split_is_not_narrowed_and_says_so(self) -> None:
        scope = Scope(1900, 2100, ("会计事务",))
        whole = Question.of("headline", scope, indicators=["myopia_rate_pct"])
        assert whole.answer()["major"].isna().all()
        assert not narrowing.is_split(whole)
        assert "未按专业填报，所示不分专业" in narrowing.remark(whole)
        split = Question.of("headline", scope, indicators=["match_rate_pct"])
        assert narrowing.is_split(split)
        assert narrowing.remark(split) == ""

    def test_each_indicator_is_narrowed_for_itself(self) -> None:
        wanted = ["match_rate_pct", "myopia_rate_pct"]
        frame = question.run("headline", Scope(2025, 2025, ("会计事务",)), indicators=wanted)
        found = dict(zip(frame["indicator"], frame["value"], strict=True))
        assert found == {"match_rate_pct": 90, "myopia_rate_pct": 70}

    def test_years_narrow_as_well(self) -> None:
        scope = Scope(2024, 2024, ("会计事务",))
        assert question.run("headline", scope, indicators=["match_rate_pct"]).empty

    def test_several_majors_are_never_tangled_in_one_chart(self) -> None:
        scope = Scope(1900, 2100, ("会计事务", "计算机应用"))
        grades = question.run("fitness_grades", scope)
        parts = panes.panels(grades, "category")
        assert [caption for caption, _, _ in parts] == ["会计事务", "计算机应用"]
        assert all(rows["value"].sum() == 100 for _, rows, _ in parts)
        (alone,) = panes.panels(
            question.run("headline", scope, indicators=["match_rate_pct"]), "indicator_name"
        )
        assert alone[2] == "major"


# --- every figure split by major -----------------------------------------------------------------

MAJORS = ("会计事务", "计算机应用", "家政服务与管理")


@pytest.fixture(scope="module")
def built_all_split(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = copied(tmp_path_factory.mktemp("all_split"))
    rows = []
    for path in sorted((data / "editions" / "2024").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            if file.readline() == HEAD:
                figures = csv.DictReader(file, HEAD.strip().split(","))
                rows += [row for row in figures if not row["major"]]
    folder = data / "editions" / "2025"
    with (folder / "figures.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEAD.strip().split(","))
        writer.writeheader()
        writer.writerows(row | {"major": major} for major in MAJORS[:2] for row in rows)
    return build(data)


@pytest.fixture
def all_split(built_all_split: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data file after an edition that prints every figure again, also for two majors."""
    monkeypatch.setattr(paths, "DATABASE", built_all_split)
    return built_all_split


@exhaustive
@pytest.mark.parametrize(
    "choices",
    [(MAJORS[:2],), (MAJORS[:0], MAJORS[:1], MAJORS[2:], MAJORS)],
    ids=["two majors", "any majors"],
)
@pytest.mark.parametrize("name", sorted(shown_queries()))
def test_every_figure_could_be_split(
    name: str, choices: tuple[tuple[str, ...], ...], all_split: Path
) -> None:
    """Which figures the next report splits by major is not known: any of them may be."""
    asked = question.load(name)
    values = next(bindings(name))  # what else may be bound is tried in test_queries
    for majors in choices:
        scope = Scope(1900, 2100, majors)
        assert not question.run(name, scope, **values).duplicated(list(asked.key)).any()
        draw(name, scope, values)


@pytest.mark.parametrize(
    "name",
    [
        "training.py",
        *exhaustively(*(path.name for path in PAGES if path.name != "training.py")),
    ],
)
def test_every_page_shows_majors_side_by_side(name: str, all_split: Path) -> None:
    app = opened(name, major=list(MAJORS[:2]), part=[EVERY])
    check(app)
    assert not app.warning


# --- several editions ----------------------------------------------------------------------------


def test_the_newest_edition_has_the_word_and_the_older_is_kept(next_year: Path) -> None:
    frame = question.run("headline", Scope(2023, 2023), indicators=["fitness_pass_rate_pct"])
    assert list(frame["value"]) == [99.00]
    with duckdb.connect(next_year, read_only=True) as data:
        printed = data.execute(
            """
            select edition, printed from observation_export
            where indicator = 'fitness_pass_rate_pct' and period = '2023年' order by edition
            """
        ).fetchall()
    assert printed == [(2024, "99.24%"), (2025, "99.00%")]


def test_only_the_newest_print_of_a_figure_is_in_doubt(next_year: Path) -> None:
    frame = question.run("export_observations")
    printed = frame[(frame["indicator"] == "fitness_grade_share_pct")]
    again = printed[(printed["period"] == "2022年") & (printed["category"] == "优秀")]
    assert dict(zip(again["edition"], again["finding"].notna(), strict=True)) == {
        2024: False,
        2025: True,
    }


def test_bounds_names_and_order_come_from_the_data(next_year: Path) -> None:
    assert question.run("years")["year"].max() == 2025
    assert question.run("school")["edition"].iloc[0] == 2025
    frame = question.run("headline", EVER, indicators=["fitness_pass_rate_pct"])
    assert list(frame["year"]) == sorted(frame["year"])
    # Facts of the older edition stand until a newer one has some on the same topic.
    assert not question.run("calendar", EVER).empty
