"""What a server has put in its log of what must be known afterwards."""

import json
from pathlib import Path
from typing import Any


def noted(log: Path) -> list[dict[str, Any]]:
    """Return the lines of JSON in a log, without their times, which are looked at here."""
    found = []
    for line in log.read_text(encoding="utf-8").splitlines():
        if line.startswith('{"time": '):
            said = json.loads(line)
            assert "T" in said["time"]
            assert "+" in said.pop("time")
            found.append(said)
    return found
