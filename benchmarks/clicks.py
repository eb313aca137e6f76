"""What a reader clicks at random: another page, other years, other majors."""

import random
from collections.abc import Sequence

from dashboard.serve.streamlit_seams import ForwardMsg, WidgetState


class Clicks:
    """The clicks of one reader, who begins with what the first page has sent."""

    def __init__(self, messages: Sequence[ForwardMsg], chance: random.Random) -> None:
        self._chance = chance
        elements = [message.delta.new_element for message in messages]
        self._years = next(found.slider for found in elements if found.HasField("slider"))
        self._majors = next(one.multiselect for one in elements if one.HasField("multiselect"))
        self._page, self._chosen = "", dict[str, WidgetState]()
        self.pages = [page.url_pathname for one in messages for page in one.navigation.app_pages]

    def next(self) -> tuple[str, list[WidgetState]]:
        """Return the page that is looked at after one more click, and what is chosen there."""
        match self._chance.choice(("page", "years", "majors")):
            case "page":
                self._page = self._chance.choice(self.pages)
            case "years":
                options = self._years.options
                ends = sorted(self._chance.choices(range(len(options)), k=2))
                self._choose(self._years.id, [options[end] for end in ends])
            case "majors":
                options = self._majors.options
                some = self._chance.sample(options, self._chance.randint(0, len(options)))
                self._choose(self._majors.id, some)
        return self._page, list(self._chosen.values())

    def _choose(self, widget: str, values: list[str]) -> None:
        state = WidgetState(id=widget)
        state.string_array_value.data.extend(values)
        self._chosen[widget] = state
