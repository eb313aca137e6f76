"""Nobody can work out what is left out of the figures of a list, from whatever is published.

SYNTHETIC: every person here is made up, by a seed.
"""

import random
from collections import Counter
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from dashboard.contract.codes import GRADES, NORMAL, SUPPRESSED
from dashboard.records import file
from dashboard.records.delivery import Delivery, deliver
from dashboard.records.figures import Figure
from dashboard.records.hiding import CannotHide, leave_out
from dashboard.records.person import FITNESS_GRADES, Listing, frame
from tests.amount import exhaustive, exhaustively
from tests.attacking import Attack, Class, Version

THRESHOLD = 10
MAJORS = {"会计事务": 0.1, "计算机应用": 0.55, "汽车运用与维修": 0.96, "学前教育": 0.03}
TODAY, LATER = "2026-01-01", "2026-02-01"
TOTALS = {"优秀": (90, 110), "良好": (80, 89.9), "及格": (60, 79.9), "不及格": (40, 59.9)}
SEEDS = [1, *exhaustively(*range(2, 6))]


def people(
    seed: int,
    items: Sequence[str] = (),
    classes: tuple[int, int] = (1, 2),
    sizes: Sequence[int] = (7, 18, 30, 41),
) -> pd.DataFrame:
    """Make up a fitness list: majors of mostly one sex, small classes, few who fail."""
    chance = random.Random(seed)
    columns: dict[str, list[object]] = {name: [] for name in ("grade", "sex", "major", "class")}
    for grade in (1, 2, 3):
        for major, boys in MAJORS.items():
            for number in range(1, chance.randint(*classes) + 1):
                for _ in range(chance.choice(sizes)):
                    columns["grade"].append(grade)
                    columns["sex"].append("男" if chance.random() < boys else "女")
                    columns["major"].append(major)
                    columns["class"].append(f"{grade}{major}{number}")
    size = len(columns["grade"])
    for item in items:
        columns[f"{item}_score"] = [float(chance.choice([50, 66, 76, 85, 95])) for _ in range(size)]
        columns[item] = [chance.uniform(10, 20) for _ in range(size)]
    if "bmi" in items:
        bands = chance.choices(["正常", "低体重", "超重"], [8, 1, 2], k=size)
        columns["bmi_band"] = [*bands]
        columns["bmi_score"] = [80 + 20 * (one == "正常") for one in bands]
    columns["fitness_grade"] = chance.choices(FITNESS_GRADES, [20, 40, 38, 2], k=size)
    columns["total"] = [chance.uniform(*TOTALS[str(one)]) for one in columns["fitness_grade"]]
    columns["standard_score"] = [min(float(str(one)), 100.0) for one in columns["total"]]
    columns["tested"] = [True] * size
    return frame("fitness", columns)


def by_size(people: pd.DataFrame) -> list[str]:
    return list(people["class"].value_counts().index)


def measured_anew(people: pd.DataFrame, classes: Sequence[str], seed: int) -> pd.DataFrame:
    """Measure whole classes once more: most of them do better."""
    chance, some = random.Random(seed), people["class"].isin(classes)
    better = chance.choices(FITNESS_GRADES, [45, 40, 15, 0], k=int(some.sum()))
    other = people.copy()
    other.loc[some, "fitness_grade"] = better
    other.loc[some, "total"] = [chance.uniform(*TOTALS[one]) for one in better]
    return other.assign(standard_score=other["total"].clip(upper=100))


def with_late_comers(people: pd.DataFrame, many: int, seed: int) -> pd.DataFrame:
    """Add people to classes that there are: each is like somebody of the list."""
    return pd.concat([people, people.sample(many, random_state=seed)], ignore_index=True)


def corrected(people: pd.DataFrame, many: int, seed: int) -> pd.DataFrame:
    other = people.copy()
    other.loc[people.sample(many, random_state=seed).index, "fitness_grade"] = "不及格"
    return other


def moved(people: pd.DataFrame, name: str) -> pd.DataFrame:
    """Let a class belong to another major."""
    own = people["class"] == name
    major = next(one for one in MAJORS if one != people[own]["major"].iloc[0])
    return people.assign(major=people["major"].mask(own, major))


