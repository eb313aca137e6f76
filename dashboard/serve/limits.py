"""How much the server holds at once: what each bound is, and why it is no smaller.

A bound holds for everybody, signed in or not, because most of what takes memory or files here is
taken before anybody is known. Below each bound an ordinary visit has room several times over.
"""

import contextlib
import sys
from dataclasses import dataclass

HEAD = 64 << 10  # bytes of a request's head; the cookies of somebody in many groups take a fifth
ADDRESS = 16 << 10  # bytes; the filters of all majors and years take three thousand
HEADERS = 100  # lines of a head; a browser behind two proxies sends thirty
MESSAGE = 512 << 10  # bytes a page sends at once; the state of all its widgets is a few thousand
PARTS = 64  # frames that one message may come in; browsers send one
# Bits of what a socket remembers of what it has sent, 32 kB: an answer is much like the last, and
# the 4 kB that uvicorn has it remember are over before a chart comes again. It takes 144 kB.
WINDOW = 15

# Who sends less than this between two looks is not on a slow line, but holding on to it: thirteen
# thousand bits a second.
LOOK = 10.0  # seconds
LEAST = 16 << 10  # bytes
# Who takes nothing of what was asked for is let go after so many looks. The system tells of what
# was taken only when a third of its own store is free, so that is kept small.
PATIENCE = 6
STORE = 256 << 10  # bytes

# Pages that are drawn at once; the others wait their turn. Python runs one thread at a time, and
# between two steps each, the one that sends the answers too, waits for all that could run: drawn
# all at once, what a hundred people ask stands still for seconds.
DRAWN = 2

SILENT = 10.0  # seconds after which a socket that has asked for no page is closed
ASIDE = 60  # seconds a closed session is kept for somebody whose line failed for a moment

_ENOUGH = 10_000  # open files, for all that follows
_OWN = 100  # ... of which are the server's own: data files, listening, threads
# A socket takes four: itself, and three for the event loop that Streamlit gives each session. A
# session set aside keeps the three.
_MOST_SOCKETS, _MOST_CONNECTIONS, _MOST_ASIDE = 1_000, 1_000, 100


@dataclass(frozen=True)
class Places:
    """How many of each there may be at once."""

    sockets: int  # open pages
    connections: int  # what brings pages and files, between two of them as well
    aside: int  # sessions whose socket has closed


def places(files: int) -> Places:
    """Share out the files that may be open, so that they are never used up."""
    free = max(files - _OWN, 64)
    return Places(
        sockets=min(free // 8, _MOST_SOCKETS),
        connections=min(free // 4, _MOST_CONNECTIONS),
        aside=min(free // 16, _MOST_ASIDE),
    )


def open_files() -> int:
    """Raise how many files this process may have open as far as the system lets it; return it."""
    if sys.platform == "win32":  # knows no such limit for sockets
        return _ENOUGH
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    within = _ENOUGH if hard == resource.RLIM_INFINITY else min(hard, _ENOUGH)
    if soft != resource.RLIM_INFINITY and soft < within:
        with contextlib.suppress(ValueError, OSError):  # a system that allows less than it says
            resource.setrlimit(resource.RLIMIT_NOFILE, (within, hard))
            soft = within
    return within if soft == resource.RLIM_INFINITY else min(soft, _ENOUGH)
