"""Classes: what grade and cohort their names tell, and which major each belongs to.

The fitness and vision lists know classes and no majors; the edition's own table `class` says it.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dashboard import paths
from dashboard.contract.codes import GRADES
from dashboard.ingest.csv_file import UnreadableError, decode
from dashboard.records.person import ClassPlace, Question
from dashboard.text import fold

FILE = "classes.csv"
_COHORT = re.compile(r"(?<!\d)(?:20)?(\d{2})(?:级|届?(?=[\u4e00-\u9fff（(]))")
_GRADE_WORD = re.compile(
    r"(?:高|职高|中职|中专|职|综高)?(?:([一二三123])年级|(?<=[高职专])([一二三123]))|^高?([一二三])[（(]"
)
_DIGITS = {"一": 1, "二": 2, "三": 3, "1": 1, "2": 2, "3": 3}


def grade(text: str, codes: Iterable[str], school_year: int) -> int | None:
    """Read a grade: a code (31), a word (高一, 一年级), a digit, or the year of intake (2024级)."""
    plain = fold(text)
    for number, code in enumerate(codes, start=1):
        if plain == code:
            return number
    if plain in _DIGITS:
        return _DIGITS[plain]
    return grade_word(plain) or grade_of_cohort(cohort(plain), school_year)


def grade_word(text: str) -> int | None:
    """Return the grade that a text names by itself: 高一, 中职二年级, 高三（2）班."""
    found = _GRADE_WORD.search(fold(text))
    return _DIGITS[next(filter(None, found.groups()))] if found else None


def cohort(text: str) -> int | None:
    """Return the year of intake that a class or grade is named by: 21级, 2021级, 21计算机1班."""
    plain = fold(text)
    if re.fullmatch(r"20\d\d", plain):
        return int(plain)
    found = _COHORT.search(plain)
    return 2000 + int(found[1]) if found else None


def grade_of_cohort(year: int | None, school_year: int) -> int | None:
    number = school_year - year + 1 if year else 0
    return number if number in GRADES else None


def key(name: str) -> str:
    """Reduce the name of a class to what it is recognised by."""
    plain = re.sub(r"[()（）\[\]【】\s]", "", fold(name))
    return re.sub(r"^20(?=\d\d级?)", "", plain).replace("级", "").removesuffix("班")


@dataclass
class Majors:
    """The majors by every spelling, and the classes placed so far."""

    spelt: dict[str, str]
    placed: dict[tuple[int, int, str], str] = field(default_factory=dict)  # by year, grade, class

    def major(self, text: str) -> str | None:
        """Return a major by a spelling that the catalogue knows."""
        plain = fold(text)
        return self.spelt.get(plain) or self.spelt.get(plain.removesuffix("专业"))

    def of_class(self, school_year: int, grade: int | None, name: str) -> str | None:
        """Return the major of a class; where its grade is not known, if all of that name agree."""
        grades = (grade,) if grade else (0, *GRADES)
        found = {self.placed.get((school_year, one, key(name))) for one in grades} - {None}
        return found.pop() if len(found) == 1 else None

    def knows(self, name: str) -> bool:
        """Tell whether a class of this name was ever placed, in whichever year and grade."""
        return any(key(name) == placed for _, _, placed in self.placed)

    def place(self, places: Iterable[ClassPlace]) -> None:
        """Take in what a list, or an answer, tells; a class of two majors is in neither."""
        majors: dict[tuple[int, int, str], set[str]] = {}
        for one in places:
            place = one.school_year, one.grade, key(one.name)
            majors.setdefault(place, set()).add(one.major)
        self.placed |= {place: found.pop() for place, found in majors.items() if len(found) == 1}

    def suggested(self, name: str) -> str:
        """Return the one major that the name of a class speaks of, or ""."""
        plain = fold(name)
        spoken = [(word, major) for word, major in self.spelt.items() if word in plain]
        longest = {major for word, major in spoken if not _within_another(word, spoken)}
        return longest.pop() if len(longest) == 1 else ""


def _within_another(word: str, spoken: list[tuple[str, str]]) -> bool:
    return any(word != other and word in other for other, _ in spoken)


def read(data: Path) -> Majors:
    """Read majors and classes of a data folder; the newest edition has the last word."""
    spelt: dict[str, str] = {}
    for row in _rows(data / paths.CATALOGUE / "majors.csv"):
        for word in (row["major"], *re.split("[;；]", row.get("aliases") or "")):
            if word.strip():
                spelt[fold(word)] = row["major"]
    majors = Majors(spelt)
    for folder in paths.visible(data / paths.EDITIONS):
        majors.place(
            ClassPlace(int(row["school_year"]), int(row["grade"]), row["class"], row["major"], 0)
            for row in _rows(folder / FILE)
            if row["school_year"].isdecimal() and row["grade"].isdecimal()
        )
    return majors


def _rows(path: Path) -> list[dict[str, str]]:
    """Read a file of the data folder, which the builder checks; one it refuses tells nothing."""
    try:
        return list(csv.DictReader(decode(path.read_bytes()).splitlines()))
    except (OSError, UnreadableError):
        return []


def of_enrolment(people: Iterable[Mapping[str, Any]], school_year: int) -> list[ClassPlace]:
    """Count the pupils of each class by major."""
    counts = Counter(
        (one["grade"], one["class"], one["major"])
        for one in people
        if one["grade"] and one["class"] and one["major"]
    )
    return [
        ClassPlace(school_year, grade_, name, major, persons)
        for (grade_, name, major), persons in sorted(counts.items())
    ]


def questions(people: Iterable[Mapping[str, Any]], majors: Majors) -> list[Question]:
    """Ask for the major of each class that nobody can place, with the one its name speaks of."""
    counts = Counter(
        (one["grade"] or 0, one["class"]) for one in people if one["class"] and not one["major"]
    )
    options = {major: major for major in dict.fromkeys(majors.spelt.values())}
    return [
        Question(
            "class",
            name,
            options,
            suggested=majors.suggested(name),
            grade=grade_ or None,
            persons=persons,
        )
        for (grade_, name), persons in sorted(counts.items())
    ]
