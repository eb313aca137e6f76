"""One kind of list while it is read, from as many files as were handed in."""

from dataclasses import dataclass, field

from dashboard.records.headings import Header
from dashboard.records.person import Remark
from dashboard.records.row import ListRow
from dashboard.xlsx.rows import Table


@dataclass
class Gathered:
    """One kind of list while it is read. What tells persons apart stays here, and ends with it."""

    kind: str
    rows: list[ListRow] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    tables: list[tuple[str, Table, Header]] = field(default_factory=list)
    seen: int = 0
