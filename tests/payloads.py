"""SYNTHETIC: the real data with a text in every free cell that wants to be more than letters."""

import csv
from collections.abc import Callable
from pathlib import Path

from tests.real import copied, csv_rows

# What would be formatted is the one word that then stands in an element by itself.
WORD = "邪"
HOST = "evil.test"
PAYLOADS = (
    f"![{WORD}](http://{HOST}/x.png)",
    f"[{WORD}](http://{HOST})",
    f"<http://{HOST}/{WORD}>",
    f"http://{HOST}/a www.{HOST} a@{HOST}",
    f"<img src=http://{HOST}/y.png onerror=alert(1)>",
    f"<a href='http://{HOST}'>{WORD}</a>",
    f'<a href="javascript:alert(2)" target="_self">{WORD}</a>',
    f"<script>alert(3)</script><b>{WORD}</b><i>{WORD}</i>",
    f"[{WORD}](javascript:alert(4))",
    f":material/bolt: :streamlit: :smile: :red[{WORD}] :blue-badge[{WORD}]",
    f"$\\frac{{1}}{{2}}$ $${WORD}$$",
    f"[^1] **{WORD}** *{WORD}* ~~{WORD}~~",
    f"`{WORD}` \\`{WORD}`",
    f"甲\n\n# {WORD}\n\n- {WORD}",
    f"甲\n\n| {WORD} | {WORD} |\n|---|---|\n| {WORD} | {WORD} |",
    "=cmd|' /C calc'!A0",
    "\u202e倒\u2066转\u200b无\ufeff宽\u061c\U000e0041藏",
    "\x01\x07\x1b[31m",
    f"&lt;b&gt;{WORD}&lt;/b&gt; &#60;i&#62; {{{{7*7}}}} %{{text}}",
    "长" * 80 + "W" * 80,
)
_ADDED = {  # file -> columns of free text
    "catalogue/indicators.csv": ("name", "definition", "section", "official_label"),
    "catalogue/derived.csv": ("name", "definition"),
    "catalogue/synonyms.csv": ("words",),
    "catalogue/majors.csv": ("major_category", "note"),
    "catalogue/sources.csv": ("title", "issuer", "number", "note"),
    "catalogue/standards.csv": ("title", "clause", "note"),
    "catalogue/relations.csv": ("title", "note"),
    "catalogue/sheets.csv": ("note",),
    "edition.csv": ("title", "school", "publisher", "licence", "note"),
    "claims.csv": ("text", "source", "note"),
    "facts": ("item", "grouping", "kind", "detail", "source"),
    "omissions": ("printed", "source", "reason"),
    "": ("note",),
}
_NAMES = ("major", "category")  # what many files speak of: the same everywhere
_NUMBERED = ("challenge", "measure")  # facts whose item is the number of a challenge


def write(data: Path) -> Path:
    """Copy the real data to ``data`` and add to each of its free texts one of the payloads."""
    copied(data.parent)
    turn = iter(PAYLOADS * 1_000)
    known: dict[str, str] = {}
    for path in sorted(data.rglob("*.csv")):
        _rewrite(path, data, known, lambda text: f"{text} {next(turn)}")
    return data


def _rewrite(path: Path, data: Path, known: dict[str, str], add: Callable[[str], str]) -> None:
    rows = csv_rows(path)
    if not rows:  # nothing is remembered yet of the headings of lists
        return
    name = path.relative_to(data).as_posix()
    columns = next(some for part, some in _ADDED.items() if part in name)
    for row in rows:
        for column in _NAMES:
            if column in row and row[column] not in ("", "*"):
                row[column] = known.setdefault(row[column], add(row[column]))
        for column in columns:
            is_number = column == "item" and row["topic"] in _NUMBERED
            if row.get(column) and not is_number:
                was, row[column] = row[column], add(row[column])
                if column == "words":  # a semicolon ends a word there; two alike are a fault
                    row[column] = was + row[column].removeprefix(was).replace(";", " ")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
