"""The schema by itself: what its constraints refuse, and what its views return."""

import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.contract.printed_number import bounds
from dashboard.ingest.build import build

OBSERVATION = [
    *("edition", "indicator", "period", "period_type", "year", "major", "category", "value"),
    *("printed", "status", "source", "page", "note"),
]

GOOD: dict[str, dict[str, Any]] = {
    "observation": {
        "edition": 2024,
        "indicator": "classes",
        "period": "2030年",
        "period_type": "calendar_year",
        "year": 2030,
        "period_kind": "年",
        "major": None,
        "category": None,
        "value": 5.0,
        "printed": "5",
        "status": "A",
        "source": "表1",
        "page": 1,
        "note": None,
        "ordinal": 99,
    },
    "indicator": {
        "indicator": "new_pct",
        "name": "新指标",
        "unit": "%",
        "direction": "up",
        "decimals": 2,
        "definition": "虚构。",
        "chapter": 1,
        "section": "一(一)",
        "official_table": None,
        "official_row": None,
        "required": False,
        "same_as": None,
        "is_key": False,
        "notable_pct": 5.0,
    },
    "standard": {
        "standard_id": "new",
        "indicator": None,
        "operator": ">=",
        "value": 1.0,
        "unit": "%",
        "title": "虚构",
        "document": "rule",
        "kind": "requirement",
        "verified": False,
    },
    "edition": {"edition": 2025, "title": "虚构", "school": "虚构学校"},
    "fact": {"edition": 2024, "ordinal": 99, "topic": "honour", "item": "虚构", "source": "正文"},
    "omission": {"edition": 2024, "ordinal": 99, "printed": "1", "source": "正文", "reason": "无"},
}

BAD: list[tuple[str, dict[str, Any]]] = [
    ("observation", {"indicator": "unknown"}),
    ("observation", {"major": "不存在"}),
    ("observation", {"edition": 2023}),
    ("observation", {"period_type": "year"}),
    ("observation", {"year": 1899}),
    ("observation", {"year": 2101}),
    ("observation", {"status": "X", "note": "有"}),
    ("observation", {"period_kind": None}),
    ("observation", {"status": None}),
    ("observation", {"value": None}),
    ("observation", {"printed": None}),
    ("observation", {"printed": "-"}),
    ("observation", {"printed": ""}),
    ("observation", {"printed": "-", "value": None}),
    ("observation", {"printed": "-", "status": "M"}),
    ("observation", {"printed": "", "value": None, "status": "M"}),
    ("observation", {"printed": "", "status": "O"}),
    ("observation", {"status": "O"}),
    ("observation", {"status": "U"}),
    ("observation", {"printed": "", "status": "U"}),
    ("observation", {"printed": "", "value": None, "status": "U", "note": "有"}),
    ("observation", {"printed": "", "status": "D", "note": "有"}),
    ("observation", {"printed": "-", "status": "U", "note": "有"}),
    ("observation", {"source": ""}),
    ("observation", {"page": 0}),
    ("observation", {"ordinal": 1}),
    # The key, where NULL stands for the whole school and for no breakdown: row 2 of figures.csv.
    ("observation", {"indicator": "pass_rate_pct", "period": "2023年"}),
    ("indicator", {"indicator": "classes"}),
    ("indicator", {"indicator": "大写"}),
    ("indicator", {"indicator": "Upper"}),
    ("indicator", {"name": "班级数"}),
    ("indicator", {"direction": "higher"}),
    ("indicator", {"decimals": 7}),
    ("indicator", {"chapter": 10}),
    ("indicator", {"same_as": "unknown"}),
    ("indicator", {"same_as": "new_pct"}),
    ("indicator", {"official_table": "附表7", "official_row": 1}),
    ("indicator", {"official_table": "附表1"}),
    ("standard", {"operator": "≥"}),
    ("standard", {"indicator": "unknown"}),
    ("standard", {"value": None}),
    ("edition", {"edition": 2024}),
    ("edition", {"edition": 24}),
    ("fact", {"edition": 2023}),
    ("fact", {"major": "不存在"}),
    ("fact", {"ordinal": 1}),
    ("omission", {"reason": None}),
    ("omission", {"source": ""}),
]


@pytest.fixture
def copy(synthetic_database: Path, tmp_path: Path) -> Path:
    """Return a data file of the made-up school that a test may write to."""
    return Path(shutil.copyfile(synthetic_database, tmp_path / "copy.duckdb"))


def insert(database: Path, table: str, row: dict[str, Any]) -> None:
    if isinstance(value := row.get("value"), float) and table == "observation":
        row = row | asdict(bounds(row["printed"] or "", value))
    sql = f"insert into {table} by name select unnest($rows, recursive := true)"
    with duckdb.connect(database) as connection:
        connection.execute(sql, {"rows": [row]})


