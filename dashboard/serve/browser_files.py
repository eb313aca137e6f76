"""What a browser is sent besides Streamlit's own files: what draws charts, the icon, fewer icons.

``browser/not-ours.toml`` says what of it comes from where.
"""

import hashlib
from pathlib import Path

from dashboard.serve.streamlit_seams import COMPONENTS, own_files

_FOLDER = Path(__file__).with_name("browser")
CHART = _FOLDER / "chart.js"
# Asked for by a chart, when a picture of it is taken.
_PICTURES = sorted(_FOLDER.glob("picture*.js"))
CHART_NAME = "dashboard.chart"
_SCRIPTS = b"".join(path.read_bytes() for path in (CHART, *_PICTURES))
CHART_VERSION = hashlib.sha256(_SCRIPTS).hexdigest()[:12]
PLOTLY = next(_FOLDER.glob("plotly-cartesian-*.js"))  # whose name carries its version
_PLOTLY = sorted(_FOLDER.glob("plotly-*.js"))
_BELOW = f"{COMPONENTS}{CHART_NAME}/"
_CHARTS = {f"{_BELOW}{path.name}": path for path in (CHART, *_PLOTLY)}
# In the place of Streamlit's font of 4,000 icons one of those that it can show: 9 KB for 375.
_ICONS = {
    f"/{path.relative_to(own_files()).as_posix()}": next(_FOLDER.glob("material-symbols-*.woff2"))
    for path in own_files().glob("static/media/MaterialSymbols-Rounded.*.woff2")
}
# In the place of Streamlit's own, which it shows until a page names another; one that our pages
# named would be read, and told to the browser, at each change.
_TAB = {"/favicon.png": _FOLDER / "icon.png"}
ADDRESSES = _CHARTS | _ICONS | _TAB | {f"{_BELOW}{path.name}": path for path in _PICTURES}
# What charts are drawn with, as it is asked for: a module of ours, and Plotly after its locale.
DRAWING = f"{_BELOW}{CHART.name}?{CHART_VERSION}"
PLOTTING = [f"{_BELOW}{path.name}" for path in reversed(_PLOTLY)]
