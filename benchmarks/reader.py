"""A reader with a browser: opens a page, changes the years, goes to another page and returns.

Times are taken inside the page, from a key press or click to the last change in any chart, or to
the end of the run where no chart has changed after it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from playwright.sync_api import Browser, Page

from dashboard.dev.live_server import settle

# A change counts once it has been painted.
_CHARTS = '[data-testid="stPlotlyChart"], .chart'  # of the plain page, and ours
_WATCH = """() => {
    window.watched = { start: 0, last: 0 };
    const begin = () => { watched.start = performance.now(); watched.last = 0 };
    for (const kind of ['keydown', 'click']) addEventListener(kind, begin, true);
    const chart = node => (node.nodeType === 1 ? node : node.parentElement)
        ?.closest('CHARTS');
    new MutationObserver(changes => {
        const ended = change => change.attributeName === 'data-test-script-state';
        if (changes.some(change => chart(change.target) || ended(change)))
            requestAnimationFrame(() => setTimeout(() => watched.last = performance.now()));
    }).observe(document, { subtree: true, childList: true, attributes: true });
}""".replace("CHARTS", _CHARTS)
_LINK = """address => [...document.querySelectorAll('a')]
    .find(link => link.pathname === '/' + address).click()"""
_QUIET = """charts => {
    const drawn = [...document.querySelectorAll('CHARTS')];
    return drawn.length >= charts
        && drawn.every(chart => chart.ariaBusy === 'false' || chart.querySelector('.main-svg'))
        && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]')
        && document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]')
        && watched.last > watched.start && performance.now() - watched.last > 700
}""".replace("CHARTS", _CHARTS)


class Taken(NamedTuple):
    """Seconds until all charts were drawn: on the clock, and of work in the page's main thread."""

    clock: float
    thread: float


class Reader:
    """One visit with an empty cache."""

    def __init__(self, page: Page, url: str) -> None:
        self._page, self._url = page, url
        page.add_init_script(f"({_WATCH})()")
        self._tools = page.context.new_cdp_session(page)
        self._tools.send("Performance.enable", {"timeDomain": "threadTicks"})
        self._worked = 0.0

    def open(self, address: str, charts: int = 1) -> Taken:
        """Open a page and wait until its charts are drawn."""
        self._page.goto(f"{self._url}/{address}")
        return self._quiet(charts)

    def change_years(self, *, back: bool) -> Taken:
        """Move the last year by the keyboard and wait until no chart changes any more."""
        self._work()
        self._press(back=back)
        return self._quiet(0)

    def leave(self, address: str) -> None:
        """Go by the navigation to a page that has no charts."""
        self._page.evaluate(_LINK, address)
        self._page.wait_for_selector(_CHARTS, state="detached")
        self._rest()  # a click on the way to a page is lost

    def turn_to(self, address: str, charts: int) -> Taken:
        """Go by the navigation to a page with charts and wait until they are drawn."""
        self._work()
        self._page.evaluate(_LINK, address)
        return self._quiet(charts)

    def load(self, address: str) -> None:
        """Open a page and wait until nothing more is sent, whether it has charts or not."""
        self._page.goto(f"{self._url}/{address}")
        self._rest()

    def load_other_years(self) -> None:
        """Move the last year by the keyboard and wait as ``load`` does."""
        self._press(back=False)
        self._rest()

    def heights(self) -> list[int]:
        """Return how high each chart stands, in pixels."""
        found: list[int] = self._page.locator(_CHARTS).evaluate_all(
            "charts => charts.map(chart => Math.round(chart.getBoundingClientRect().height))"
        )
        return found

    def _press(self, *, back: bool) -> None:
        self._page.get_by_role("slider").nth(1).focus()
        self._page.keyboard.press("ArrowRight" if back else "ArrowLeft")

    def _rest(self) -> None:
        self._page.wait_for_timeout(500)
        settle(self._page)
        self._page.wait_for_timeout(700)

    def _quiet(self, charts: int) -> Taken:
        self._page.wait_for_function(_QUIET, arg=charts, polling=50)
        clock: float = self._page.evaluate("() => watched.last - watched.start")
        return Taken(clock / 1000, self._work())

    def _work(self) -> float:
        """Return the seconds the main thread has worked since this was asked last."""
        metrics = self._tools.send("Performance.getMetrics")["metrics"]
        total = next(one["value"] for one in metrics if one["name"] == "TaskDuration")
        since, self._worked = total - self._worked, total
        return float(since)


@contextmanager
def reader(browser: Browser, url: str) -> Iterator[Reader]:
    """Come as somebody who has never been here."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1400, "height": 900})
    context.set_default_timeout(60_000)
    try:
        yield Reader(context.new_page(), url)
    finally:
        context.close()
