"""What a page costs the server: a session that changes the years again and again, no browser."""

import statistics
import time
from dataclasses import dataclass

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Slider_pb2 import Slider
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.machine import processor_time
from dashboard.dev.live_server import Server
from dashboard.serve.visit import Visitor, visitor

_RANGES = 8


@dataclass(frozen=True)
class Cost:
    """Seconds until the last message of a re-run, and seconds of processor time for it.

    ``new`` is for years that nobody has asked for before, ``again`` for the same years once more.
    """

    new: float
    again: float
    processor_new: float | None
    processor_again: float | None


def cost(server: Server, page: str) -> Cost:
    """Change the years of a page, each range once and then once more, in one session."""
    with visitor(server.url) as one:
        years = _slider(one.run(page))
        options = list(years.options)
        ranges = [(options[i // 2], options[-1 - (i + 1) // 2]) for i in range(1, _RANGES + 1)]
        new, processor_new = _changes(one, server, page, years, ranges)
        again, processor_again = _changes(one, server, page, years, ranges)
    return Cost(new, again, processor_new, processor_again)


def _slider(messages: list[ForwardMsg]) -> Slider:
    elements = (message.delta.new_element for message in messages)
    return next(element.slider for element in elements if element.HasField("slider"))


def _changes(
    one: Visitor, server: Server, page: str, years: Slider, ranges: list[tuple[str, str]]
) -> tuple[float, float | None]:
    before, taken = processor_time(server.pid), []
    for first, last in ranges:
        chosen = WidgetState(id=years.id)
        chosen.string_array_value.data.extend([first, last])
        start = time.perf_counter()
        one.run(page, [chosen])
        taken.append(time.perf_counter() - start)
    time.sleep(0.3)  # what the server still does afterwards belongs to it
    after = processor_time(server.pid)
    processor = None if before is None or after is None else (after - before) / len(ranges)
    return statistics.median(taken), processor
