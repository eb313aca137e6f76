"""One thing the prose says about the figures: what its row must hold to be held against them."""

from dashboard.contract.codes import ASSERTIONS, VAGUE
from dashboard.contract.columns import CLAIMS
from dashboard.ingest.csv_row import Row
from dashboard.ingest.record import Catalogue, Record, read


def claim(row: Row, catalogue: Catalogue, pages: int) -> Record:
    """Check a row of claims and return it as the database holds it, less edition and ordinal."""
    record = read(row, CLAIMS, catalogue, pages)
    first, last = record["first_year"], record["last_year"]
    if first is not None and last is not None and first > last:
        row.report("last_year", "years_turned_round", first=first, last=last)
    if record["share_of"] and not record["indicator"]:
        row.report("indicator", "share_without_indicator")
    if record["assertion"] in ASSERTIONS:
        _check_needs(row, record["assertion"])
    return record


def _check_needs(row: Row, assertion: str) -> None:
    """Report a number that the assertion lacks, and one it has no use for."""
    said = ASSERTIONS[assertion]
    for column in ("value", "value_to"):
        if column in said.numbers and not row.cells[column]:
            row.report(column, "claim_without_number", assertion=assertion, label=said.label)
        if column not in said.numbers and row.cells[column]:
            row.report(column, "claim_with_number", assertion=assertion, label=said.label)
    if assertion == VAGUE and row.cells["indicator"]:
        row.report("indicator", "vague_with_indicator", assertion=assertion, label=said.label)
