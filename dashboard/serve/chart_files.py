"""What a browser is sent to draw charts with: our script, and the Plotly it draws with.

``browser/plotly-HASHES`` says what of it is not ours.
"""

import hashlib
from pathlib import Path

from dashboard.serve.streamlit_seams import COMPONENTS

NAME = "dashboard.chart"
SCRIPT = Path(__file__).with_name("browser") / "chart.js"
VERSION = hashlib.sha256(SCRIPT.read_bytes()).hexdigest()[:12]
# Where each is asked for. Plotly's names carry its version.
ADDRESSES = {
    f"{COMPONENTS}{NAME}/{path.name}": path for path in (SCRIPT, *SCRIPT.parent.glob("plotly-*.js"))
}
