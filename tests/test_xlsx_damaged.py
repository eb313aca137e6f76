"""Workbooks with bytes gone wrong: read as they are stored, or refused."""

import io
from collections.abc import Mapping

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.contract.faults import Refused
from dashboard.xlsx import Grid, number_format
from tests import workbooks
from tests.workbooks import GOOD, read_here


def read_or_refused(content: Mapping[str, str | bytes] | bytes) -> list[Grid] | None:
    try:
        return read_here(content)
    except Refused:
        return None


@pytest.mark.parametrize("share", [0.0, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.9999])
def test_a_file_cut_off_is_refused(share: float) -> None:
    content = workbooks.packed(GOOD)
    with pytest.raises(Refused):
        read_here(content[: int(len(content) * share)] or b"P")


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 255)), min_size=1, max_size=4))
def test_a_file_with_bytes_gone_wrong_is_refused_or_read_the_same(
    flips: list[tuple[int, int]],
) -> None:
    """A zip has a sum of each part, so that what is read at all is as it was, names apart."""
    content = bytearray(workbooks.packed(GOOD))
    for place, change in flips:
        content[place % len(content)] ^= change
    found = read_or_refused(bytes(content))
    if found is not None:
        assert [grid.cells for grid in found] == [grid.cells for grid in read_here(GOOD)]


@given(
    st.sampled_from(sorted(GOOD)),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 255)), min_size=1, max_size=3),
)
def test_a_part_gone_wrong_is_refused_or_read_as_it_is_stored(
    name: str, flips: list[tuple[int, int]]
) -> None:
    part = bytearray(GOOD[name].encode())
    for place, change in flips:
        part[place % len(part)] ^= change
    content = workbooks.packed({**GOOD, name: bytes(part)})
    found = read_or_refused(content)
    if found is None:
        return
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except Exception:  # noqa: BLE001 - it has no common class for what it does not like
        return
    for grid in found:
        assert grid.name in book.sheetnames
        for (row, column), said in grid.cells.items():
            stored = book[grid.name].cell(row, column).value
            if isinstance(stored, str):
                assert said == stored
            elif isinstance(stored, int | float):
                code = book[grid.name].cell(row, column).number_format
                assert said == number_format.number(repr(stored), code).text


@given(st.binary(max_size=2000))
def test_any_bytes_are_refused(content: bytes) -> None:
    for beginning in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        with pytest.raises(Refused):
            read_here(beginning + content)
