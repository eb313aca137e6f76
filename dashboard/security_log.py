"""What must be known afterwards: who signed in, was refused, took something away, or published.

A line of JSON each in the log of the server, so that nothing from outside can pass for another
line. No figure stands in it, no filter, and no text of a draft or a reason.
"""

import json
import logging
import sys
from datetime import datetime
from typing import Literal, TypeAlias

from dashboard.text import short

Event: TypeAlias = Literal["sign-in", "sign-out", "refusal", "export", "publication"]

_LOG = logging.getLogger(__name__)
_LONGEST = 200  # characters of a value


def write_to_stderr() -> None:
    """Have the lines written; without it, as in a command, there are none."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.INFO)
    _LOG.propagate = False


def note(event: Event, *, account: str = "", address: str = "", **what: str | int) -> None:
    """Write a line on something that was done, or refused, just now.

    ``account`` is empty for whoever has not signed in, ``address`` where it is not of a browser.
    """
    said = {
        "time": datetime.now().astimezone().isoformat(timespec="seconds"),
        "event": event,
        "account": account,
        "address": address,
        **what,
    }
    kept = {
        name: short(value, _LONGEST) if isinstance(value, str) else value
        for name, value in said.items()
    }
    _LOG.info("%s", json.dumps(kept, ensure_ascii=False))
