"""What stands above a chart in a sentence is true of what stands below, in every scope.

Each sentence is taken apart and reckoned anew from the frame, and what it says of a change is held
against the one rule of change and against the audit's own rules for claims.
"""

import functools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard.contract.codes import MOVES, STANDINGS, VERDICT
from dashboard.contract.wording import rows_of, short_name
from dashboard.ingest.claim_rules import Claim, Figure
from dashboard.ingest.claims_judged import judge
from dashboard.query import question
from dashboard.query.question import Question, Scope
from dashboard.render import panes, takeaways
from tests.amount import exhaustive
from tests.asking import bindings, shown_queries

EVER = Scope(1900, 2100)
_, TRUE, OPEN = VERDICT
NUMBER = r"-?[\d,]+(?:\.\d+)?"
DOUBT = "（数有疑）"
IN_TURN = 3


@functools.cache
def charts() -> list[tuple[str, dict[str, Any]]]:
    drawn = [name for name in sorted(shown_queries()) if question.load(name).chart]
    return [(name, values) for name in drawn for values in bindings(name)]


def said(name: str, scope: Scope, values: dict[str, Any]) -> list[tuple[str, pd.DataFrame, str]]:
    """Return the sentences of a figure, each with the frame below it and its series.

    That page, slides, document and workbook say these and no others is held in test_material.py.
    """
    asked = Question.of(name, scope, **values)
    if asked.answer().empty or panes.gaps(asked):
        return []
    below_each = panes.in_charts(asked)
    below = {caption: (rows, by) for caption, rows, by in below_each}
    return [(one, *below[caption]) for caption, one in panes.takeaways(asked, below_each)]


def read(text: str) -> float:
    return float(text.replace(",", ""))


class Below:
    """The frame below a sentence, asked anew and naively."""

    def __init__(self, frame: pd.DataFrame, by: str, scope: Scope) -> None:
        self.rows = [row for row in rows_of(frame) if pd.notna(row["value"])]
        self.by = by
        codes = list(frame["indicator"].dropna().unique()) if "indicator" in frame else []
        found = rows_of(question.run("moves", scope, indicators=codes))
        self.changes = {(row["ordinal"], row["value"]): row for row in found}

    def series(self, name: str) -> list[dict[str, Any]]:
        return [row for row in self.rows if self.called(row) == name]

    def called(self, row: dict[str, Any]) -> str:
        name = row[self.by]
        return "全校" if pd.isna(name) or name == "" else short_name(str(name))

    def change(self, row: dict[str, Any]) -> dict[str, Any] | None:
        found = self.changes.get((row.get("ordinal"), row["value"]))
        return found if found and found["indicator_name"] == row["indicator_name"] else None

    def last_changes(self) -> list[dict[str, Any]]:
        names = dict.fromkeys(self.called(row) for row in self.rows)
        lasts = (self.change(self.series(name)[-1]) for name in names)
        return [change for change in lasts if change]


def doubted(row: dict[str, Any]) -> bool:
    return row["status"] in ("U", "D") or (
        isinstance(row.get("finding"), str) and not row["corrected"]
    )


def same(printed: str, value: float) -> bool:
    places = len(printed.partition(".")[2])
    return f"{value:,.{places}f}" == printed


# --- one function a form: what it says, reckoned anew --------------------------------------------


