"""The header of a SQL file: the run of ``-- key: value`` comments at its top."""

import re
from collections.abc import Collection
from pathlib import Path

from dashboard import paths

_LINE = re.compile(r"--\s*([a-z]+):\s*(.*)")


class QueryHeaderError(Exception):
    """A SQL file whose header lacks something, or holds something unknown."""


def read(
    path: Path, required: Collection[str], optional: Collection[str] = (), empty: str = ""
) -> tuple[dict[str, str], str]:
    """Return the header of a SQL file and its body without comments.

    The key named by ``empty`` may be there without a value. Raises QueryHeaderError, or OSError
    for an unknown file.
    """
    text = path.read_text(encoding="utf-8")
    name = f"queries/{path.relative_to(paths.QUERIES).as_posix()}"
    header: dict[str, str] = {}
    last = ""
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        if match := _LINE.fullmatch(line):
            last = match[1]
            header[last] = match[2].strip()
        elif last:  # a value may go on in the next comment line
            header[last] += line[2:].strip()
    if missing := [key for key in required if not (header.get(key) or key == empty in header)]:
        raise QueryHeaderError(f"{name}: header lacks {', '.join(missing)}")
    if unknown := header.keys() - {*required, *optional}:
        raise QueryHeaderError(f"{name}: unknown header {', '.join(sorted(unknown))}")
    body = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("--"))
    return header, body
