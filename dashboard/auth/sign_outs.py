"""Sign-ins that were ended by 退出登录, remembered until they would have expired.

Their cookie may live on in a copy, and pages open in other tabs still hold what was read from it.
Each is an empty file ``sign-outs/<expiry>-<hash>`` in the data folder: its name says all of it, so
that there is nothing to lock, to write by halves or to damage, and any number of servers on one
data folder know of it at once. The name of a file tells nobody's name: the hash is of the sign-in,
whose nonce nobody can guess.
"""

import contextlib
import hashlib
import logging
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FOLDER = "sign-outs"
_LOG = logging.getLogger(__name__)
# What could not be written is at least known to this process.
_unwritten: set[str] = set()


def end(data: Path, claims: Mapping[str, Any], now: float) -> None:
    """Remember that a sign-in which counts until now is over, and forget those long past."""
    name = _name(claims)
    try:
        # Not the data folder itself: moved away, it must not come to be anew.
        (data / FOLDER).mkdir(exist_ok=True)
        (data / FOLDER / name).touch()
    except OSError as error:
        _unwritten.add(name)
        _LOG.error("a sign-out is forgotten when the server stops: %s", error)
    for one in _unwritten.copy():  # other sessions may end at the same time
        if _is_past(one, now):
            _unwritten.discard(one)
    with contextlib.suppress(OSError):
        for path in (data / FOLDER).iterdir():
            if _is_past(path.name, now):
                path.unlink(missing_ok=True)


def has_ended(data: Path, claims: Mapping[str, Any]) -> bool:
    """Tell whether a sign-in is over.

    Where the record cannot be read, every sign-in from before it was spoilt is.
    """
    name, folder = _name(claims), data / FOLDER
    if name in _unwritten:
        return True
    try:
        record = folder.stat()
    except FileNotFoundError:
        return False  # nobody has signed out yet
    except OSError:
        return True
    try:
        if folder.is_dir():
            (folder / name).stat()
            return True
    except FileNotFoundError:
        return False
    except OSError:
        pass
    return bool(claims["iat"] <= record.st_mtime)


def _name(claims: Mapping[str, Any]) -> str:
    mark = "\n".join(str(claims.get(key)) for key in ("iss", "sub", "iat", "nonce"))
    return f"{math.ceil(claims['exp'])}-{hashlib.sha256(mark.encode()).hexdigest()}"


def _is_past(name: str, now: float) -> bool:
    until = name.partition("-")[0]
    return until.isdecimal() and int(until) < now
