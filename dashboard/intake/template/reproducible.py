"""The same template gives the same bytes, and no remarks of Excel on numbers as text."""

import io
import re
import zipfile

_MADE = (2000, 1, 1, 0, 0, 0)  # as the time of making would make every copy another file
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_AFTER_ERRORS = re.compile(rb"<(?:drawing|legacyDrawing|tableParts)\b|</worksheet>")
# Figures of last year are text, so that they stand as printed: no green corner for that.
_NO_CORNERS = (
    b'<ignoredErrors><ignoredError sqref="A1:Z2000" numberStoredAsText="1"/></ignoredErrors>'
)
# What a formula counts is nothing yet; without that, a program that does not reckon shows a gap.
_UNRECKONED = re.compile(rb"</f><v ?/>|</f><v></v>")
_SQREF = re.compile(rb'(?<= sqref=")[^"]*')


def reproducible(raw: bytes) -> bytes:
    """Take the time of making out of a workbook, and Excel's remarks on numbers as text."""
    made = io.BytesIO()
    stamp = b"%d-%02d-%02dT%02d:%02d:%02dZ" % _MADE
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _TIMES.sub(rb"\g<1>" + stamp, content)
            if name.startswith("xl/worksheets/sheet"):
                content = _SQREF.sub(_in_order, content)
                content = _UNRECKONED.sub(b"</f><v>0</v>", content)
                content = _AFTER_ERRORS.sub(lambda end: _NO_CORNERS + end[0], content, count=1)
            entry = zipfile.ZipInfo(name, _MADE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return made.getvalue()


def _in_order(ranges: re.Match[bytes]) -> bytes:
    """Put ranges from the top down, as a formula is relative to the first.

    The library keeps them in a set.
    """
    return b" ".join(sorted(ranges[0].split(), key=lambda one: int(re.findall(rb"\d+", one)[0])))
