"""SYNTHETIC: the made-up school, cited and published again with something changed."""

import shutil
from collections.abc import Callable
from pathlib import Path

from dashboard import paths
from dashboard.cite import citation
from dashboard.cite.citation import Citation
from dashboard.ingest.build import build
from dashboard.publish import versions
from dashboard.query.question import Question, Scope

EVER = Scope(2000, 2100)
RATE = "pass_rate_pct"


class School:
    """The made-up school, its data file in use, and ways to publish another state of it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        build(data)

    def publish(self, change: Callable[[Path], object]) -> None:
        staged = self.data.parent / "staged"
        shutil.rmtree(staged, ignore_errors=True)
        for name in paths.INPUTS:
            if (self.data / name).is_dir():
                shutil.copytree(self.data / name, staged / name)
        change(staged)
        base = versions.state(self.data)
        versions.publish(self.data, staged, who="质量办", why="试", edition=None, base=base)

    def cite(self, *indicators: str) -> Citation:
        asked = Question.of("explore_table", EVER, indicators=list(indicators or (RATE,)))
        return citation.of(asked)


def edit(file: str, old: str, new: str) -> Callable[[Path], object]:
    def change(staged: Path) -> None:
        path = staged / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8", newline="")

    return change


def next_edition(staged: Path) -> None:
    later = staged / "editions" / "2025"
    later.mkdir()
    for name in ("edition.csv", "figures.csv"):
        lines = (staged / "editions/2024" / name).read_text(encoding="utf-8").splitlines()
        rows = {
            "edition.csv": "2025,虚构学校年报（2025）,虚构学校,,,2025年12月,9,,",
            "figures.csv": f"{RATE},2026年,,,98.10,98.10%,A,图1,3,",
        }
        (later / name).write_text(f"{lines[0]}\n{rows[name]}\n", encoding="utf-8")


FIGURES, CATALOGUE = "editions/2024/figures.csv", "catalogue/indicators.csv"
CORRECTED = edit(FIGURES, "97.92,97.92%", "97.29,97.29%")
WITHDRAWN = edit(FIGURES, "pass_rate_pct,2023年,,,97.92,97.92%,A,图1,3,\n", "")
REDEFINED = edit(CATALOGUE, "及格率,%,up,2,虚构。", "及格率,%,up,2,虚构，含补考。")
OF_OTHERS = edit(FIGURES, '1234,"1,234"', '1243,"1,243"')
OF_ANOTHER_MEANING = edit(
    CATALOGUE, "classes,班级数,个,neutral,0,虚构。", "classes,班级数,个,neutral,0,另算。"
)
RATIO_WITHDRAWN = edit(
    FIGURES,
    'student_ratio,2024-12-23,,,18,18:1,A,附表1 第1行,5,"说明，\n分两行，有𠮷字"\n',
    "",
)


def together(*changes: Callable[[Path], object]) -> Callable[[Path], object]:
    return lambda staged: [change(staged) for change in changes]
