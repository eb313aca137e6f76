"""Which column of a list is which: by its heading, and never by where it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from dashboard.contract.codes import RECORD_LISTS
from dashboard.contract.faults import Refused
from dashboard.records import cells, enrolment
from dashboard.records.list_columns import columns, known
from dashboard.records.person import Question
from dashboard.text import letters
from dashboard.xlsx.rows import Table

_ROWS = 12  # among which the headings are looked for
_DEEPEST = 3  # rows of headings, one above the other
# By what a list is recognised: how many columns of its own it has at least.
_SIGNS_NEEDED = {"fitness": 4, "vision": 2, "enrolment": 3, "graduates": 2}
_SIGN_USES = ("item", "sign", "shared")
_SAMPLES = 3
_MOST_ASKED = 6


# What was answered, by the kind of list and the heading.
Answers = Mapping[str, Mapping[str, str]]


@dataclass
class Header:
    """Which column is where, from which row on; ``unknown`` are the headings nobody knows."""

    kind: str
    first_row: int  # of the persons
    places: dict[str, int] = field(default_factory=dict)
    all_places: dict[str, list[int]] = field(default_factory=dict)  # where a heading stands twice
    unknown: dict[int, str] = field(default_factory=dict)
    above: list[str] = field(default_factory=list)  # texts above the headings: a title


def find(table: Table, kind: str, answers: Mapping[str, str]) -> Header | None:
    """Find the headings of a table for a list of this kind; None where it has none of them."""
    best: tuple[tuple[int, int], Header] | None = None
    for top, depth, names in _candidates(table):
        header = _matched(names, kind, answers)
        count = own_columns(header), len(header.places)
        if best is None or count > best[0]:
            header.first_row = top + depth
            header.above = [
                text for number, row in table.rows.items() if number < top for text in row if text
            ]
            best = count, header
    if best is None:
        return None
    is_kind = best[0][0] >= _SIGNS_NEEDED[kind] or _tells_destinations(table, best[1])
    return best[1] if is_kind else None


def _tells_destinations(table: Table, header: Header) -> bool:
    """Tell a list of graduates that has but one column of its own by what most of its cells say.

    去向 may head a list of who is on leave as well.
    """
    place = header.places.get("destination")
    if place is None or not {"name", "number"} & header.places.keys():
        return False
    texts = [
        row[place]
        for number, row in table.rows.items()
        if number >= header.first_row and place < len(row) and row[place]
    ]
    return 2 * sum(enrolment.destination(text) is not None for text in texts) > len(texts)


def own_columns(header: Header) -> int:
    """Count the columns that only lists of this kind have."""
    known = columns(header.kind)
    return sum(known[code].use in _SIGN_USES for code in header.places)


def kind_of(table: Table, answers: Answers) -> str:
    """Return the kind of list that a table is, or "" where it is none, or one cannot tell."""
    found = {kind: find(table, kind, answers[kind]) for kind in RECORD_LISTS}
    counts = {kind: own_columns(header) for kind, header in found.items() if header}
    most = max(counts.values(), default=0)
    likely = [kind for kind, count in counts.items() if count == most]
    return likely[0] if len(likely) == 1 else ""


def questions(table: Table, header: Header, lacking: Mapping[str, str]) -> list[Question]:
    """Ask what stands under headings that nobody knows, while columns (code: label) are lacking.

    Those most like a heading that is lacking come first; a template of seventy columns is not
    asked through.
    """
    asked: list[tuple[float, Question]] = []
    for place, heading in header.unknown.items() if lacking else ():
        below = (
            row[place]
            for number, row in table.rows.items()
            if number >= header.first_row and place < len(row) and row[place]
        )
        samples = tuple(cells.masked(text) for text, _ in zip(below, range(_SAMPLES), strict=False))
        if samples:
            likeness = max(SequenceMatcher(None, heading, one).ratio() for one in lacking.values())
            asked.append((-likeness, Question("column", heading, lacking, samples)))
    return [question for _, question in sorted(asked, key=lambda one: one[0])[:_MOST_ASKED]]


def _candidates(table: Table) -> Iterator[tuple[int, int, list[list[str]]]]:
    """Yield what may be headings: top row, how many rows, and of each column the heading."""
    numbers = [number for number in sorted(table.rows) if any(table.rows[number])][:_ROWS]
    # The fewest rows first: what stands above them may be a title, and below them a person.
    for depth in range(1, _DEEPEST + 1):
        for place, top in enumerate(numbers):
            used = [number for number in numbers[place:] if number < top + depth]
            if len(used) == depth:
                yield top, depth, _joined([table.rows[number] for number in used])


def _joined(rows: list[list[str]]) -> list[list[str]]:
    """Put headings that stand above one another together, the highest first, for each column.

    One spreads to the right over what has none of its own, and something below.
    """
    width = max(map(len, rows))
    names: list[list[str]] = [[] for _ in range(width)]
    for level, row in enumerate(rows):
        last = ""
        for column in range(width):
            text = row[column] if column < len(row) else ""
            below = any(column < len(other) and other[column] for other in rows[level + 1 :])
            above = level == 0 or column >= len(rows[0]) or not rows[0][column]
            last = text or (last if below and above else "")
            if last and last not in names[column]:
                names[column].append(last)
    return names


def _matched(names: list[list[str]], kind: str, answers: Mapping[str, str]) -> Header:
    header = Header(kind, 0)
    for place, parts in enumerate(names):
        # What spreads may be a title, or belong to the column beside: so without it as well.
        spelt = ["".join(parts[begin:]) for begin in range(len(parts))]
        if not spelt:
            continue
        code = answers.get(spelt[0])
        if code not in columns(kind):
            found = (code for one in spelt if (code := known(one, kind)))
            code = "" if spelt[0] in answers else next(found, None)
        if code is None:
            header.unknown[place] = spelt[0]
        elif code and columns(kind)[code].use != "ignored":
            header.all_places.setdefault(code, []).append(place)
    header.places = {code: places[0] for code, places in header.all_places.items()}
    return header


def settle_twice(table: Table, header: Header) -> None:
    """Take the column that holds something where a heading stands twice. Raises Refused.

    Two that hold the same are one; where they differ nobody can tell which is meant.
    """
    for code, places in header.all_places.items():
        held = {
            place: [
                row[place] if place < len(row) else ""
                for number, row in table.rows.items()
                if number >= header.first_row
            ]
            for place in places
        }
        filled = [place for place in places if any(held[place])] or places[:1]
        if any(held[place] != held[filled[0]] for place in filled):
            label = columns(header.kind)[code].label
            where = "、".join(f"{letters(place + 1)} 列" for place in filled)
            raise Refused(
                f"工作表「{table.name}」里「{label}」出现了不止一次（{where}），内容又不同，"
                "分不清用哪一列。请删去不用的一列，再上传。"
            )
        header.places[code] = filled[0]
