"""What a page costs the server: a session that changes the years again and again, no browser."""

import itertools
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Slider_pb2 import Slider
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.machine import processor_time
from dashboard.dev.live_server import Server
from dashboard.serve.visit import Visitor, visit, visitor

_RANGES = 8

Ranges = list[tuple[str, str]]


@dataclass(frozen=True)
class Cost:
    """Seconds until the last message of a re-run, and seconds of processor time for it.

    ``new`` is for years that nobody has asked for before, ``again`` for the same years once more.
    """

    new: float
    again: float
    processor_new: float | None
    processor_again: float | None


def inwards(options: list[str]) -> Ranges:
    """Return ranges that begin with all years and get shorter at either end."""
    return [(options[i // 2], options[-1 - (i + 1) // 2]) for i in range(1, _RANGES + 1)]


def cost(server: Server, page: str, choose: Callable[[list[str]], Ranges] = inwards) -> Cost:
    """Change the years of a page, each range once and then once more, in one session."""
    with visitor(server.url) as one:
        [years] = _sliders(one.run(page))
        ranges = choose(list(years.options))
        new, processor_new = _changes(one, server, page, years, ranges)
        again, processor_again = _changes(one, server, page, years, ranges)
    return Cost(new, again, processor_new, processor_again)


def changes(server: Server, page: str, many: int) -> list[float]:
    """Return seconds of so many changes of the years of a page, in one session."""
    with visitor(server.url) as one:
        [years] = _sliders(one.run(page))
        ranges = itertools.cycle(inwards(list(years.options)))
        return [_changed(one, page, years, next(ranges)) for _ in range(many)]


def has_years(server: Server, page: str) -> bool:
    """Tell whether the years can be changed on a page."""
    return bool(_sliders(visit(server.url, page)))


def _sliders(messages: list[ForwardMsg]) -> list[Slider]:
    elements = (message.delta.new_element for message in messages)
    return [element.slider for element in elements if element.HasField("slider")]


def _changes(
    one: Visitor, server: Server, page: str, years: Slider, ranges: Ranges
) -> tuple[float, float | None]:
    before = processor_time(server.pid)
    taken = [_changed(one, page, years, chosen) for chosen in ranges]
    time.sleep(0.3)  # what the server still does afterwards belongs to it
    after = processor_time(server.pid)
    processor = None if before is None or after is None else (after - before) / len(ranges)
    return statistics.median(taken), processor


def _changed(one: Visitor, page: str, years: Slider, range_: tuple[str, str]) -> float:
    chosen = WidgetState(id=years.id)
    chosen.string_array_value.data.extend(range_)
    start = time.perf_counter()
    one.run(page, [chosen])
    return time.perf_counter() - start
