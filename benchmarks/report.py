"""The measurements as Markdown: a table a section, each beside its goal."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def seconds(values: Sequence[float]) -> str:
    return f"{median(values):.2f} s"


def milliseconds(value: float | None) -> str:
    return "not measured here" if value is None else f"{value * 1000:.0f} ms"


def tenths(value: float) -> str:
    return f"{value * 1000:.1f} ms"


def megabytes(value: float) -> str:
    return f"{value / 1e6:.2f} MB"


def beside(ours: Sequence[float], others: Sequence[float]) -> tuple[float, str]:
    """Return the median of the ratios, round by round, and write it with their range."""
    ratios = [one / other for one, other in zip(ours, others, strict=True)]
    return median(ratios), f"{median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


def verdict(value: float | None, most: float) -> str:
    """Say whether a measurement keeps to its goal."""
    if value is None:
        return ""
    return "met" if value <= most else "**missed**"


def section(title: str, head: Sequence[str], rows: Sequence[Sequence[str]], lead: str = "") -> str:
    words = f"{lead}\n\n" if lead else ""
    return f"\n## {title}\n\n{words}{table(head, rows)}\n"


def put(path: Path, name: str, text: str) -> None:
    """Put a text between the marks of a name in a document, in place of what stands there."""
    made = f"\n{text.strip()}\n\n"
    written = _between(name).sub(lambda _: made, path.read_text(encoding="utf-8"))
    path.write_text(written, encoding="utf-8", newline="\n")


def marked(path: Path, name: str) -> str:
    """Return the marks of a name with what stands between them, in a document that may be new."""
    written = path.read_text(encoding="utf-8") if path.exists() else ""
    found = _between(name).search(written)
    return f"\n<!-- {name} -->\n{found[0] if found else ''}<!-- end of {name} -->\n"


def _between(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- end of {name} -->)", re.DOTALL)
