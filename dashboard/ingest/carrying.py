"""Answers given in one edition, held against what later editions print and are found to say.

A later report prints the same figures again. What the school said of them holds there too, as long
as it prints them alike; where it does not, the answer is laid aside with the reason, so that
somebody answers anew. An answer that the later edition has itself takes its place.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dashboard.ingest.record import Record

Key = tuple[str, ...]  # indicator, period, category, major; empty where there is none


class Finding(NamedTuple):
    """What an answer has to do with: the name of a finding, what it is about, and its figures."""

    finding: str
    edition: int
    about: tuple[object, ...]  # whatever the numbers are, and whichever edition prints them
    numbers: tuple[object, ...]
    figures: list[Key]


class Print(NamedTuple):
    """A figure as an edition prints it."""

    printed: str
    value: float | None


Prints = Mapping[int, Mapping[Key, Print]]  # by edition, the oldest first


def key(row: Record) -> Key:
    """Return what names a figure within its edition."""
    return tuple(row[column] or "" for column in ("indicator", "period", "category", "major"))


def carry(
    own: list[Record], findings: Iterable[Finding], prints: Prints
) -> tuple[list[Record], list[Record]]:
    """Return the answers that also hold in later editions, and those that no longer do."""
    given_to = {one.finding: one for one in findings}
    found: dict[int, dict[tuple[object, ...], Finding]] = {}
    for one in given_to.values():
        found.setdefault(one.edition, {})[one.about] = one
    carried: list[Record] = []
    lapsed: list[Record] = []
    living: list[Record] = []
    for edition, printed in prints.items():
        there = [row for row in own if row["edition"] == edition]
        still: list[Record] = []
        for row in living:
            origin = given_to[row["finding"]]
            now = found.get(edition, {}).get(origin.about)
            if _is_answered_anew(row, now, there):
                continue
            if reason := _other_numbers(row, origin, now, prints[row["edition"]], printed):
                lapsed.append({**row, "edition": edition, "reason": reason})
                continue
            still.append(row)
            if key(row) in printed if row["value"] is not None else now:
                words = "：".join(filter(None, (f"{row['edition']} 年版的答复", row["text"])))
                finding = (now or origin).finding
                carried.append({**row, "edition": edition, "finding": finding, "text": words})
        # Of what the later edition corrects to its own print nothing is left to say.
        living = [row for row in still if not _is_done(row, printed)] + there
    return carried, lapsed


def _is_answered_anew(row: Record, now: Finding | None, there: list[Record]) -> bool:
    return any(
        (now is not None and other["finding"] == now.finding)
        or (row["value"] is not None and other["value"] is not None and key(other) == key(row))
        for other in there
    )


def _is_done(row: Record, printed: Mapping[Key, Print]) -> bool:
    now = printed.get(key(row))
    return row["value"] is not None and now is not None and now.value == row["value"]


def _other_numbers(
    row: Record,
    origin: Finding,
    now: Finding | None,
    then: Mapping[Key, Print],
    printed: Mapping[Key, Print],
) -> str:
    """Say why an answer of an earlier edition does not hold in a later one; empty where it does."""
    again = "请重新答复" if now is None else f"请重新答复 {now.finding}"
    if row["value"] is not None and (figure := printed.get(key(row))):
        before = then[key(row)]
        if figure.printed != before.printed and figure.value != row["value"]:
            return (
                f"{row['edition']} 年版更正的是所印的 {before.printed}，"
                f"本版印的是 {figure.printed or '空白'}，更正不能照搬；{again}"
            )
    if now is not None and now.numbers != origin.numbers:
        return f"{row['edition']} 年版答复以后，有关的数改过了；{again}"
    return ""