def _moved(found: re.Match[str], below: Below) -> None:
    series = below.series(found["name"])
    last, change = series[-1], below.change(series[-1])
    assert change
    assert last["period"] == found["period"]
    assert same(found["value"], last["value"])
    assert change["period_before"] == (found["same"] or found["before"])
    step = last["value"] - change["before"]
    if found["way"] is None:
        assert step == 0
    else:
        assert (step > 0) == (found["way"] in ("高", "多"))
        assert same(found["size"], abs(step))
        if found["share"]:
            assert same(found["share"], abs(100 * step / change["before"]))
    label = MOVES[change["move"]].label
    if step:
        assert (found["label"] or "") == label
    before = [row for row in series if row["year"] == change["year_before"]]
    before = [row for row in before if row["value"] == change["before"]] or [last]
    rests_on_doubt = any(map(doubted, (last, before[0])))
    assert rests_on_doubt == ("数有疑" in found[0])
    if found["run"]:
        steps = [below.change(row) for row in series][-int(found["run"]) :]
        assert all(one and MOVES[one["move"]].tone in ("good", "bad", "plain") for one in steps)
        assert {(one or {})["difference"] > 0 for one in steps} == {found["ran"] == "上升"}
        assert not rests_on_doubt
    if step:  # as the audit would judge it, were it said in the report
        claim = Claim("rises" if step > 0 else "falls", "x", "x", last["unit"])
        years = (int(change["year_before"]), last["year"])
        values = (change["before"], last["value"])
        figures = [
            Figure(year, str(year), year, value, str(value), 2, doubtful=doubted(row))
            for row, year, value in zip((before[0], last), years, values, strict=True)
        ]
        figures[1] = figures[1]._replace(breaks=last["status"] == "B")
        assert judge(claim, figures).verdict == (OPEN if rests_on_doubt else TRUE), found[0]


def _counted(found: re.Match[str], below: Below) -> None:
    count, label = int(found["count"]), found["label"]
    changes = below.last_changes()
    if label == "有变化":
        assert count < sum(MOVES[one["move"]].tone != "gap" for one in changes)
    else:
        assert count <= sum(MOVES[one["move"]].label == label for one in changes)
    if found["all"]:
        assert count == len(changes)


def _called_so(found: re.Match[str], below: Below) -> None:
    change = below.change(below.series(found["name"])[-1])
    assert change
    assert MOVES[change["move"]].label == found["label"]


def _largest(found: re.Match[str], below: Below) -> None:
    whole = [row for row in below.rows if row["period"] == found["period"]]
    if found["whole"]:
        whole = [row for row in whole if row["indicator_name"] == found["whole"]]
    top = max(whole, key=lambda row: row["value"])
    assert below.called(top) == found["name"]
    assert [row["value"] for row in whole].count(top["value"]) == 1
    share = top["value"] if top["unit"] == "%" else 100 * top["value"] / sum_of(whole)
    assert same(found["share"], share)
    if found["value"]:
        assert same(found["value"], top["value"])
    assert any(map(doubted, whole)) == bool(found["doubt"])


def sum_of(rows: list[dict[str, Any]]) -> float:
    return sum(float(row["value"]) for row in rows)


def _summed(found: re.Match[str], below: Below) -> None:
    newest = max(row["year"] for row in below.rows)
    total = sum_of([row for row in below.rows if row["year"] == newest])
    assert same(found["total"], total)
    assert abs(total - 100) > 0.5


def _ends(found: re.Match[str], below: Below) -> None:
    assert {row["period"] for row in below.rows} == {found["period"]}
    members = [row for row in below.rows if pd.notna(row[below.by])]
    members = [row for row in members if not re.match("其他|其余|未(?!就业)", below.called(row))]
    values = [row["value"] for row in members]
    assert same(found["high"], max(values))
    assert same(found["low"], min(values))
    for names, value in ((found["most"], max(values)), (found["least"], min(values))):
        at_end = [below.called(row) for row in members if row["value"] == value]
        assert names in ("、".join(at_end), f"{at_end[0]}等 {len(at_end)} 项")
    assert any(map(doubted, members)) == bool(found["doubt"])


def _listed(found: re.Match[str], below: Below) -> None:
    dated = {below.called(row) for row in below.rows} == {row["period"] for row in below.rows}
    when = "" if dated else f"{below.rows[0]['period']} "
    assert found[0].startswith(when)
    told = found[0].removeprefix(when).split("，")
    assert len(told) == len(below.rows) <= 2
    for one, row in zip(told, below.rows, strict=True):
        assert one.startswith(f"{below.called(row)} ")
        number = re.match(NUMBER, one.removeprefix(below.called(row)).strip())
        assert number
        assert same(number[0], row["value"])
        assert doubted(row) == one.endswith(DOUBT)


