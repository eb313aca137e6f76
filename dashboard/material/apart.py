"""A file for a meeting made in a process of its own, so that none can stop the pages.

It loads libraries that pages do not need, and forty figures take a processor for some seconds.
"""

import json
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.contract.faults import Refused
from dashboard.material.selection import Item
from dashboard.query.question import Question, Scope
from dashboard.xlsx import child

_SECONDS = 90  # by the clock; by the processor the child has a minute
_PATIENCE = 60  # seconds, for the turn
_ROOM = threading.BoundedSemaphore(2)


@dataclass(frozen=True)
class Wanted:
    """What is to be made: which kind of file, of which data file, with what on its cover."""

    kind: str
    database: Path
    title: str
    day: date
    items: Sequence[Item]

    def as_record(self) -> dict[str, Any]:
        """Write it as the process is handed it."""
        figures = [
            {
                "name": item.asked.name,
                "years": [item.asked.scope.year_from, item.asked.scope.year_to],
                "majors": item.asked.scope.majors,
                "values": dict(item.asked.values),
                "note": item.note,
                "title": item.title,
                "link": item.link,
            }
            for item in self.items
        ]
        head = {"kind": self.kind, "title": self.title, "day": self.day.isoformat()}
        return head | {"database": str(self.database.absolute()), "figures": figures}

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> "Wanted":
        """Return what ``as_record`` wrote."""
        items = []
        for one in record["figures"]:
            first, last = one["years"]
            scope = Scope(first, last, tuple(one["majors"]))
            asked = Question.of(one["name"], scope, **one["values"])
            items.append(Item(asked, one["note"], one["link"], one["title"]))
        day, database = date.fromisoformat(record["day"]), Path(record["database"])
        return cls(record["kind"], database, record["title"], day, items)


def make(wanted: Wanted) -> bytes:
    """Make the file. Raises Refused."""
    if not _ROOM.acquire(timeout=_PATIENCE):
        raise Refused("正在给别人做文件，请过一会儿再点一次。")
    try:
        said = json.dumps(wanted.as_record()).encode()
        made = child.run("dashboard.material", [], said=said, seconds=_SECONDS)
    except subprocess.TimeoutExpired:
        raise Refused("图太多，文件没能及时做成。请去掉几张，再点一次。") from None
    finally:
        _ROOM.release()
    if not made:
        raise RuntimeError("the process that makes files for meetings has made none")
    return made
