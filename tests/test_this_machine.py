"""Who counts as sitting at the computer that the dashboard runs on."""

import pytest

from dashboard.auth import this_machine

HOST = "127.0.0.1:8501"


def asks(*headers: tuple[str, str], host: str = HOST, client: str = "127.0.0.1") -> bool:
    return this_machine.asks([("Host", host), *headers], client)


@pytest.mark.parametrize("host", [HOST, "127.0.0.1", "localhost:8501", "LOCALHOST", "[::1]:8501"])
def test_the_loopback_by_any_of_its_names(host: str) -> None:
    assert asks(host=host)
    assert asks(("Origin", f"http://{host}"), host=host)
    assert asks(("Referer", f"http://{host}/entry?years=2024"), host=host, client="::1")


@pytest.mark.parametrize(
    "host",
    ["", "[", "kanban.example.org", "localhost.example.org:8501", "127.0.0.2", "0.0.0.0:8501"],
)
def test_a_name_that_merely_leads_here_is_none(host: str) -> None:
    assert not asks(host=host)


@pytest.mark.parametrize("client", ["10.0.0.5", "127.0.0.2", "", "::ffff:127.0.0.1"])
def test_no_other_address_asks_from_here(client: str) -> None:
    assert not asks(client=client)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("x-forwarded-for", "127.0.0.1"), ("X-FORWARDED-HOST", HOST), ("Forwarded", "")),
        *(("Via", "1.1 proxy"), ("X-Real-IP", ""), ("X-Original-Host", HOST)),
        *(("CF-Connecting-IP", "10.0.0.5"), ("True-Client-IP", "10.0.0.5")),
        *(("Host", HOST), ("Origin", "null"), ("Origin", "http://["), ("Origin", "")),
        *(("Origin", "http://127.0.0.1:1"), ("Origin", "http://localhost:8501")),
        *(("Referer", "https://elsewhere.example.org/"), ("Referer", f"http://{HOST}@else.org")),
    ],
)
def test_nothing_may_stand_between_nor_another_page_ask(name: str, value: str) -> None:
    assert not asks((name, value))
