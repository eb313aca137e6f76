"""What a school sets for itself in ``data/school.toml``: name, access, its lists, its colours."""

import functools
import itertools
import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from dashboard.contract.faults import DataProblems, Problem
from dashboard.paths import ROOT
from dashboard.text import nearest

FILE = "school.toml"
MODES = ("light", "dark")
VIEWING = ("open", "signed-in")
FEWEST = 3  # persons: with fewer behind a figure, one of them can reckon the other out

Colours: TypeAlias = dict[str, dict[str, str | list[str]]]

_THEME = ROOT / ".streamlit" / "config.toml"
_HEX = re.compile("#[0-9a-fA-F]{6}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
LEGIBLE = 4.5  # to one: the contrast that small text needs, by WCAG 2 AA
_TEXTS = ("textColor", "TextColor", "linkColor", "primaryColor")  # how colours of text end
_GROUNDS = ("backgroundColor", "secondaryBackgroundColor")


@dataclass(frozen=True)
class Access:
    """Who may look and who may publish; ``dashboard.auth.access`` decides by it."""

    viewing: str = "open"
    editors: tuple[str, ...] = ()
    editor_groups: tuple[str, ...] = ()
    viewers: tuple[str, ...] = ()
    viewer_groups: tuple[str, ...] = ()
    groups_claim: str = "groups"


@dataclass(frozen=True)
class Records:
    """How the school's own lists are read, and from how many persons on a figure is shown."""

    threshold: int = 10
    grade_codes: tuple[str, ...] = ("31", "32", "33")  # of 高一, 高二, 高三
    myopia_at_half: bool = True  # whether exactly -0.50 D counts


@dataclass(frozen=True)
class School:
    """One school. ``name`` is empty where none is set: the reports then name it."""

    name: str = ""
    access: Access = Access()
    records: Records = Records()
    # By mode, and in it by the names that [theme.light] of .streamlit/config.toml has.
    colours: Colours = field(default_factory=dict)


def read(data: Path) -> School:
    """Read ``school.toml`` in ``data``, or what holds where there is none.

    Raises DataProblems, with every fault at once. Nothing is guessed from a faulty file, as it
    says who may publish.
    """
    path, name = data / FILE, f"{data.name}/{FILE}"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return School()
    except UnicodeDecodeError:
        raise DataProblems([Problem(name, 0, "", "不是 UTF-8 编码；请另存为 UTF-8。")]) from None
    except OSError as error:
        message = f"无法读取（{error.strerror}）；请检查文件和权限。"
        raise DataProblems([Problem(name, 0, "", message)]) from None
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataProblems([_unreadable(name, str(error))]) from None
    found: list[Problem] = []

    def report(key: str, message: str) -> None:
        found.append(Problem(name, 0, "", f"{key} {message}"))

    top = _Table(written, "", report)
    top.only(("name", "access", "records", "colours"))
    access = _Table(top.table("access"), "access.", report)
    access.only(Access.__dataclass_fields__)
    records = _Table(top.table("records"), "records.", report)
    records.only(Records.__dataclass_fields__)
    colours = _Table(top.table("colours"), "colours.", report)
    colours.only(MODES)
    school = School(
        name=top.text("name", ""),
        access=Access(
            viewing=access.one_of("viewing", VIEWING),
            editors=access.emails("editors"),
            editor_groups=access.texts("editor_groups"),
            viewers=access.emails("viewers"),
            viewer_groups=access.texts("viewer_groups"),
            groups_claim=access.text("groups_claim", "groups") or "groups",
        ),
        records=Records(
            threshold=records.whole("threshold", Records.threshold, FEWEST, 1000),
            grade_codes=records.three("grade_codes", Records.grade_codes),
            myopia_at_half=records.flag("myopia_at_half", Records.myopia_at_half),
        ),
        colours={mode: _colours(mode, colours.table(mode), report) for mode in MODES},
    )
    if found:
        raise DataProblems(found)
    return school


def _unreadable(name: str, error: str) -> Problem:
    """Say where a file breaks off that is no TOML; tomllib itself speaks English."""
    place = re.search(r"line (\d+)", error)
    message = (
        "写法不对，从这里读不下去：文字和颜色要加英文双引号，一行一项；"
        "方括号和引号要成对，同一项不能写两次。"
    )
    return Problem(name, int(place[1]) if place else 0, "", message)


Report: TypeAlias = Callable[[str, str], None]


@dataclass(frozen=True)
class _Table:
    """One table of the file; the methods return what holds by default where they report a fault."""

    written: Mapping[str, Any]
    prefix: str
    report: Report

    def only(self, known: Collection[str]) -> None:
        for key in self.written.keys() - set(known):
            likely = nearest(key, known) or f"；可用的有 {'、'.join(known)}；"
            self.report(f"{self.prefix}{key}", f"不认识这一项{likely}请改正或删去。")

    def table(self, key: str) -> dict[str, Any]:
        value = self.written.get(key, {})
        if not isinstance(value, dict):
            self.report(f"{self.prefix}{key}", f"应是一节，写成 [{self.prefix}{key}]；请改正。")
            return {}
        return value

    def text(self, key: str, default: str) -> str:
        value = self.written.get(key, default)
        if not isinstance(value, str) or re.search(r"[\x00-\x1f\x7f]", value):
            self.report(f"{self.prefix}{key}", "应是一行文字，写在英文双引号里；请改正。")
            return default
        return value.strip()

    def one_of(self, key: str, allowed: tuple[str, ...]) -> str:
        value = self.written.get(key, allowed[0])
        if value not in allowed:
            words = "、".join(f'"{word}"' for word in allowed)
            self.report(f"{self.prefix}{key}", f"应为 {words} 之一，现为 {value!r}；请改正。")
            return allowed[0]
        return str(value)

    def whole(self, key: str, default: int, low: int, high: int) -> int:
        value = self.written.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            self.report(f"{self.prefix}{key}", f"应是 {low} 到 {high} 的整数；请改正。")
            return default
        return value

    def flag(self, key: str, default: bool) -> bool:
        value = self.written.get(key, default)
        if not isinstance(value, bool):
            self.report(f"{self.prefix}{key}", "应是 true 或 false；请改正。")
            return default
        return value

    def three(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        found = self.texts(key) if key in self.written else default
        if len(set(found)) != 3:
            self.report(
                f"{self.prefix}{key}", "应是三个互不相同的代码，依次为一、二、三年级；请改正。"
            )
            return default
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.written.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            message = '应是一列文字，如 ["甲", "乙"]，没有就写 []；请改正。'
            self.report(f"{self.prefix}{key}", message)
            return ()
        return tuple(one.strip() for one in value)

    def emails(self, key: str) -> tuple[str, ...]:
        found = self.texts(key)
        for one in found:
            if not _EMAIL.fullmatch(one):
                self.report(f"{self.prefix}{key}", f"「{one}」不是电子邮件地址；请改正。")
        return tuple(one.lower() for one in found)


@functools.cache
def theme() -> dict[str, dict[str, Any]]:
    """Return the theme that every school starts from: for each mode, its colours."""
    with _THEME.open("rb") as file:
        sections = tomllib.load(file)["theme"]
    return {mode: sections[mode] for mode in MODES}


def _colours(mode: str, written: dict[str, Any], report: Report) -> dict[str, str | list[str]]:
    """Check the colours of one mode, also whether what is written in them can be read."""
    known, place = theme()[mode], f"colours.{mode}."
    chosen: dict[str, str | list[str]] = {}
    _Table(written, place, report).only(known)
    for key in known.keys() & written.keys():
        value, several = written[key], isinstance(known[key], list)
        colours = value if isinstance(value, list) else [value]
        right = all(isinstance(one, str) and _HEX.fullmatch(one) for one in colours)
        if not right or isinstance(value, list) != several:
            example = f'"{known["primaryColor"]}"'
            form = f"一列颜色，写成 [{example}, …]" if several else f"一个颜色，写成 {example}"
            report(f"{place}{key}", f"应是{form}；请改正。")
        elif several and len(set(colours)) != len(known[key]):
            wanted = f"应恰有 {len(known[key])} 个互不相同的颜色"
            report(f"{place}{key}", f"{wanted}，现有 {len(set(colours))} 个；请改正。")
        else:
            chosen[key] = value
    _check_legible(known | chosen, chosen, place, report)
    return chosen


def _check_legible(
    colours: Mapping[str, Any], chosen: Collection[str], place: str, report: Report
) -> None:
    """Report each colour of text that the school has made too faint to read."""
    for text, ground in itertools.product(colours, _GROUNDS):
        if not text.endswith(_TEXTS) or not {text, ground} & set(chosen):
            continue
        found = contrast(colours[text], colours[ground])
        if found < LEGIBLE:
            message = (
                f"与 {ground} 的对比度只有 {found:.1f}，低于 {LEGIBLE}，字会看不清；"
                "请把其中一个调深或调浅。"
            )
            report(f"{place}{text}", message)


def contrast(one: str, other: str) -> float:
    """Return how far two colours stand apart in light, as WCAG 2 reckons it: from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
