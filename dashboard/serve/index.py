"""The page that a browser is sent first: Streamlit's, in Chinese, with something to see at once.

Streamlit's page is empty until a megabyte of scripts has run and the first answer is there. Ours
begins with the frame of every page in both colour schemes, asks ahead for what Streamlit asks for
late, and tells a browser that cannot show it which ones can.
"""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import streamlit as st

from dashboard.serve import browser_files

_FOLDER = Path(__file__).with_name("browser")


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


# What runs as it stands in the page: whether the browser will do, where the server is, when the
# frame goes, the Chinese for what Streamlit says in English, what is done for paper, copying an
# address, and what is chosen for a meeting.
_NAMES = ("engine.js", "connect.js", "frame.js", "offline.js", "paper.js", "copy.js", "collect.js")
SCRIPTS = ENGINE, CONNECT, FRAME, OFFLINE, PAPER, COPY, COLLECT = tuple(map(_read, _NAMES))
# Parts of Streamlit that every page of figures needs, and that are asked for only when it is drawn.
_LATE = ("BidiComponent", "ButtonGroup", "DownloadButton", "Html", "Multiselect", "Slider")
_IMPORT = re.compile(r'(?:from|import)"\./([\w.-]+\.js)"')
_COLOURS = ("backgroundColor", "secondaryBackgroundColor", "borderColor", "grayTextColor")


def page(directory: Path, school: str, base: str) -> str:
    """Return Streamlit's page, in Chinese, with the frame of ours; pages lie below ``base``.

    The language decides which Chinese glyphs a browser takes and how a screen reader speaks;
    Streamlit has no setting for it. Its font is not asked for ahead, as the theme uses the
    system's. What a later Streamlit writes differently simply stays as it is.
    """
    text = (directory / "index.html").read_text(encoding="utf-8")
    frame = _read("frame.html").replace("SCHOOL", html.escape(school))
    for pattern, ours in (
        (r'<html lang="en">', '<html lang="zh-CN">'),
        (r"<title>Streamlit</title>", "<title>教育质量年报数据看板</title>"),
        (r'<link\s+rel="preload"[^>]*woff2[^>]*>', ""),
        (r'<link rel="service-desc"[^>]*>', ""),  # an interface that is switched off
        (r"<noscript>.*?</noscript>", ""),  # ours stands in the frame
        (r"<script>.*?</script>", ""),  # tells a program that draws pages ahead to wait
        (r'<meta charset="UTF-8" />', _head(base)),
        (r"</head>", f"{_ahead(directory, text)}</head>"),
        (r"<body>", f"<body>{frame}{_run(FRAME)}"),
        (
            r"</body>",
            f"{_run(OFFLINE)}{_run(PAPER)}{_run(COPY)}{_run(COLLECT)}</body>",
        ),
    ):
        text = re.sub(pattern, ours.replace("\\", r"\\"), text, flags=re.DOTALL)
    return text


def nowhere(base: str) -> str:
    """Return what stands at an address of no page, for any browser; pages lie below ``base``."""
    return _read("nowhere.html").replace("HOME", html.escape(f"{base}/"))


def _run(script: str) -> str:
    return f"<script>{script}</script>"


def _head(base: str) -> str:
    """What has to stand before any script: the engine to take, what it lacks, the first colours."""
    schemes = [
        "".join(f"--{name}:{st.get_option(f'theme.{mode}.{name}')};" for name in _COLOURS)
        for mode in ("light", "dark")
    ]
    dark = f"@media(prefers-color-scheme:dark){{#frame{{{schemes[1]}}}}}"
    style = f"#frame{{{schemes[0]}}}{dark}{_read('frame.css')}"
    return (
        '<meta charset="UTF-8"><meta name="renderer" content="webkit">'
        f'<meta name="base" content="{html.escape(base)}">'
        f"{_run(ENGINE)}{_run(CONNECT)}<style>{style}</style>"
    )


def _ahead(directory: Path, text: str) -> str:
    """Ask ahead for scripts, so that they are there when they are needed.

    Plotly is no module: a browser compiles only others before the main thread is at leisure.
    """
    scripts = directory / "static" / "js"
    late = {
        name for begun in _LATE for path in scripts.glob(f"{begun}.*.js") for name in _with(path)
    }
    addresses = [f"/static/js/{name}" for name in sorted(late) if name not in text]
    addresses.append(browser_files.DRAWING)
    modules = [f'<link rel="modulepreload" href=".{one}">' for one in addresses]
    plotly = [f'<script defer src=".{one}"></script>' for one in browser_files.PLOTTING]
    return "".join(modules + plotly)


def _with(script: Path, known: set[str] | None = None) -> Iterator[str]:
    """Name a script and those that it cannot run without."""
    known = set() if known is None else known
    if script.name not in known and script.exists():
        known.add(script.name)
        yield script.name
        for name in _IMPORT.findall(script.read_text(encoding="utf-8")):
            yield from _with(script.with_name(name), known)
