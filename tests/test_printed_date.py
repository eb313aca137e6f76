"""Dates as reports and offices write them, and those that no calendar has."""

import pytest

from dashboard.contract.printed_date import year_of


@pytest.mark.parametrize(
    "text",
    [
        *("2024-12-27", "2024/12/27", "2024.12.27", "2024年12月27日", "2024年 12月", "2024-12"),
        *("2024年12月", "2024.12", "2024年", "２０２４年１２月", "2024-02-29"),
        *(
            "二〇二四年十二月",
            "二○二四年十二月二十七日",
            "二零二四年十月",
            "二〇二四年三月三十一日",
        ),
    ],
)
def test_a_date_has_a_year(text: str) -> None:
    assert year_of(text) == 2024


@pytest.mark.parametrize(
    "text",
    [
        *("2025-13-26", "12月26日", "26/12/2025", "2025-02-29", "2025年13月", "2025-00-10", "去年"),
        *("2025-12-32", "1025-12-26", "2025年12月2日6", "二〇二五年十三月", "20251226", "12月", ""),
    ],
)
def test_what_no_calendar_has_is_no_date(text: str) -> None:
    assert year_of(text) is None
