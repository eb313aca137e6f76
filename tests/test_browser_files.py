"""What a browser is sent that is not ours, as it was published; and what our script asks of it."""

import hashlib
import re
import tomllib

from dashboard.serve import browser_files, index
from dashboard.serve.streamlit_seams import own_files
from tests import asking

FOLDER = browser_files.CHART.parent
KEPT = tomllib.loads((FOLDER / "not-ours.toml").read_text(encoding="utf-8"))
OURS = {
    "chart.js",
    "collect.js",
    "connect.js",
    "copy.js",
    "engine.js",
    "frame.js",
    "offline.js",
    "paper.js",
    "picture-charts.js",
    "picture-labels.js",
    "picture-letters.js",
    "picture.js",
    "frame.css",
    "frame.html",
    "nowhere.html",
    "icon.png",
}


def test_what_is_not_ours_is_what_was_published() -> None:
    licences = {kept["licence"] for kept in KEPT.values()}
    named = {kept["file"] for kept in KEPT.values()} | licences | OURS | {"not-ours.toml"}
    assert named == {path.name for path in FOLDER.iterdir()}
    for kept in KEPT.values():
        content = (FOLDER / kept["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == kept["sha256"]
        assert f"-{kept['version']}." in kept["file"]  # kept for ever by browsers, so a new name
    for licence in licences:
        assert re.search("MIT|Apache", (FOLDER / licence).read_text(encoding="utf-8"))


def test_the_font_has_every_icon_that_streamlit_may_show() -> None:
    (whole,) = own_files().glob("static/media/MaterialSymbols-Rounded.*.woff2")
    assert hashlib.sha256(whole.read_bytes()).hexdigest() == KEPT["icons"]["cut_from"]
    asked: set[str] = set()
    for script in own_files().glob("static/js/*.js"):
        asked.update(re.findall(r":material/(\w+):", script.read_text(encoding="utf-8")))
    none = {"star_filled"}  # which the whole font has not either
    assert asked - none == set(KEPT["icons"]["names"].split())


def test_the_page_names_the_school_in_letters_and_asks_ahead_for_what_there_is() -> None:
    page = index.page(own_files(), r"<b>\1 & Co</b>", "/kanban")
    assert r"&lt;b&gt;\1 &amp; Co&lt;/b&gt;" in page
    ahead = re.findall(r'<link rel="modulepreload" href="\./([^"?]+)', page)
    assert ahead
    for address in ahead:
        ours = browser_files.ADDRESSES.get(f"/{address}")
        assert (ours or own_files() / address).is_file()
    assert any("/BidiComponent." in address for address in ahead)
    plotly = re.findall(r'<script defer src="\.([^"]+)', page)
    assert {browser_files.ADDRESSES[one] for one in plotly} == {*FOLDER.glob("plotly-*.js")}
    assert '<meta name="base" content="/kanban">' in page
    assert '<meta name="renderer" content="webkit">' in page


def test_the_script_asks_for_what_is_served() -> None:
    asked = {"chart.js"}
    for script in FOLDER.glob("*.js"):
        asked.update(re.findall(r'["`]\./([\w.-]+\.js)', script.read_text(encoding="utf-8")))
    served = {address.rsplit("/")[-1] for address in browser_files.ADDRESSES}
    assert asked == {name for name in served if name.endswith(".js")}
    # What a picture is drawn with is asked for when one is taken.
    assert not any("picture" in one for one in (browser_files.DRAWING, *browser_files.PLOTTING))


def test_the_plotly_that_is_kept_has_every_kind_that_is_drawn() -> None:
    plotly = (FOLDER / KEPT["plotly"]["file"]).read_text(encoding="utf-8")
    assert set(re.findall(r'moduleType:"trace",name:"(\w+)"', plotly)) >= asking.KINDS
