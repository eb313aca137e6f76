"""The pictures in ``docs/images/``, taken by a real browser from a real server."""

import tempfile
from pathlib import Path

from dashboard.driven import browsing, running, settle
from dashboard.paths import ROOT
from dashboard.visit import visit

PLACE = ROOT / "docs" / "images"
_SCREEN, _PHONE = (1400, 900), (390, 844)
# Name of the picture: address, size, colours.
_PICTURES = {
    "overview": ("", _SCREEN, "light"),
    "training": ("training", _SCREEN, "light"),
    "forms": ("forms", _SCREEN, "light"),
    "explorer": ("explorer?indicator=myopia_rate_pct", _SCREEN, "light"),
    "audit": ("audit", _SCREEN, "light"),
    "training-dark": ("training", _SCREEN, "dark"),
    "training-phone": ("training", _PHONE, "light"),
}


def take() -> None:
    """Take all pictures anew."""
    PLACE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as server:
        visit(server.url)
        with browsing() as browser:
            for name, (address, (width, height), colours) in _PICTURES.items():
                page = browser.new_page(
                    viewport={"width": width, "height": height},
                    color_scheme="dark" if colours == "dark" else "light",
                    locale="zh-CN",
                )
                page.goto(f"{server.url}/{address}")
                settle(page)
                page.wait_for_timeout(1000)  # fonts and the last resizing of charts
                page.screenshot(path=PLACE / f"{name}.png")
                page.close()
