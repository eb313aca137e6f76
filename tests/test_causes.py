"""One slip is counted once, however many figures it touches."""

import re
from pathlib import Path
from typing import Any

import pytest

from dashboard.ingest.causes import gathered
from dashboard.query import question
from dashboard.query.question import Scope
from tests.layouts import EVER
from tests.schools import Figure, School, ask


@pytest.mark.parametrize(
    ("keys", "causes"),
    [
        ([("a", "x"), ("b", "y")], {"a": "a", "b": "b"}),
        ([("a", "x"), ("b", "x")], {"a": "a", "b": "a"}),
        # By way of a third that comes later, whichever of them it meets first.
        ([("a", "x"), ("b", "y"), ("c", "y"), ("c", "x")], {"a": "a", "b": "a", "c": "a"}),
        ([("a", "x"), ("b", "y"), ("c", "x"), ("c", "y")], {"a": "a", "b": "a", "c": "a"}),
        ([("a", "a"), ("a", "x"), ("b", "b"), ("b", "x")], {"a": "a", "b": "a"}),
    ],
)
def test_whoever_shares_anything_is_of_one_cause(
    keys: list[tuple[str, str]], causes: dict[str, str]
) -> None:
    assert gathered(keys) == causes


def together(database: Path) -> set[frozenset[str]]:
    """Return the causes, each as what its findings are about."""
    rows = ask(
        database,
        """
        select
            cause,
            coalesce(indicator, source) || ' ' || coalesce(period, detail, '') as about
        from finding_of_cause
        """,
    )
    causes: dict[str, set[str]] = {}
    for row in rows:
        causes.setdefault(row["cause"], set()).add(row["about"].strip())
    return {frozenset(about) for about in causes.values()}


def test_causes_of_the_report(database: Path) -> None:
    found = together(database)
    # A column a year late, with what it makes of the form, and of the figure it was copied from.
    late = {"form6_fitness_tested same:form6_fitness_tested", "form6_fitness_tested 2024年"}
    assert any(late | {"fitness_tested 2023年"} <= one for one in found)
    # A table that is not filled in.
    assert any(one == {"附表2 附表2 2023年、2024年"} for one in found)
    # Counts of 2023 that do not add up: whole, passed and good; and so do their shares.
    counts = {"fitness_tested 2023年", "fitness_pass_count 2023年", "fitness_good_count 2023年"}
    shares = {f"fitness_{one}_pct 2023年" for one in ("grade_share", "pass_rate", "good_rate")}
    assert frozenset(counts | shares) in found
    # A sentence that is refuted, and the two numbers in it as they are printed a second time.
    prose = {f"fitness_excellent_rate_prose_pct {year}年" for year in (2019, 2023)}
    assert frozenset({"fitness_grade_share_pct 2019年"} | prose) in found
    # Two misprints in two lines of one form are two.
    assert not any(
        {"form3_student_teacher_ratio 2024年", "form3_senior_title_teachers_pct 2024年"} <= one
        for one in found
    )


def test_a_figure_that_is_out_of_range_changes_its_size(tmp_path: Path) -> None:
    school = School(tmp_path / "data")
    school.indicator("each", unit="个/生", decimals="2")
    school.relation("range", "range", "result each", low="0", high="3")
    school.figures = [Figure("each", "2023年", "460"), Figure("each", "2024年", "0.27")]
    rows = school.ask("select check_id, cause from finding_of_cause")
    assert {row["check_id"] for row in rows} == {"out_of_range", "size_changed"}
    assert len({row["cause"] for row in rows}) == 1


def test_a_cause_is_as_grave_as_its_gravest_finding(database: Path) -> None:
    rows = ask(
        database,
        """
        select cause_severity, min(severity.ordinal) as gravest
        from finding_of_cause inner join severity using (severity)
        group by cause, cause_severity
        """,
    )
    order = {"错误": 1, "存疑": 2, "提示": 3}
    assert {(row["gravest"] == order[row["cause_severity"]]) for row in rows} == {True}


