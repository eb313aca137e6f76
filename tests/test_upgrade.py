"""What an older version of the program has left in the data folder, met by this one."""

import csv
import json
from pathlib import Path

import pytest

from dashboard import paths
from dashboard.contract import columns
from dashboard.contract.columns import Columns
from dashboard.contract.faults import DataProblems
from dashboard.dev import live_server
from dashboard.intake import drafts
from dashboard.publish import versions
from dashboard.publish.rebuild import is_current, rebuild
from dashboard.serve.visit import visit
from tests.amount import exhaustive
from tests.real import copied

# Written by the first version that published; the hashes are its own.
INPUTS = {"catalogue/majors.csv": "major\n", "editions/2024/edition.csv": "edition\n2024\n"}
LINE = """{"number": 1, "when": "2026-11-23T20:00:00+08:00", "who": "系统", \
"why": "第一次发布之前的数据，自动留存", "kind": "baseline", "edition": null, \
"input_sha256": "5685fa073c50787f33842f2b6678c8baba5d3c43a167e4f982336344ec90de70", \
"output_sha256": "", "of": null, "previous": "", \
"sha256": "7548d4db0b17c78b25322cfd91b2b2af45ebf81e8c844f33a216833b883e2691"}
"""
DRAFT = {
    "folder": "",
    "author": "jiaowu@example.edu.cn",
    "file": "填好.xlsx",
    "sha256": "0",
    "made": "2026-11-23T20:00:00+08:00",
    "base": "0",
    "year": 2025,
    "filled": 369,
    "faults": [],
    "unlisted": 0,
    "unmarked": "",
    "remarks": [],
    "confirmed": [],
}
# Which columns came later; the first version had none of them.
LATER: dict[str, Columns] = {
    "catalogue/indicators.csv": columns.INDICATORS,
    "catalogue/synonyms.csv": columns.SYNONYMS,
    "editions/2024/claims.csv": columns.CLAIMS,
}


def rewrite(path: Path, without: set[str]) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    kept = [number for number, column in enumerate(header) if column not in without]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([row[number] for number in kept] for row in (header, *rows))


def grow_older(data: Path) -> set[str]:
    """Take out of the files what was added to them; return what that is."""
    taken: set[str] = set()
    for name, known in LATER.items():
        later = {column.name for column in known if column.later}
        taken |= later
        if (data / name).exists():
            rewrite(data / name, later)
    return taken


@exhaustive
def test_files_without_the_columns_that_came_later_are_read(synthetic: Path) -> None:
    assert grow_older(synthetic) == {
        *("key", "notable_pct", "sample_of", "nearest", "share_of", "population"),
    }
    rebuild(synthetic)
    assert is_current(synthetic)
    rewrite(synthetic / "catalogue/indicators.csv", {"same_as"})
    with pytest.raises(DataProblems, match="「same_as」列：缺少这一列"):
        rebuild(synthetic)


def test_versions_and_drafts_of_the_first_version_are_known(tmp_path: Path) -> None:
    kept = tmp_path / paths.VERSIONS / "0001"
    for name, text in INPUTS.items():
        (kept / name).parent.mkdir(parents=True)
        (kept / name).write_text(text, encoding="utf-8")
    (kept.parent / "log.jsonl").write_text(LINE, encoding="utf-8")
    assert versions.broken(tmp_path) is None
    assert [version.kind for version in versions.history(tmp_path)] == ["baseline"]
    assert versions.state(kept) == versions.history(tmp_path)[0].input_sha256
    record = tmp_path / paths.DRAFTS / "1" / "draft.json"
    record.parent.mkdir(parents=True)
    record.write_text(json.dumps(DRAFT), encoding="utf-8")
    [draft] = drafts.of(tmp_path, "jiaowu@example.edu.cn")
    assert draft.year == 2025
    assert not draft.is_whole  # its author is asked to hand it in again


@exhaustive
def test_the_real_figures_as_they_were_are_served(tmp_path: Path) -> None:
    data = copied(tmp_path)
    grow_older(data)
    for name in ("derived", "synonyms"):
        (data / "catalogue" / f"{name}.csv").unlink()
    with live_server.running(tmp_path, environment={"DASHBOARD_DATA": str(data)}) as server:
        visit(server.url)
    assert is_current(data)
