"""What stands in a column of words without being one: where cells have moved, perhaps a name.

Words and classes are written down by name, also where their figures are left out. So a word that
few people have is told as 其他. And a class that few people have, that nobody knows and that does
not look like one, is none: it is asked about, by its place and the first sign of it, and taken once
somebody has looked there.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection

from dashboard.records import cells
from dashboard.records.classes import Majors
from dashboard.records.enrolment import WORDS
from dashboard.records.gathered import Gathered
from dashboard.records.person import Question, Remark
from dashboard.records.row import ListRow
from dashboard.text import fold

OTHER = "其他"
_FREE = (*WORDS, "higher_level")
_MOST = 12  # names to ask about: of more the column is out of place
_NUMBER = re.compile(r"\d{7}")  # a pupil's, a birthday; that of a class is shorter
_GRADE = re.compile(
    r"^(?:(?:20)?\d\d[级届]|(?:职高|中职|中专|综高|[高职])?[一二三](?:年级)?|[123]年级)"
)
_COUNTED = re.compile(r"[\d一二三四五六七八九十]")
_CLASS = re.compile(r"班(?:\(.*\))?$")
_CODE = re.compile(r"(?=.*\d)(?!.*[a-z]{4})[0-9a-z()\-./_#]+")
_LONG = 5  # letters: no name of a person has as many and ends in 班


def forget(
    one: Gathered, threshold: int, majors: Majors, confirmed: Collection[str]
) -> list[Question]:
    """Put away the words and classes of a list that could be a person's own; ask about classes.

    ``confirmed`` are the subjects of such questions to which the answer was that it is a class.
    """
    for code in _FREE:
        counts = Counter(row.said.get(code) for row in one.rows)
        for row in one.rows:
            if row.said.get(code) and counts[row.said[code]] < threshold:
                row.said[code] = OTHER
    asked = []
    for name, rows in _by_class(one).items():
        if len(rows) >= threshold or (_is_class(name, majors) and not _is_own(name, rows)):
            continue
        subject = _about(name, rows[0])
        if subject in confirmed:
            continue
        asked.append(Question("class_name", subject, {}, persons=len(rows)))
        for row in rows:
            row.said["class"] = None
            row.remark("not_a_class", "「班级」不像班级的名称，没有计入任何班。")
    return asked if len(asked) <= _MOST else []


def _by_class(one: Gathered) -> dict[str, list[ListRow]]:
    found: dict[str, list[ListRow]] = defaultdict(list)
    for row in one.rows:
        if name := row.said["class"]:
            found[name].append(row)
    return found


def _about(name: str, row: ListRow) -> str:
    """Say which cell it is about, without what stands there."""
    return f"{Remark(row.file, row.sheet, row.number, '', '').place}「{cells.masked(name)}」"


def _is_own(name: str, rows: list[ListRow]) -> bool:
    """Tell whether it holds the name of one of the people themselves."""
    return any(own in name for row in rows if (own := row.texts.get("name", "").strip()))


def _is_class(name: str, majors: Majors) -> bool:
    """Tell whether a class is known by its name, or looks like one."""
    if majors.knows(name):
        return True
    plain = fold(name)
    rest = _GRADE.sub("", plain)
    counted = _COUNTED.search(plain) is not None
    speaks = any(word in rest for word in majors.spelt)
    if _NUMBER.search(plain):
        return False
    if _CLASS.search(rest):
        return counted or speaks or len(plain) >= _LONG
    return _CODE.fullmatch(rest) is not None or (counted and speaks)
