"""A reader with a browser: opens a page and changes the years, on our page and on those of peers.

Times are taken inside the page, from a key press to the last change in any chart, or to the end of
the run where no chart has changed after it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from playwright.sync_api import Browser, Page, Response

_CHARTS = ".chart, .dash-graph, [data-testid=stPlotlyChart]"
# A change counts once it has been painted.
_WATCH = """() => {
    window.watched = { start: 0, last: 0 };
    const begin = () => { watched.start = performance.now(); watched.last = 0 };
    addEventListener('keydown', begin, true);
    const chart = node => (node.nodeType === 1 ? node : node.parentElement)
        ?.closest('CHARTS');
    new MutationObserver(changes => {
        const ended = change => change.attributeName === 'data-test-script-state';
        if (changes.some(change => chart(change.target) || ended(change)))
            requestAnimationFrame(() => setTimeout(() => watched.last = performance.now()));
    }).observe(document, { subtree: true, childList: true, attributes: true });
}""".replace("CHARTS", _CHARTS)
_BUSY = (
    "[data-testid=stSkeleton], [data-stale=true], [data-dash-is-loading], "
    "[data-testid=stApp]:not([data-test-script-state=notRunning])"
)
_QUIET = """charts => {
    const drawn = [...document.querySelectorAll('CHARTS')];
    return drawn.length >= charts
        && drawn.every(chart => chart.ariaBusy === 'false' || chart.querySelector('.main-svg'))
        && !document.querySelector('BUSY')
        && watched.last > watched.start && performance.now() - watched.last > 700
}""".replace("CHARTS", _CHARTS).replace("BUSY", _BUSY)
_STILL = "() => performance.now() - watched.last > 700"
_NAMES = """() => [...document.querySelectorAll('[class*="st-key-figure-"]')]
    .filter(figure => figure.querySelector('.chart'))
    .map(figure => /st-key-figure-(\\S+)/.exec(figure.className)[1])"""


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
        self._failed: list[str] = []
        page.on("response", self._look_at)

    def open(self, address: str, charts: int = 1) -> Taken:
        """Open a page and wait until its charts are drawn, those at least that are near."""
        self._page.goto(f"{self._url}/{address}")
        return self._quiet(charts)

    def change_years(self, *, back: bool) -> Taken:
        """Move the last year by the keyboard and wait until no chart changes any more."""
        self._work()
        self._press(back=back)
        return self._quiet(0)

    def move_years(self, *, back: bool = False) -> None:
        """Do the same, whether any chart changes or not."""
        self._press(back=back)
        self.rest()

    def rest(self) -> None:
        """Wait until nothing is under way."""
        self._page.wait_for_timeout(400)
        self._page.wait_for_function(f"() => !document.querySelector('{_BUSY}')")
        self._page.wait_for_function(_STILL, polling=50)

    def figures(self) -> list[str]:
        """Name the figures of a page of ours that are shown as charts: their queries."""
        found: list[str] = self._page.evaluate(_NAMES)
        return found

    def _look_at(self, response: Response) -> None:
        if response.status >= 500:
            self._failed.append(response.url)

    def _press(self, *, back: bool) -> None:
        self._page.get_by_role("slider").nth(1).focus()
        self._page.keyboard.press("ArrowRight" if back else "ArrowLeft")

    def _quiet(self, charts: int) -> Taken:
        self._page.wait_for_function(_QUIET, arg=charts, polling=50)
        if self._failed:
            raise RuntimeError(f"the server failed: {self._failed}")
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
