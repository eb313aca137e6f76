"""Whether a request comes from a browser on this very computer, with nothing in between."""

import os
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "::1")
_NAMES = (*LOOPBACK, "localhost")
# What servers in between say of whom they ask for.
_BETWEEN = (
    *("forwarded", "via", "x-forwarded", "x-real-ip", "x-client-ip", "x-original-"),
    *("cf-", "true-client-ip"),
)
_ADMINISTRATOR = 0


def asks(headers: Iterable[tuple[str, str]], client: str) -> bool:
    """Tell by a request's headers, and the address that it comes from."""
    given = [(name.lower(), value) for name, value in headers]
    # A server that stands in front is on the same machine too, but says for whom it asks; and
    # readers know it by another name, which a browser sends along even if that server does not.
    if client not in LOOPBACK or any(name.startswith(_BETWEEN) for name, _ in given):
        return False
    hosts = [value for name, value in given if name == "host"]
    try:
        asked = [urlsplit(f"//{host}").hostname for host in hosts]
        pages = [urlsplit(value).netloc for name, value in given if name in {"origin", "referer"}]
    except ValueError:  # [, which begins an address of the newer kind
        return False
    # A name that leads here is not enough: another site can have one of its own lead here.
    return len(asked) == 1 and asked[0] in _NAMES and {*pages} <= {*hosts}


def is_of_same_account(client: int, server: int) -> bool:
    """Tell whether the program at the port ``client`` runs under the same account as we do.

    Only Linux says so; elsewhere, and for a port that it does not list, it is taken to.
    """
    for name in ("tcp", "tcp6"):
        try:
            lines = Path("/proc/net", name).read_text(encoding="ascii").splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            columns = line.split()
            ends = [int(end.rpartition(":")[2], 16) for end in columns[1:3]]
            if ends == [client, server]:
                return int(columns[7]) in {_ADMINISTRATOR, os.getuid()}
    return True


def is_address(host: str | None) -> bool:
    """Tell whether a host in an address is the machine that the address is opened on."""
    return host in _NAMES
