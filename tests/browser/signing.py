"""A dashboard that people sign in to, at a provider of its own, and how they do so."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from dashboard.dev import live_server
from dashboard.dev.live_server import Server, settle
from tests.browser.provider import CLIENT, SECRET, Provider, providing

COOKIE_SECRET = "only a test signs its cookies with this"
EDITOR = "quality@example.edu.cn"


@contextmanager
def with_provider(data: Path) -> Iterator[tuple[Server, Provider]]:
    """Serve a data folder, with a provider that the dashboard is set to."""
    with set_to_a_provider(data) as (port, provider), serving(data, port) as server:
        yield server, provider


@contextmanager
def set_to_a_provider(data: Path) -> Iterator[tuple[int, Provider]]:
    """Run a provider; return the port at which it expects the dashboard, which is set to it."""
    port = _free_port()  # the provider has to know the address before the dashboard starts
    with providing(f"http://127.0.0.1:{port}/oauth2callback") as provider:
        secrets = data / "secrets.toml"
        secrets.write_text(
            "[auth]\n"
            f'redirect_uri = "{provider.returns_to}"\n'
            f'cookie_secret = "{COOKIE_SECRET}"\n'
            f'client_id = "{CLIENT}"\n'
            f'client_secret = "{SECRET}"\n'
            f'server_metadata_url = "{provider.url}/.well-known/openid-configuration"\n',
            encoding="utf-8",
        )
        secrets.chmod(0o600)
        allow(data)
        yield port, provider


@contextmanager
def serving(data: Path, port: int) -> Iterator[Server]:
    """Serve a data folder at a port."""
    arguments = (*live_server.SERVE[:-1], str(port))
    with live_server.running(data.parent, arguments, {"DASHBOARD_DATA": str(data)}) as server:
        yield server


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def allow(data: Path, **access: Any) -> None:
    """Write who may; unless told otherwise, one editor and one group of them."""
    settings = {"editors": [EDITOR], "editor_groups": ["质量年报"]} | access
    lines = [f"{name} = {_toml(value)}" for name, value in settings.items()]
    (data / "school.toml").write_text("\n".join(["[access]", *lines, ""]), encoding="utf-8")


def _toml(value: str | list[str]) -> str:
    return f'"{value}"' if isinstance(value, str) else f"[{', '.join(map(_toml, value))}]"


def sign_in(page: Page, account: str, at: str) -> None:
    """Press the button on a page, choose an account at the provider, and come back."""
    page.goto(at)
    press(page, account)


def press(page: Page, account: str) -> None:
    """Press the button, and choose an account at the provider."""
    button(page).click()
    page.get_by_role("button", name=account, exact=True).click()
    page.wait_for_selector('[data-testid="stApp"]')
    settle(page)


def button(page: Page) -> Locator:
    """Return the button that leads to the provider."""
    return page.get_by_role("button", name="登录", exact=True)