def _held(found: re.Match[str], below: Below) -> None:
    held = [row["standing"] for row in below.rows if isinstance(row["standing"], str)]
    assert (int(found["met"]), int(found["of"])) == (held.count("met"), len(held))
    # Met only by a doubted value is not met.
    assert not any(row["standing"] == "met" and doubted(row) for row in below.rows)


def _not_met(found: re.Match[str], below: Below) -> None:
    codes = {standing.label: code for code, standing in STANDINGS.items()}
    rows = [row for row in below.rows if row["standing"] == codes[found["label"]]]
    assert found["names"].split("、") == [below.called(row) for row in rows]


def _unverified(found: re.Match[str], below: Below) -> None:
    assert not all(row["verified"] for row in below.rows)


def _by_month(found: re.Match[str], below: Below) -> None:
    counts: dict[str, float] = {}
    for row in below.rows:
        counts[below.called(row)] = counts.get(below.called(row), 0) + row["value"]
    assert max(counts, key=lambda name: counts[name]) == found["name"]
    assert same(found["total"], max(counts.values()))


LABELS = "|".join(sorted({move.label for move in MOVES.values() if move.label}, key=len)[::-1])
UNIT = r"(?: [^\s，；（]+|%|:1)?"
AMONG = "(?P<doubt>（其中有存疑的数）)?"
WHEN = r"(?P<period>\d{4}(?:年|届|学年))"
MOVED = (
    rf"(?P<name>.+?) (?P<period>\S+)为 (?P<value>{NUMBER}){UNIT}，"
    rf"(?:与(?P<same>\S+?)持平|比(?P<before>\S+?)(?P<way>[高低多少]) (?P<size>{NUMBER})"
    rf"(?: 个百分点|{UNIT})(?:（(?P<share>{NUMBER})%）)?)"
    rf"(?:，连续 (?P<run>\d+) 期(?P<ran>上升|下降))?(?:，(?P<label>{LABELS}))?(?:{DOUBT})?"
)
COUNTED = (
    rf"(?:另有 |其余 |)(?P<count>\d+) 项(?P<all>与上一期相比均)?(?P<label>有变化|{LABELS})"
    "(?:（其中有存疑的数）)?"
)
LARGEST = (
    rf"(?:(?P<whole>\S+) )?{WHEN}(?P<name>.+)最多，"
    rf"(?:(?P<value>{NUMBER}){UNIT}，)?占 (?P<share>{NUMBER})%{AMONG}"
)
SPAN = (
    rf"{WHEN}从(?P<least>.+)的 (?P<low>{NUMBER}){UNIT}"
    rf"到(?P<most>.+)的 (?P<high>{NUMBER}){UNIT}{AMONG}"
)
ENDS = (
    rf"{WHEN}(?P<most>.+)最多（(?P<high>{NUMBER}){UNIT}），"
    rf"(?P<least>.+)最少（(?P<low>{NUMBER}){UNIT}）{AMONG}"
)
FORMS: dict[str, Callable[[re.Match[str], Below], None]] = {
    MOVED: _moved,
    COUNTED: _counted,
    LARGEST: _largest,
    rf"各部分合计 (?P<total>{NUMBER})%": _summed,
    SPAN: _ends,
    ENDS: _ends,
    r"(?P<of>\d+) 项中 (?P<met>\d+) 项达到标准": _held,
    r"(?P<label>未达到|取决于更正)：(?P<names>.+)": _not_met,
    "所据标准尚未核实": _unverified,
    rf"各月所列以(?P<name>.+)最多，共 (?P<total>{NUMBER}) 项次": _by_month,
    rf"(?P<name>.+?)(?P<label>{LABELS})(?:{DOUBT})?": _called_so,
    rf"\d{{4}}\S*? ?.+ {NUMBER}{UNIT}(?:{DOUBT})?": _listed,
}


