import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard import paths
from dashboard.contract.faults import DataProblems
from dashboard.ingest.build import _CODE, build
from dashboard.publish.rebuild import is_current
from tests.amount import exhaustive, exhaustively
from tests.real import copied, csv_rows

TABLES = (
    *("source", "major", "indicator", "standard", "edition", "observation", "fact", "omission"),
)


def rows(database: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(database, read_only=True) as connection:
        return connection.execute(sql).fetchall()


def content(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row as it lies in the file, apart from the hash of its inputs."""
    with duckdb.connect(database, read_only=True) as connection:
        return {table: connection.table(table).fetchall() for table in (*TABLES, "latest_figure")}


def real_rows(kind: Callable[[str], bool]) -> list[tuple[int, dict[str, str]]]:
    """Read the real files with nothing but the csv module: (edition, row)."""
    found = []
    for path in sorted((paths.DATA / "editions").glob("*/*.csv")):
        if kind(path.name):
            found += [(int(path.parent.name), row) for row in csv_rows(path)]
    return found


def test_synthetic_figures_stand_as_they_were_written(synthetic: Path) -> None:
    columns = "ordinal, period_type, year, major, category, value, printed, status, page, note"
    assert rows(build(synthetic), f"select {columns} from observation") == [
        (1, "calendar_year", 2023, None, None, 97.92, "97.92%", "A", 3, None),
        (2, "calendar_year", 2024, None, None, None, "-", "M", 3, None),
        (3, "calendar_year", 2025, None, None, None, "", "O", 3, None),
        (4, "academic_year", 2023, "会计事务", None, 1234.0, "1,234", "A", 4, None),
        (5, "academic_year", 2023, "计算机应用", None, 7.0, "7", "A", 4, None),
        (6, "as_of", 2024, None, None, 18.0, "18:1", "A", 5, "说明，\n分两行，有𠮷字"),
        (7, "cohort", 2024, None, "春招", 20.0, "20多个", "U", None, "约数"),
        (8, "term", 2023, None, None, 0.0, "0个", "A", 6, None),
    ]


def test_synthetic_catalogue_and_facts(synthetic: Path) -> None:
    built = build(synthetic)
    assert built == synthetic / "school.duckdb"
    indicators = "select indicator, required, same_as, official_row from indicator order by 1"
    assert rows(built, indicators) == [
        ("classes", False, None, None),
        ("classes_prose", False, "classes", None),
        ("half_pct", False, None, None),
        ("pass_rate_pct", True, None, 1),
        ("student_ratio", False, None, None),
    ]
    assert rows(built, "select major, aliases, opened from major") == [
        ("会计事务", "会计;财会", None),
        ("计算机应用", "计应", 2016),
    ]
    assert rows(built, "select ordinal, topic, indicators, major, page from fact") == [
        (1, "honour", None, None, 1),
        (2, "challenge", "classes;pass_rate_pct", "会计事务", 8),
    ]
    assert rows(built, "select standard_id, indicator, value, verified from standard") == [
        ("ratio_max", "student_ratio", 20.0, False),
        ("unheld", None, 3.0, False),
    ]
    assert rows(built, "select edition, pages, printed_date from edition") == [
        (2024, 9, "2024年12月")
    ]
    assert rows(built, "select printed, page, reason from omission") == [
        ("第8届", 7, "届次，不是数据")
    ]


def test_every_real_figure_is_there_as_printed(database: Path) -> None:
    others = ("answers", "claims", "classes", "edition", "facts", "omissions")
    expected = real_rows(lambda name: not name.startswith(others))
    assert len(expected) > 400
    sql = "select edition, indicator, period, category, value, printed, status from observation"
    assert rows(database, f"{sql} order by edition, ordinal") == [
        (
            edition,
            row["indicator"],
            row["period"],
            row["category"] or None,
            float(row["value"]) if row["value"] else None,
            row["printed"],
            row["status"],
        )
        for edition, row in expected
    ]


@pytest.mark.parametrize("table", ["fact", "omission"])
def test_every_real_fact_and_omission_is_there(database: Path, table: str) -> None:
    expected = real_rows(lambda name: name.startswith(f"{table}s"))
    assert expected
    built = rows(database, f"select edition, source from {table} order by edition, ordinal")
    assert built == [(edition, row["source"]) for edition, row in expected]


@pytest.mark.parametrize("encoding", ["utf-8-sig", *exhaustively("gb18030")])
def test_files_saved_by_excel_give_the_same(made_up: Path, encoding: str) -> None:
    before = content(build(made_up))
    for path in made_up.glob("*/**/*.csv"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text, encoding=encoding, newline="\r\n")
    assert content(build(made_up)) == before


def test_the_order_of_columns_does_not_matter(synthetic: Path) -> None:
    before = content(build(synthetic))
    path = synthetic / "editions/2024/figures.csv"
    with path.open(encoding="utf-8", newline="") as file:
        cells = [list(reversed(row)) for row in csv.reader(file)]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(cells)
    assert content(build(synthetic)) == before


def test_two_builds_are_the_same_to_the_byte(tmp_path: Path, database: Path) -> None:
    # Another process, file name, folder and order of hashes; and pandas stays out of it, which
    # alone would take longer than the whole build.
    out = tmp_path / "elsewhere" / "other-name.duckdb"
    script = (
        "import sys; from pathlib import Path; from dashboard.ingest.build import build;"
        f"build(out=Path({str(out)!r})); sys.exit('pandas' in sys.modules)"
    )
    environment = os.environ | {"PYTHONHASHSEED": "42", "PYTHONPATH": str(paths.ROOT)}
    subprocess.run([sys.executable, "-c", script], check=True, env=environment)
    assert out.read_bytes() == database.read_bytes()


@exhaustive
def test_so_are_those_of_several_editions(tmp_path: Path) -> None:
    """The more text there is, the more DuckDB is tempted to pack it by samples."""
    data = copied(tmp_path)
    first = data / paths.EDITIONS / "2024"
    for year in ("2025", "2026"):
        shutil.copytree(first, first.with_name(year))
        edition = first.with_name(year) / "edition.csv"
        text = edition.read_text(encoding="utf-8")
        edition.write_text(text.replace("\n2024,", f"\n{year},"), encoding="utf-8")
    built = {build(data, tmp_path / str(turn) / "a.duckdb").read_bytes() for turn in range(3)}
    assert len(built) == 1


def test_a_refused_build_leaves_the_old_file(synthetic: Path) -> None:
    built = build(synthetic)
    before, modified = built.read_bytes(), built.stat().st_mtime_ns
    (synthetic / "catalogue/majors.csv").unlink()
    with pytest.raises(DataProblems):
        build(synthetic)
    assert (built.read_bytes(), built.stat().st_mtime_ns) == (before, modified)
    assert left(synthetic) == {"catalogue", "editions", "school.duckdb"}


def test_a_build_that_breaks_half_way_leaves_the_old_file(
    synthetic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = build(synthetic)
    before = built.read_bytes()
    # The checks and the schema disagree: the rows go in one by one until the last table.
    schema = paths.SCHEMA.read_text(encoding="utf-8")
    spoilt = synthetic.parent / "schema.sql"
    spoilt.write_text(
        schema.replace("reason varchar not null", "reason varchar check (reason = '')"),
        encoding="utf-8",
    )
    monkeypatch.setattr(paths, "SCHEMA", spoilt)
    with pytest.raises(duckdb.ConstraintException):
        build(synthetic)
    assert built.read_bytes() == before
    assert left(synthetic) == {"catalogue", "editions", "school.duckdb"}


def test_a_build_takes_no_more_memory_than_is_set(
    synthetic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.ingest.build._MEMORY", "1MB")
    with pytest.raises(duckdb.OutOfMemoryException):
        build(synthetic)
    assert not (synthetic / "school.duckdb").exists()


def test_a_data_folder_that_was_moved_away_is_not_made_anew(synthetic: Path) -> None:
    away = synthetic.rename(synthetic.with_name("away"))
    with pytest.raises((DataProblems, FileNotFoundError)):
        build(synthetic)
    assert not synthetic.exists()
    assert away.exists()


def test_a_file_held_open_elsewhere_is_said_so(
    synthetic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = build(synthetic)
    before = built.read_bytes()

    def refuse(_self: Path, _target: Path) -> None:  # as Windows does
        raise PermissionError(13, "The process cannot access the file", "school.duckdb")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(DataProblems, match="正被其他程序打开") as caught:
        build(synthetic)
    assert caught.value.problems[0].file == str(built)
    assert built.read_bytes() == before
    assert left(synthetic) == {"catalogue", "editions", "school.duckdb"}


def test_a_place_that_cannot_be_written_to_is_said_so(synthetic: Path) -> None:
    in_the_way = synthetic / "file"
    in_the_way.write_text("", encoding="utf-8")
    with pytest.raises(DataProblems, match="无法写入"):
        build(synthetic, in_the_way / "school.duckdb")


def test_a_log_left_by_another_program_is_not_taken_for_ours(synthetic: Path) -> None:
    log = synthetic / "school.duckdb.wal"
    log.write_bytes(b"of another file")
    built = build(synthetic)
    assert not log.exists()
    assert rows(built, "select count(*) from observation") == [(8,)]


def test_concurrent_builds_do_not_disturb_each_other(synthetic: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: build(synthetic), range(8)))
    assert set(made) == {synthetic / "school.duckdb"}
    assert rows(made[0], "select count(*) from observation_export") == [(8,)]
    assert left(synthetic) == {"catalogue", "editions", "school.duckdb"}


def left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"versions"}  # the lock lies there


def _add_figure(data: Path) -> None:
    with (data / "editions/2024/more.csv").open("a", encoding="utf-8") as file:
        file.write("classes,2030年,,,3,3,A,正文 一,6,\n")


def _rename_file(data: Path) -> None:
    (data / "editions/2024/more.csv").rename(data / "editions/2024/again.csv")


def _change_catalogue(data: Path) -> None:
    path = data / "catalogue/majors.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("财会", "财"), encoding="utf-8")


def _add_folder(data: Path) -> None:
    (data / "editions/2025").mkdir()


@pytest.mark.parametrize("change", [_add_figure, _rename_file, _change_catalogue, _add_folder])
def test_a_change_of_any_input_is_noticed(synthetic: Path, change: Callable[[Path], None]) -> None:
    assert not is_current(synthetic)
    out = build(synthetic)
    assert is_current(synthetic, out)
    shutil.copytree(synthetic / "editions", synthetic.parent / "else" / "editions")
    assert is_current(synthetic)
    change(synthetic)
    assert not is_current(synthetic, out)


def test_the_data_in_use_is_built_unless_told_otherwise(
    synthetic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "DATA", synthetic)
    assert not is_current()
    assert build() == synthetic / "school.duckdb"
    assert is_current()


def test_what_is_no_input_is_not_noticed(synthetic: Path) -> None:
    out = build(synthetic)
    (synthetic / "editions/2024/~$more.csv").write_bytes(b"kept by Excel while open")
    assert is_current(synthetic, out)


def test_a_change_of_the_schema_is_noticed(
    synthetic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = build(synthetic)
    changed = synthetic.parent / "schema.sql"
    changed.write_bytes(paths.SCHEMA.read_bytes() + b"-- changed\n")
    monkeypatch.setattr(paths, "SCHEMA", changed)
    assert not is_current(synthetic, out)


def test_a_change_of_the_code_is_noticed_also_after_a_rename(
    synthetic: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = tmp_path / "code"
    code.mkdir()
    (code / "rules.py").write_text("LIMIT = 1\n", encoding="utf-8")
    monkeypatch.setattr("dashboard.ingest.build._CODE", (code,))
    out = build(synthetic)
    assert is_current(synthetic, out)
    renamed = (code / "rules.py").rename(code / "limits.py")
    assert not is_current(synthetic, out)
    build(synthetic)
    renamed.write_text("LIMIT = 2\n", encoding="utf-8")
    assert not is_current(synthetic, out)
    renamed.unlink()
    with pytest.raises(RuntimeError, match="code"):
        is_current(synthetic, out)


def test_all_code_that_a_build_loads_counts(synthetic: Path) -> None:
    script = (
        "import sys, pathlib; from dashboard.ingest.build import build;"
        "build(pathlib.Path(sys.argv[1]));"
        "names = [name for name in sys.modules if name.startswith('dashboard')];"
        "print(*(sys.modules[name].__file__ for name in names), sep='\\n')"
    )
    command = [sys.executable, "-c", script, str(synthetic)]
    done = subprocess.run(command, cwd=paths.ROOT, capture_output=True, text=True, check=True)
    loaded = {Path(line) for line in done.stdout.split()}
    made_by = {path for folder in _CODE for path in folder.glob("*.py")}
    assert len(loaded) > 10
    assert loaded - made_by == set()


def test_a_damaged_file_is_not_current(synthetic: Path) -> None:
    out = build(synthetic)
    out.write_bytes(b"no database")
    assert not is_current(synthetic, out)
    assert is_current(synthetic, build(synthetic))
