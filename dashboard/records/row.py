"""One person's row while a list is read: its cells by column, and what is to be said of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from dashboard.records import cells
from dashboard.records.list_columns import ListColumn
from dashboard.records.person import Remark


@dataclass(eq=False)
class ListRow:
    """A row of a list. ``said`` is what the process hands on of it: no name, number or birthday."""

    file: str
    sheet: str
    number: int
    texts: Mapping[str, str]
    faults: Mapping[str, str]
    columns: Mapping[str, ListColumn]
    remarks: list[Remark]
    said: dict[str, Any] = field(default_factory=dict)

    def remark(self, code: str, text: str, *, left_out: bool = False) -> None:
        """Note something of this row; of a person nothing but the place."""
        self.remarks.append(Remark(self.file, self.sheet, self.number, code, text, left_out))

    def text(self, code: str) -> str:
        """Return the text of a column, "" where there is none, or none that can be read."""
        if fault := self.faults.get(code):
            self.remark("unreadable", f"「{self.label(code)}」这一格{fault}，没有读取。")
            return ""
        text = self.texts.get(code, "")
        return "" if cells.is_absent(text) else text

    def label(self, code: str) -> str:
        return self.columns[code].label

    def number_in(self, code: str) -> Decimal | None:
        """Read a number within the bounds of its column."""
        text = self.text(code)
        if not text:
            return None
        return self.bounded(code, cells.number(text))

    def bounded(self, code: str, value: Decimal | None) -> Decimal | None:
        """Return a value where it can be; remark on one that cannot."""
        column = self.columns[code]
        if value is None:
            self.remark("not_a_number", f"「{column.label}」不是能读的数，没有采用。")
            return None
        if not column.holds(value):
            self.remark(
                "out_of_range",
                f"「{column.label}」是 {value:f}，不在 {column.low} 到 {column.high} 之间，"
                "没有采用。",
            )
            return None
        return value

    def word(self, code: str) -> str | None:
        """Return a word without its code, in so many letters as a category can have."""
        return cells.words(self.text(code))[:30] or None

    def flag(self, code: str) -> bool | None:
        text = self.text(code)
        found = cells.flag(text) if text else None
        if text and found is None:
            self.remark("not_yes_or_no", f"「{self.label(code)}」既不是“是”也不是“否”，没有采用。")
        return found