def check(told: str, below: Below) -> None:
    assert told.endswith("。"), told
    for clause in told[:-1].split("；"):
        fitting = ((re.fullmatch(form, clause), is_true) for form, is_true in FORMS.items())
        for found, is_true in fitting:
            if found:
                is_true(found, below)
                break
        else:
            raise AssertionError(f"no form fits: {clause}")


GOOD_RATE = "体质健康优良率 2023年为 61.74%，比2022年低 7.16 个百分点，可能变差，数有疑"
DEPENDING = "生均占地面积、生均教学科研仪器设备值"
SCOPES = [Scope(year, year) for year in range(2019, 2025)]
SCOPES += [Scope(2022, 2023), Scope(2023, 2024)]


def test_each_sentence_is_true_of_what_stands_below_it(school: Path) -> None:
    told = [one for name, values in charts() for one in said(name, EVER, values)]
    assert len(told) > 40
    for one, frame, by in told:
        check(one, Below(frame, by, EVER))


@exhaustive
def test_each_sentence_is_true_in_every_scope(school: Path) -> None:
    majors = list(question.run("majors")["major"])
    scopes = [*SCOPES, *(Scope(1900, 2100, (major,)) for major in majors)]
    scopes += [Scope(1900, 2100, tuple(majors[:2])), Scope(2024, 2024, tuple(majors[1:3]))]
    for place, scope in enumerate(scopes):
        for number, (name, values) in enumerate(charts()):
            if scope.majors and "majors" not in question.load(name).parameters:
                continue  # the same as without them, which the quick run tries
            if name.startswith("explore") and (place + number) % IN_TURN:
                continue  # hundreds of bindings, each in every third scope
            for one, frame, by in said(name, scope, values):
                check(one, Below(frame, by, scope))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("fitness_rates", f"{GOOD_RATE}；体质健康合格率基本持平（数有疑）。"),
        ("fitness_grades", "2023年良好最多，占 39.22%（其中有存疑的数）；各部分合计 102.53%。"),
        ("funding", "办学经费 2023年为 2,584.56 万元，比2022年少 354.37 万元（12%）。"),
        ("programme_students", "2024年计算机平面设计最多（626 人），家政服务与管理最少（68 人）。"),
        ("conditions", f"7 项中 5 项达到标准；取决于更正：{DEPENDING}；所据标准尚未核实。"),
        ("aid_recipients", "2023学年第一学期 60 人，2023学年第二学期 57 人。"),
    ],
)
def test_what_is_said_of_the_report(school: Path, name: str, expected: str) -> None:
    assert [one for one, _, _ in said(name, EVER, {})] == [expected]


@pytest.mark.parametrize("name", ["coverage", "programme_outcomes"])
def test_where_nothing_holds_for_all_of_it_nothing_is_said(school: Path, name: str) -> None:
    assert said(name, EVER, {}) == []


def test_no_year_is_held_against_one_that_the_reader_left_out(school: Path) -> None:
    for name in ("fitness_rates", "funding", "myopia_rates"):
        for one, _, _ in said(name, Scope(2023, 2023), {}):
            assert "比" not in one
            assert "持平" not in one


def made_up(*rows: tuple[str, float], **more: Any) -> pd.DataFrame:
    usual = {"indicator": "x", "indicator_name": "甲", "unit": "人", "decimals": 0, "status": "A"}
    usual |= {"period": "2024年", "year": 2024, "finding": None, "corrected": False, "source": ""}
    return pd.DataFrame([usual | more | {"category": name, "value": value} for name, value in rows])


NONE = pd.DataFrame()


