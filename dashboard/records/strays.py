"""What stands in a column of words without being one: where cells have moved, perhaps a name.

Words and classes are written down by name, also where their figures are left out. So a word that
few people have is told as 其他, and what does not look like the name of a class is none.
"""

import re
from collections import Counter

from dashboard.records.enrolment import WORDS
from dashboard.records.gathered import Gathered

OTHER = "其他"
_FREE = (*WORDS, "higher_level")
_LIKE_A_CLASS = re.compile(r"[班级\d]")
_NUMBER = re.compile(r"\d{9}")  # a pupil's; that of a class is shorter


def forget(one: Gathered, threshold: int) -> None:
    """Put away the words and classes of a list that could be a person's own."""
    for code in _FREE:
        counts = Counter(row.said.get(code) for row in one.rows)
        for row in one.rows:
            if row.said.get(code) and counts[row.said[code]] < threshold:
                row.said[code] = OTHER
    persons = Counter(row.said["class"] for row in one.rows)
    for row in one.rows:
        name = row.said["class"]
        if name and _is_stray(name) and persons[name] < threshold:
            row.said["class"] = None
            row.remark("not_a_class", "「班级」不像班级的名称，没有计入任何班。")


def _is_stray(name: str) -> bool:
    return not _LIKE_A_CLASS.search(name) or _NUMBER.search(name) is not None
