"""A data folder comes back whole from what docs/deploy.md saves of it, whoever is publishing."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from dashboard import paths
from dashboard.dev import live_server
from dashboard.publish import transaction, versions
from dashboard.publish.rebuild import is_current, rebuild
from dashboard.publish.versions import NotPublished
from dashboard.serve.visit import visit
from tests.amount import exhaustive

# One name stands in both: a folder of which half is old says two.
MARKED = ("catalogue/sources.csv", "editions/2024/facts.csv")
DRAFT = "drafts/1/data/school.duckdb"
# tar as it is on a slow disk.
SLOW = {"TAR_OPTIONS": "--checkpoint=3 --checkpoint-action=sleep=1"}


def told(start: str, end: str, home: Path) -> list[str]:
    """Return the commands of a part of the manual, without those that need root, for a folder."""
    manual = (paths.ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    part = manual.partition(f"\n{start}\n")[2].partition(f"\n{end}\n")[0]
    lines = re.findall(r"^    (.+)$", part, flags=re.MULTILINE)
    assert lines
    here = [line for line in lines if not re.match(r"systemctl |chown |cd ", line)]
    return [
        line.replace("/var/lib/dashboard", str(home)).replace("备份.tar.gz", f"{home}.tar.gz")
        for line in here
    ]


def backing_up(home: Path, surroundings: dict[str, str]) -> subprocess.Popen[bytes]:
    [command] = told("## 五 备份和恢复", "恢复：", home)
    return subprocess.Popen(command, shell=True, env=os.environ | surroundings)


def restore(home: Path) -> Path:
    for command in told("恢复：", "## 六 升级", home):
        subprocess.run(command, shell=True, check=True)
    return home / "data"


@pytest.fixture
def home(synthetic: Path, tmp_path: Path) -> Path:
    """Return where a made-up school keeps its data, published for the first time as 一."""
    data = tmp_path / "home" / "data"
    shutil.copytree(synthetic, data)
    rebuild(data)
    publish(data, "一")
    (data / DRAFT).parent.mkdir(parents=True)
    (data / DRAFT).touch()
    return data.parent


def publish(data: Path, word: str) -> None:
    staged = shutil.copytree(data, data.parent / word, ignore=shutil.ignore_patterns("versions"))
    for name in MARKED:
        text = (staged / name).read_text(encoding="utf-8")
        text = re.sub("虚构(?:的标准|.?荣誉)", f"虚构{word}荣誉", text)
        (staged / name).write_text(text, encoding="utf-8")
    base = versions.state(data)
    versions.publish(data, staged, who="教务处", why=word, edition=2024, base=base)


def words(data: Path) -> set[str]:
    texts = [(data / name).read_text(encoding="utf-8") for name in MARKED]
    return {word for text in texts for word in re.findall("虚构(.)荣誉", text)}


def test_a_backup_waits_until_what_is_published_is_in_place(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    with transaction.locked(data, wait=0):
        backup = backing_up(tmp_path, {})
        with pytest.raises(subprocess.TimeoutExpired):
            backup.wait(timeout=0.2)
    assert backup.wait(timeout=30) == 0


@exhaustive
def test_what_is_saved_while_somebody_publishes_comes_back_whole(home: Path) -> None:
    backup = backing_up(home, SLOW)
    time.sleep(1)
    with pytest.raises(NotPublished, match="备份"):
        publish(home / "data", "二")
    assert backup.wait(timeout=60) == 0
    publish(home / "data", "三")
    data = restore(home)
    assert words(data) == {"一"}
    assert (data / DRAFT).is_file()
    with live_server.running(home, environment={"DASHBOARD_DATA": str(data)}) as server:
        visit(server.url)
    assert is_current(data)
    assert versions.broken(data) is None
    assert versions.history(data)[0].why == "一"
