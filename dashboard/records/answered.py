"""What was answered about lists: kept in memory until it is published with them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from dashboard.records.person import ClassPlace


@dataclass(frozen=True)
class Answered:
    """``headings`` are columns by kind of list and heading, "" for one that is not needed.

    ``class_names`` are the subjects of those questions whether a cell names a class that were said
    to be so.
    """

    headings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    classes: Sequence[ClassPlace] = ()
    class_names: Sequence[str] = ()

    def and_then(self, more: "Answered") -> "Answered":
        """Return what was answered so far, and now."""
        kinds = {**self.headings, **more.headings}
        headings = {
            kind: {**self.headings.get(kind, {}), **more.headings.get(kind, {})} for kind in kinds
        }
        classes = {(one.grade, one.name): one for one in (*self.classes, *more.classes)}
        names = dict.fromkeys((*self.class_names, *more.class_names))
        return Answered(headings, tuple(classes.values()), tuple(names))

    def as_record(self) -> dict[str, Any]:
        """Write it as the process that reads lists is told it."""
        return asdict(self)

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Answered":
        """Take it over in that process."""
        return cls(
            record["headings"],
            tuple(ClassPlace(**one) for one in record["classes"]),
            tuple(record["class_names"]),
        )
