"""What is written to the log: a line stays a line, whatever a text from outside holds.

What a browser or an identity provider sends may stand in a message or in the words of an error.
Written as it is, it could colour a terminal, move its cursor, or look like a line of its own.
"""

import logging
import traceback
from typing import Any

from dashboard.text import visible

_LONGEST = 2_000  # characters of a message


def _record(*args: Any, **kwargs: Any) -> logging.LogRecord:
    record = logging.LogRecord(*args, **kwargs)
    record.msg, record.args = visible(_said(record), _LONGEST), ()
    if record.exc_info and record.exc_info[1] and record.levelno > logging.WARNING:
        lines = "".join(traceback.format_exception(record.exc_info[1])).splitlines()
        record.exc_text = "\n".join(f"  {visible(line, _LONGEST)}" for line in lines)
    # A warning is something a visitor can cause again and again: a line is enough.
    elif record.exc_info and record.exc_info[1]:
        record.msg += f" ({visible(repr(record.exc_info[1]), _LONGEST)})"
    record.exc_info = None
    return record


def _said(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):  # a message that does not fit what it is to be filled with
        return f"{record.msg} {record.args}"


def keep_to_their_line() -> None:
    """Have every message of this process, of libraries as well, written that way."""
    logging.setLogRecordFactory(_record)