def test_pages_count_causes(school: Path) -> None:
    asked: dict[str, Any] = {"severity": "", "kind": "", "chapter": 0, "opened": ""}
    listed = question.run("findings", EVER, edition=2024, **asked).drop_duplicates("cause")
    counted = question.run("audit_counts", EVER, edition=2024).iloc[0]
    for column, severity in (("errors", "错误"), ("doubts", "存疑"), ("hints", "提示")):
        assert counted[column] == (listed["cause_severity"] == severity).sum() > 0
    assert counted["errors"] < len(question.run("findings", EVER, edition=2024, **asked))


def test_one_wrong_total_is_one_and_two_are_two(tmp_path: Path) -> None:
    school = School(tmp_path / "data")
    for name in ("one", "two"):
        school.indicator(name)
        school.indicator(f"{name}_part")
        school.relation(f"of_{name}", "sum", f"whole {name}", f"part {name}_part *")
        # Told by two relations, and of one figure.
        school.relation(f"also_{name}", "sum", f"whole {name}", f"part {name}_part 甲;乙")
        school.figures += [Figure(name, "2024年", "11")]
        school.figures += [Figure(f"{name}_part", "2024年", "5", part) for part in ("甲", "乙")]
    rows = school.ask("select distinct cause, cause_severity from finding_of_cause")
    assert [row["cause_severity"] for row in rows] == ["错误", "错误"]


def test_a_finding_is_shown_in_the_years_of_each_figure_it_concerns(school: Path) -> None:
    concerned = ask(
        school,
        """
        select distinct
            finding,
            year
        from finding_figure
        inner join observation using (edition, ordinal)
        where edition = 2024 and year is not null
        union
        select
            finding.finding,
            unnest([claim.first_year, claim.last_year]) as year
        from finding
        inner join claim on finding.edition = claim.edition and finding.detail = claim.claim
        where finding.check_id = 'claims'
        """,
    )
    wanted: dict[str, Any] = {
        "edition": 2024,
        "severity": "",
        "kind": "",
        "chapter": 0,
        "opened": "",
    }
    shown = {
        year: {*question.run("findings", Scope(year, year), **wanted)["finding"]}
        for year in {row["year"] for row in concerned} - {None}
    }
    assert not [
        row for row in concerned if row["year"] and row["finding"] not in shown[row["year"]]
    ]
    # What is of one year alone is not shown in another.
    assert any(
        len({row["year"] for row in concerned if row["finding"] == one}) == 1
        for one in shown[2023] - shown[2019]
    )


def named_as_doubted(first: int, last: int) -> set[str]:
    names = question.run("untrusted", Scope(first, last))["indicator_name"]
    return {one for name in names for one in name.split("、")}


def test_what_not_to_trust_is_named_whichever_of_its_years_is_looked_at(school: Path) -> None:
    everything = named_as_doubted(1900, 2100)
    for one in everything:
        year = int(re.findall("(20[0-9]{2})[年届-]", one)[-1])
        assert one in named_as_doubted(year, year)
        assert one in named_as_doubted(year, 2100)
    # What matters by how far it has moved does so at either end of the step.
    later, earlier = (
        "体测优秀率（正文二(一)） 2023年 61.74%",
        "体测优秀率（正文二(一)） 2019年 48.75%",
    )
    assert later in everything
    assert earlier in named_as_doubted(1900, 2022)
    assert not {later, earlier} & named_as_doubted(2020, 2022)


def test_a_printed_number_that_is_named_bears_its_unit(school: Path) -> None:
    assert "毕业生去向落实人数 2024年 592 人" in named_as_doubted(1900, 2100)
    told = [*named_as_doubted(1900, 2100)]
    for line in question.run("doubted_of_majors", Scope(1900, 2100))["indicator_name"]:
        told += line.split("、")
    told += [
        figure["printed"]
        for row in ask(school, "select figures from figures_of_finding")
        for figure in row["figures"]
        if figure["printed"]
    ]
    assert len(told) > 100
    assert [one for one in told if re.search(r"(^| )[\d.,]+$", one)] == []
