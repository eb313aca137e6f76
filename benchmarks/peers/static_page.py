"""A page without a program behind it: HTML, Plotly, and a file of figures for each range of years.

``python -m benchmarks.peers.static_page NAME ...`` writes the files, then serves them packed.
"""

import gzip
import http.server
import json
import sys
from itertools import combinations_with_replacement
from typing import Any

from benchmarks.peers import charts
from dashboard.serve.browser_files import PLOTLY

_PAGE = """<!doctype html>
<meta charset="utf-8">
<title>TITLE</title>
<link rel="preload" href="0-LAST.json" as="fetch" crossorigin>
<script src="plotly.js" defer></script>
<style>
  body { font-family: sans-serif; }
  main { display: grid; grid-template-columns: 1fr 1fr; }
</style>
<h1>TITLE</h1>
<input type="range" min="0" max="LAST" value="0">
<input type="range" min="0" max="LAST" value="LAST">
<main>FRAMES</main>
<script type="module">
  const ends = [...document.querySelectorAll("input")];
  const places = [...document.querySelectorAll(".chart")];
  const drawn = [];
  async function draw() {
    const range = ends.map((end) => end.value).join("-");
    const figures = await (await fetch(`${range}.json`)).json();
    figures.forEach(({ data, layout }, n) => {
      const text = JSON.stringify(figures[n]);
      if (text === drawn[n]) return;
      Plotly.react(places[n], data, layout, { displayModeBar: false });
      drawn[n] = text;
    });
  }
  for (const end of ends) end.addEventListener("change", draw);
  draw();
</script>
"""


def _files(names: list[str]) -> dict[str, tuple[str, bytes]]:
    """Return each file by its address: what it is, and its bytes, packed."""
    years = charts.years()
    all_of_them: list[Any] = []
    files: dict[str, tuple[str, str]] = {}
    for first, last in combinations_with_replacement(range(len(years)), 2):
        figures = [
            charts.coloured(charts.draw(name, years[first], years[last]), charts.LOOK)
            for name in names
        ]
        if last - first == len(years) - 1:
            all_of_them = figures
        files[f"/{first}-{last}.json"] = ("application/json", json.dumps(figures))
    frames = [
        f'<div><h3>{charts.title(name)}</h3><div class="chart" style="height: '
        f'{one["layout"]["height"]}px"></div></div>'
        for name, one in zip(names, all_of_them, strict=True)
    ]
    page = _PAGE.replace("TITLE", charts.TITLE).replace("LAST", str(len(years) - 1))
    files["/"] = ("text/html", page.replace("FRAMES", "".join(frames)))
    files["/plotly.js"] = ("text/javascript", PLOTLY.read_text(encoding="utf-8"))
    return {at: (kind, gzip.compress(text.encode())) for at, (kind, text) in files.items()}


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    files: dict[str, tuple[str, bytes]]

    def do_GET(self) -> None:
        kind, body = self.files.get(self.path, ("", b""))
        self.send_response(200 if kind else 404)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    _Handler.files = _files(sys.argv[1:])
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        print(f"http://127.0.0.1:{server.server_port}", flush=True)
        server.serve_forever()
