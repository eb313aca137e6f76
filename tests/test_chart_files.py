"""What a browser draws charts with: Plotly as it was published, and what our script asks of it."""

import hashlib
import re
import tomllib

from dashboard.serve import chart_files
from tests import asking

FOLDER = chart_files.SCRIPT.parent
KEPT = tomllib.loads((FOLDER / "plotly.toml").read_text(encoding="utf-8"))


def test_what_is_not_ours_is_what_was_published() -> None:
    assert {kept["file"] for kept in KEPT.values()} == {p.name for p in FOLDER.glob("plotly-*.js")}
    for kept in KEPT.values():
        content = (FOLDER / kept["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == kept["sha256"]
        assert f"-{kept['version']}." in kept["file"]  # kept for ever by browsers, so a new name
    assert "MIT" in (FOLDER / "plotly-LICENSE").read_text(encoding="utf-8")


def test_the_script_asks_for_what_is_served() -> None:
    asked = re.findall(r'"\./([^"]+)"', chart_files.SCRIPT.read_text(encoding="utf-8"))
    assert {*asked, "chart.js"} == {address.rsplit("/")[-1] for address in chart_files.ADDRESSES}


def test_the_plotly_that_is_kept_has_every_kind_that_is_drawn() -> None:
    plotly = (FOLDER / KEPT["plotly"]["file"]).read_text(encoding="utf-8")
    assert set(re.findall(r'moduleType:"trace",name:"(\w+)"', plotly)) >= asking.KINDS