def as_versions(lists: Sequence[pd.DataFrame], found: Sequence[Delivery]) -> list[Version]:
    """Say what the attack knows: of each class how many have changed, of a whole one nothing."""
    versions = []
    for number, (there, one) in enumerate(zip(lists, found, strict=True)):
        now, then = _cells(there), _cells(lists[max(number - 1, 0)])
        changed: dict[Class, int] = {}
        for some in (now - then, then - now):
            many: Counter[Class] = Counter()
            for (grade, class_, *_), count in some.items():
                many[GRADES[grade], class_] += count
            changed |= {key: max(count, changed.get(key, 0)) for key, count in many.items()}
        size = len(there)
        changed = {key: size if count >= THRESHOLD else count for key, count in changed.items()}
        majors: dict[Class, str] = {
            (GRADES[grade], class_): major for grade, class_, major in _classes(there)
        }
        versions.append(Version(one.figures, changed, majors))
    return versions


def _cells(people: pd.DataFrame) -> Counter[tuple[int, str, str, str]]:
    return Counter(
        people[["grade", "class", "sex", "fitness_grade"]].itertuples(index=False, name=None)
    )


def of_one_sex(seed: int) -> pd.DataFrame:
    """Let a class of a major that is new be of boys only, and few boys be in its other class."""
    there = people(seed, ["lung"], classes=(2, 2), sizes=[40])
    there["sex"] = ["男", "女"] * (len(there) // 2)
    new = there[there["grade"] == 1].head(70).copy()
    new["major"] = "机电技术应用"
    new["class"] = ["机电1"] * 30 + ["机电2"] * 40
    new["sex"] = ["男"] * 35 + ["女"] * 35
    return pd.concat([there, new], ignore_index=True)


def few_told(people: pd.DataFrame, found: Delivery, indicator: str) -> list[tuple[str, str]]:
    """Return the few of one class and sex of whom figures tell, added up and subtracted.

    Of counts it is their number, of means their mean: whatever is a sum over people.
    """
    cells = sorted({*people[["class", "sex"]].itertuples(index=False, name=None)})
    rows = [((people["class"] == one) & (people["sex"] == sex)).to_numpy() for one, sex in cells]
    known = np.array(
        [[(own & one).any() for own in rows] for one in told(people, found, indicator)]
    )
    few = []
    for wanted, cell, own in zip(np.eye(len(cells)), cells, rows, strict=True):
        nearest = known.T @ np.linalg.lstsq(known.T.astype(float), wanted, rcond=None)[0]
        if own.sum() < THRESHOLD and np.allclose(nearest, wanted, atol=1e-6):
            few.append(cell)
    return few


def few_left(people: pd.DataFrame, found: Delivery, indicator: str) -> list[int]:
    """Return how few people are in one figure and not in another that is of some of them."""
    both = product(told(people, found, indicator), repeat=2)
    left = [int((wide & ~narrow).sum()) for wide, narrow in both if not (narrow & ~wide).any()]
    return [many for many in left if 0 < many < THRESHOLD]


def few_changed(
    lists: tuple[pd.DataFrame, pd.DataFrame], found: tuple[Delivery, Delivery]
) -> list[int]:
    """Return of how few people it is told that they have changed, by what was given anew.

    Of a group, and of one without another that lies within it.
    """
    before, after = (
        {one.key: one for one in each.figures if one.status == NORMAL} for each in found
    )
    anew = [
        tuple(_within(people, one) for people, one in zip(lists, (then, after[key]), strict=True))
        for key, then in before.items()
        if then.indicator == "fitness_tested"
        and key in after
        and after[key].delivered != then.delivered
    ]
    nobody = tuple(np.full(len(people), fill_value=False) for people in lists)
    changed = []
    for wide, narrow in product(anew, [nobody, *anew]):
        if not any((less & ~more).any() for more, less in zip(wide, narrow, strict=True)):
            then, now = (
                _cells(people[more & ~less])
                for people, more, less in zip(lists, wide, narrow, strict=True)
            )
            changed.append(max((then - now).total(), (now - then).total()))
    assert any(changed)
    return [many for many in changed if 0 < many < THRESHOLD]


def told(people: pd.DataFrame, found: Delivery, indicator: str) -> list[npt.NDArray[np.bool_]]:
    """Return of whom each figure is that is published of an indicator."""
    return [
        _within(people, one)
        for one in found.figures
        if one.indicator == indicator and one.status == NORMAL
    ]


def _within(people: pd.DataFrame, one: Figure) -> npt.NDArray[np.bool_]:
    grade = {None: None} | {name: number for number, name in GRADES.items()}
    own = {"grade": grade[one.grade], "sex": one.sex, "major": one.major, "class": one.class_}
    within = np.full(len(people), fill_value=True)
    for column, value in own.items():
        if value is not None:
            within &= (people[column] == value).to_numpy()
    return within


def _classes(people: pd.DataFrame) -> set[tuple[int, str, str]]:
    return set(people[["grade", "class", "major"]].itertuples(index=False, name=None))


def listing(people: pd.DataFrame) -> Listing:
    return Listing("fitness", 2024, "2024年", people)


def delivered(people: pd.DataFrame, *before: Sequence[Figure], day: str = TODAY) -> Delivery:
    return deliver(listing(people), before, THRESHOLD, day)


@pytest.fixture(scope="module")
def first() -> Delivery:
    return delivered(people(1))


def test_of_few_people_nothing_is_said(first: Delivery) -> None:
    """Neither of the group, nor of those who have something or have it not."""
    assert first.left_out > 50
    for one in first.figures:
        if one.status == SUPPRESSED:
            assert (one.value, one.persons) == (None, None)
            continue
        assert one.persons is not None
        assert one.persons >= THRESHOLD
        if one.people is not None and one.group != (None,) * 4 and one.persons != one.people:
            assert THRESHOLD <= one.people <= one.persons - THRESHOLD, one


def test_what_is_said_is_true(first: Delivery) -> None:
    """Against a count of its own, of every figure that is shown of the total."""
    there = people(1)
    for one in first.figures:
        if one.value is None:
            continue
        some = there
        for column, value in zip(
            ("sex", "major", "class"), (one.sex, one.major, one.class_), strict=True
        ):
            some = some if value is None else some[some[column] == value]
        if one.grade:
            some = some[some["grade"] == "高一高二高三".index(one.grade[1]) // 2 + 1]
        if one.indicator == "fitness_tested":
            assert one.value == len(some)
        elif one.indicator == "fitness_grade_share_pct":
            share = (some["fitness_grade"] == one.category).mean() * 100
            assert one.value == pytest.approx(share, abs=0.005)
        elif one.indicator == "fitness_total_mean":
            assert one.value == pytest.approx(some["total"].mean(), abs=0.005)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_left_out_cannot_be_worked_out(seed: int) -> None:
    found = delivered(people(seed)).figures
    assert Attack("fitness", [Version(found)], ["total"]).narrow(THRESHOLD) == []


@pytest.mark.parametrize("indicator", ["fitness_tested", "fitness_lung_mean"])
def test_no_two_figures_leave_few_people_between_them(indicator: str) -> None:
    """Nor their number, nor the mean of what they measured."""
    there = of_one_sex(1)
    found = delivered(there)
    assert few_left(there, found, indicator) == []
    assert few_told(there, found, indicator) == []


def test_the_attack_finds_few_people_between_two_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.records.delivery.rests", lambda *_: [])
    there = of_one_sex(1)
    found = delivered(there)
    assert few_left(there, found, "fitness_lung_mean") == [5, 5]
    assert few_told(there, found, "fitness_lung_mean") == [("机电2", "男")]


@exhaustive
@pytest.mark.parametrize("seed", range(30, 32))
def test_nor_from_all_measures_together(seed: int) -> None:
    found = delivered(people(seed, ["lung", "reach"])).figures
    assert Attack("fitness", [Version(found)]).narrow(THRESHOLD) == []


def test_the_attack_finds_what_is_left_open(first: Delivery) -> None:
    """Or it would prove nothing: one figure more, of those that are left out to protect others."""
    there = people(1)
    small = next(
        one
        for one in first.figures
        if one.status == SUPPRESSED and one.indicator == "fitness_tested" and one.sex and one.major
    )
    sexes = there[there["major"] == small.major]["sex"].value_counts()
    told = [
        one
        if one.key != (small.indicator, None, None, sex, small.major, None)
        else Figure(**{**vars(one), "value": float(sexes[sex]), "persons": 1, "status": NORMAL})
        for one in first.figures
        for sex in [next(sex for sex in ("男", "女") if sex != small.sex)]
    ]
    assert small.key in [
        figure.key for figure, *_ in Attack("fitness", [Version(told)], ["total"]).narrow(THRESHOLD)
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_two_pupils_more_or_less_change_nothing(seed: int) -> None:
    """Whoever has both versions can subtract them."""
    there = people(seed)
    before = delivered(there).figures
    fewer = there.drop(index=random.Random(seed).sample(range(len(there)), 2))
    again = delivered(fewer.reset_index(drop=True), before)
    assert [one.content for one in again.figures] == [one.content for one in before]
    assert again.kept == len(before)
    other = there.copy()
    other.loc[[3, 5], "fitness_grade"] = "不及格"
    assert delivered(other, before).changed == []


@pytest.mark.parametrize("seed", SEEDS)
def test_a_figure_given_anew_has_changed_by_many(seed: int) -> None:
    """Two classes are measured anew: it is published, and the difference tells of nobody."""
    there = people(seed)
    before = delivered(there)
    other = measured_anew(there, by_size(there)[:2], seed)
    again = delivered(other, before.figures, day=LATER)
    assert again.changed
    groups = {(was or now).group for was, now in again.changed if was or now}  # type: ignore[union-attr]
    for group in groups:
        moved = [
            abs((now.people or 0) - (was.people or 0))
            for was, now in again.changed
            if was and now and now.group == group and was.people is not None
        ]
        assert max(moved) >= THRESHOLD
    versions = as_versions([there, other], [before, again])
    assert Attack("fitness", versions, ["total"]).narrow(THRESHOLD) == []


@pytest.mark.parametrize("seed", [1, *exhaustively(2, 3, 4)])
def test_no_two_figures_given_anew_leave_few_changed_between_them(seed: int) -> None:
    there = people(seed, classes=(2, 3), sizes=[25, 40])
    other = with_late_comers(there, 120, seed)
    before = delivered(there)
    again = delivered(other, before.figures, day=LATER)
    assert few_changed((there, other), (before, again)) == []


@exhaustive
@pytest.mark.parametrize("seed", [2])
def test_nobody_can_be_worked_out_from_many_versions(seed: int) -> None:
    """Classes measured anew, late-comers, a class of another major, and corrections of a few."""
    lists = [people(seed)]
    names = by_size(lists[0])
    lists.append(measured_anew(lists[-1], names[:2], seed))
    lists.append(with_late_comers(lists[-1], 30, seed))
    lists.append(moved(lists[-1], names[1]))
    lists.append(corrected(lists[-1], 3, seed))
    lists.append(measured_anew(lists[-1], names[2:4], seed))
    found: list[Delivery] = []
    for number, one in enumerate(lists, 1):
        before = [each.figures for each in found]
        found.append(delivered(one, *before, day=f"2026-0{number}-01"))
    assert found[1].changed
    assert found[2].changed
    assert not found[4].changed
    versions = as_versions(lists, found)
    assert Attack("fitness", versions, ["total"]).narrow(THRESHOLD) == []


@exhaustive
@pytest.mark.parametrize("change", ["late", "anew"])
def test_a_list_of_full_size_delivered_again_changes_what_is_published(change: str) -> None:
    there = people(2, classes=(4, 4), sizes=[40])
    assert len(there) == 1_920
    before = delivered(there).figures
    other = (
        with_late_comers(there, 40, 2)
        if change == "late"
        else measured_anew(there, by_size(there)[:2], 2)
    )
    assert len(delivered(other, before, day=LATER).changed) > 10


@exhaustive
def test_a_list_of_ten_thousand_is_counted_and_delivered_again() -> None:
    """Where the sums of scores are large, the solver must not lose its way."""
    there = people(1, ["bmi", "lung", "reach"], classes=(4, 4), sizes=[210])
    before = delivered(there)
    assert before.shown > before.left_out
    assert delivered(with_late_comers(there, 200, 1), before.figures, day=LATER).changed


@exhaustive
def test_the_attack_on_versions_finds_what_is_left_open() -> None:
    """Everything given anew, as if there had been nothing before: then few can be told."""
    lists = [people(1)]
    lists.append(measured_anew(lists[-1], by_size(lists[-1])[:1], 1))
    found = [delivered(one, day=day) for one, day in zip(lists, (TODAY, LATER), strict=True)]
    versions = as_versions(lists, found)
    assert Attack("fitness", versions, ["total"]).narrow(THRESHOLD)


def test_what_was_left_out_once_stays_out() -> None:
    there = people(3)
    before = delivered(there).figures
    twice = pd.concat([there, there], ignore_index=True)
    hidden = {one.key for one in before if one.status == SUPPRESSED}
    again = delivered(twice, before)
    assert again.changed
    assert not hidden & {one.key for one in again.figures if one.status == NORMAL}


@pytest.mark.parametrize(("measure", "seed"), [("bmi", 1), *exhaustively(("lung", 1), ("lung", 2))])
def test_no_mean_tells_of_the_words_that_it_is_of(measure: str, seed: int) -> None:
    """Of bands that have a score each a mean could tell two that are left out."""
    found = delivered(people(seed, [measure])).figures
    means = {one.status for one in found if one.indicator == f"fitness_{measure}_score"}
    assert means == {NORMAL, SUPPRESSED}
    assert Attack("fitness", [Version(found)], [measure]).narrow(THRESHOLD) == []


@exhaustive
def test_the_attack_finds_what_a_mean_tells() -> None:
    there = people(3)
    found = delivered(there).figures
    told = []
    for one in found:
        some = there if one.class_ is None else there[there["class"] == one.class_]
        is_hidden = one.indicator == "fitness_total_mean" and one.status == SUPPRESSED
        if is_hidden and one.class_ and len(some) >= THRESHOLD:
            mean = round(float(some["total"].mean()), 2)
            said = {"value": mean, "persons": len(some), "status": NORMAL}
            told.append(Figure(**{**vars(one), **said}))
        else:
            told.append(one)
    assert told != list(found)
    assert Attack("fitness", [Version(told)], ["total"]).narrow(THRESHOLD)


def test_what_the_school_says_is_no_secret_of_a_group_that_is_the_school() -> None:
    """No class is placed, and fewer than the threshold are best: all the same it is published."""
    there = people(1).assign(major=None)
    there.loc[there["fitness_grade"] == "优秀", "fitness_grade"] = "良好"
    there.loc[[0, 40, 80], "fitness_grade"] = "优秀"
    found = delivered(there)
    best = [one for one in found.figures if one.category == "优秀"]
    assert [one.group for one in best if one.status == NORMAL] == [(None,) * 4] * 2


def test_a_list_of_nobody_and_one_of_a_few_say_nothing() -> None:
    few = people(1).head(9)
    assert {one.status for one in delivered(few).figures} == {SUPPRESSED}


def test_a_file_is_read_as_it_was_written(first: Delivery, tmp_path: Path) -> None:
    path = file.path_of(tmp_path, 2024, "fitness")
    file.write(path, first.figures)
    assert file.read(path) == list(first.figures)


def test_nothing_is_hidden_where_all_has_to_stay() -> None:
    sums = np.array([[1.0, 1.0], [1.0, 0.0], [0.0, 1.0]])
    values, known = np.array([12.0, 9.0, 3.0]), np.array([True, True, False])
    asked = np.array([0.0, 0.0, 10.0])
    with pytest.raises(CannotHide):
        leave_out(sums, values, known, asked, np.full(3, np.inf))
    assert leave_out(sums, values, known, asked, np.array([np.inf, 1, 1])).tolist() == [
        True,
        False,
        False,
    ]