@pytest.mark.parametrize("table", GOOD)
def test_a_good_row_is_taken(copy: Path, table: str) -> None:
    insert(copy, table, GOOD[table])


def test_a_number_counted_by_hand_is_taken(copy: Path) -> None:
    counted = {"printed": "", "status": "U", "note": "逐行清点"}
    insert(copy, "observation", GOOD["observation"] | counted)


@pytest.mark.parametrize(("table", "change"), BAD)
def test_a_bad_row_is_refused(copy: Path, table: str, change: dict[str, Any]) -> None:
    with pytest.raises(duckdb.ConstraintException):
        insert(copy, table, GOOD[table] | change)


def columns(database: Path, view: str) -> list[str]:
    with duckdb.connect(database, read_only=True) as connection:
        return connection.table(view).columns


def fetch(database: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(database, read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_columns_of_the_views(database: Path) -> None:
    newest = {*OBSERVATION, "period_kind", "ordinal"}
    assert set(columns(database, "latest_observation")) == newest
    bounds_of = {"places", "low", "high", "is_rough"}
    assert set(columns(database, "observation")) == newest | bounds_of
    assert columns(database, "observation_export") == [
        *OBSERVATION,
        *("indicator_name", "unit", "chapter"),
    ]


def test_types_of_the_public_view(database: Path) -> None:
    with duckdb.connect(database, read_only=True) as connection:
        view = connection.table("observation_export")
        types = dict(zip(view.columns, map(str, view.types), strict=True))
    numbers = {"edition": "INTEGER", "year": "INTEGER", "value": "DOUBLE"}
    numbers |= {"page": "INTEGER", "chapter": "INTEGER"}
    assert types == dict.fromkeys(types, "VARCHAR") | numbers


def test_the_file_can_be_opened_under_any_name(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "1-2-3.duckdb"
    shutil.copyfile(database, copy)
    for view in ("latest_observation", "observation_export", "latest_figure"):
        sql = f"select count(*) from {view}"
        assert fetch(copy, sql) == fetch(database, sql) != [(0,)]


def second_edition(data: Path) -> None:
    """Print two figures of 2024 again in 2025, one of them changed; and one anew."""
    folder = data / "editions/2025"
    folder.mkdir()
    text = (data / "editions/2024/edition.csv").read_text(encoding="utf-8")
    (folder / "edition.csv").write_text(text.replace("2024", "2025"), encoding="utf-8")
    header = "indicator,period,major,category,value,printed,status,source,page,note\n"
    (folder / "figures.csv").write_text(
        f"{header}pass_rate_pct,2023年,,,98,98%,A,图1,3,\n"
        "classes,2023学年,会计,,1234,1234,A,表1,3,\n"
        "pass_rate_pct,2030年,,,99,99%,A,图1,3,\n",
        encoding="utf-8",
    )


def test_latest_observation_takes_the_newest_edition_of_each_figure(synthetic: Path) -> None:
    before = fetch(build(synthetic), "select * from latest_observation")
    second_edition(synthetic)
    built = build(synthetic)
    sql = "select edition, value from latest_observation"
    key = "where indicator = 'pass_rate_pct' and period ="
    assert fetch(built, f"{sql} {key} '2023年'") == [(2025, 98.0)]
    assert fetch(built, f"{sql} {key} '2024年'") == [(2024, None)]
    assert fetch(built, f"{sql} where major = '会计事务'") == [(2025, 1234.0)]
    assert fetch(built, f"{sql} where major = '计算机应用'") == [(2024, 7.0)]
    count = "select count(*) from"
    assert fetch(built, f"{count} latest_observation") == [(len(before) + 1,)]
    assert fetch(built, f"{count} latest_figure") == [(len(before) + 1,)]
    assert fetch(built, f"{count} observation_export") == [(len(before) + 3,)]
    both = "select edition, value, unit, indicator_name from observation_export"
    assert fetch(built, f"{both} {key} '2023年'") == [
        (2024, 97.92, "%", "及格率"),
        (2025, 98.0, "%", "及格率"),
    ]


def test_a_second_edition_of_the_real_report(made_up: Path, database: Path) -> None:
    [old] = [folder for folder in (made_up / "editions").iterdir() if folder.name == "2024"]
    new = shutil.copytree(old, old.with_name("2099"))
    text = (new / "edition.csv").read_text(encoding="utf-8")
    (new / "edition.csv").write_text(text.replace("\n2024,", "\n2099,"), encoding="utf-8")
    built = build(made_up)
    of_2024 = "from observation where edition = 2024"
    assert fetch(built, "select count(*) from latest_observation where edition = 2099") == fetch(
        database, f"select count(*) {of_2024}"
    )
    assert fetch(built, "select count(*) from latest_observation where edition = 2024") == [(0,)]