def test_what_is_left_over_is_neither_first_nor_last() -> None:
    rows = made_up(("甲", 5.0), ("乙", 7.0), ("丙", 9.0), ("其他", 1.0))
    assert takeaways.takeaway("bars", rows, "category", NONE) == (
        "2024年丙最多（9 人），甲最少（5 人）。"
    )
    rows = made_up(("甲", 5.0), ("乙", 7.0), ("丙", 9.0), ("其他", 11.0))
    assert not takeaways.takeaway("bars", rows, "category", NONE)


def test_nobody_is_first_where_one_is_not_known_or_all_are_alike() -> None:
    for rows in (
        made_up(("甲", 5.0), ("乙", 7.0), ("丙", float("nan"))),
        made_up(("甲", 5.0), ("乙", 5.0), ("丙", 5.0)),
    ):
        assert "最" not in takeaways.takeaway("bars", rows, "category", NONE)
        assert "最" not in takeaways.takeaway("stacks", rows, "category", NONE)


def test_a_rate_makes_nobody_first() -> None:
    rows = made_up(("甲", 95.0), ("乙", 96.0), ("丙", 97.0), unit="%")
    said_of = takeaways.takeaway("bars", rows, "category", NONE)
    assert said_of == "2024年从甲的 95%到丙的 97%。"


def changes(*moves: tuple[int, float, float, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"ordinal": year, "indicator_name": "甲", "value": value, "before": before}
            | {"period_before": f"{year - 1}年", "year_before": year - 1, "move": move}
            | {"difference": value - before, "extent": 10.0, "grounds": ""}
            for year, before, value, move in moves
        ]
    )


def over_years(*values: float) -> pd.DataFrame:
    rows = made_up(*(("甲", value) for value in values))
    years = range(2025 - len(values), 2025)
    return rows.assign(year=years, ordinal=years, period=[f"{year}年" for year in years])


@pytest.mark.parametrize(
    ("second", "run"), [("moved", "，连续 2 期上升"), ("steady", ""), ("incomparable", "")]
)
def test_a_run_is_of_steps_that_are_all_certain(second: str, run: str) -> None:
    rows = over_years(5.0, 7.0, 9.0)
    known = changes((2023, 5.0, 7.0, second), (2024, 7.0, 9.0, "moved"))
    expected = f"甲 2024年为 9 人，比2023年多 2 人（29%）{run}。"
    assert takeaways.takeaway("trend", rows, "indicator_name", known) == expected


def test_a_step_down_after_one_up_is_no_run() -> None:
    known = changes((2023, 5.0, 9.0, "moved"), (2024, 9.0, 7.0, "moved"))
    assert "连续" not in takeaways.takeaway(
        "trend", over_years(5.0, 9.0, 7.0), "indicator_name", known
    )


def test_the_biggest_change_is_never_one_of_the_rest(school: Path) -> None:
    """Seen: a fall from 26 to 0, which is doubted, behind two small and certain ones."""
    [(told, _, _)] = said("graduate_sectors", EVER, {})
    assert told.startswith("面向第一产业就业人数 2024年为 0 人，比2023年少 26 人（100%），")
    assert told.endswith("；另有 1 项有变化。")


def test_what_began_at_nought_is_told_first() -> None:
    names = ("甲", "乙", "丙")
    rows = pd.concat(
        over_years(before, after).assign(indicator_name=name)
        for name, before, after in zip(names, (10, 0, 5), (30, 1, 6), strict=True)
    )
    known = pd.concat(
        changes((2024, before, after, "moved")).assign(indicator_name=name, extent=extent)
        for name, before, after, extent in zip(
            names, (10, 0, 5), (30, 1, 6), (200, float("nan"), 20), strict=True
        )
    )
    told = takeaways.takeaway("trend", rows, "indicator_name", known)
    assert [part[0] for part in told.split("；")] == ["乙", "甲", "另"]


def test_nothing_reaches_across_a_break() -> None:
    known = changes((2024, 7.0, 9.0, "incomparable"))
    said_of = takeaways.takeaway("trend", over_years(7.0, 9.0), "indicator_name", known)
    assert said_of == "甲 2024年为 9 人，与2023年不可比。"
