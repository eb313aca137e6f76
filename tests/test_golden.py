"""Each layout as it was last looked at: figures of the real report, drawn and kept in a file.

Where a layout is meant to change, ``python -m pytest tests/test_golden.py --renew-golden`` writes
the files anew; what git shows then is the change to look at.
"""

import re
from pathlib import Path

import pytest

from dashboard.render.markup import TEMPLATES
from tests.layouts import LAYOUTS

GOLDEN = Path(__file__).with_name("golden")


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_is_drawn_as_before(name: str, school: Path, pytestconfig: pytest.Config) -> None:
    drawn = LAYOUTS[name].draw(LAYOUTS[name].real())
    kept = GOLDEN / f"{name}.html"
    if pytestconfig.getoption("renew_golden"):
        kept.write_text(f"{drawn}\n", encoding="utf-8", newline="\n")
    assert kept.read_text(encoding="utf-8") == f"{drawn}\n"


def test_every_template_has_a_golden_file() -> None:
    shared = {"parts"}
    under_other_names = {"grid": "pivot", "numbers": "tally"}
    templates = {path.stem for path in TEMPLATES.glob("*.html")} - shared
    assert {under_other_names.get(name, name) for name in templates} <= LAYOUTS.keys()
    assert {path.stem for path in GOLDEN.glob("*.html")} == LAYOUTS.keys()


def test_no_template_takes_a_text_for_markup() -> None:
    for path in TEMPLATES.glob("*.html"):
        assert not re.search(r"\bsafe\b|autoescape|Markup", path.read_text(encoding="utf-8"))
