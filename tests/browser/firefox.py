"""Firefox, driven over WebDriver BiDi, the protocol that its own releases speak."""

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

# What it would otherwise ask of hosts outside, or say about itself.
_PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.download.folderList": 2,  # the folder below
    "browser.safebrowsing.downloads.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "intl.accept_languages": "zh-CN",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}
_SAYS = "WebDriver BiDi listening on "
_PATIENCE = 60.0  # seconds


class Firefox:
    """One tab; ``errors`` fills with what scripts and the browser complain of."""

    def __init__(self, socket: ClientConnection, downloads: Path) -> None:
        self.errors: list[str] = []
        self.downloads = downloads
        self._socket = socket
        self._sent = 0
        self.call("session.new", capabilities={})
        self.call("session.subscribe", events=["log.entryAdded"])
        self._tab = self.call("browsingContext.getTree")["contexts"][0]["context"]
        size = {"width": 1440, "height": 900}
        self.call("browsingContext.setViewport", context=self._tab, viewport=size)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send one command and return its result; what is logged meanwhile is kept."""
        self._sent += 1
        command = {"id": self._sent, "method": method, "params": parameters}
        self._socket.send(json.dumps(command))
        while True:
            said = json.loads(self._socket.recv(timeout=_PATIENCE))
            if said.get("id") == self._sent:
                assert "error" not in said, said
                result: dict[str, Any] = said["result"]
                return result
            if said.get("method") == "log.entryAdded" and said["params"]["level"] == "error":
                self.errors.append(said["params"]["text"])

    def open(self, url: str) -> None:
        self.errors.clear()
        self.call("browsingContext.navigate", context=self._tab, url=url, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """Return what a script gives; it is text, a number or a truth value."""
        target = {"context": self._tab}
        given = {"expression": expression, "target": target, "awaitPromise": True}
        said = self.call("script.evaluate", **given)
        assert said["type"] == "success", said
        return said["result"].get("value")

    def wait_for(self, condition: str) -> None:
        """Wait until an expression is true in the page."""
        until = f"""new Promise((done, fail) => {{
            const deadline = Date.now() + {_PATIENCE - 10} * 1000;
            const look = () => {{
                if ({condition}) done(true);
                else if (Date.now() > deadline) fail(new Error('waited in vain'));
                else setTimeout(look, 50);
            }};
            look();
        }})"""
        self.evaluate(until)

    def press(self, key: str) -> None:
        """Press a key and let it go, in whatever has the focus."""
        strokes = [{"type": kind, "value": key} for kind in ("keyDown", "keyUp")]
        keyboard = {"type": "key", "id": "keyboard", "actions": strokes}
        self.call("input.performActions", context=self._tab, actions=[keyboard])

    def downloaded(self, ending: str) -> Path:
        """Wait for a file of a kind to be taken away whole, and return where it lies."""
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            names = sorted(self.downloads.iterdir())
            found = [one for one in names if one.suffix == ending]
            if found and not any(one.suffix == ".part" for one in names):
                return found[0]
            time.sleep(0.05)
        raise RuntimeError("no file was taken away")


@contextmanager
def browsing(program: str, folder: Path) -> Iterator[Firefox]:
    """Start Firefox with a profile of its own in the folder, and its downloads beside that."""
    profile, downloads = folder / "profile", folder / "downloads"
    profile.mkdir()
    downloads.mkdir()
    wanted = _PREFERENCES | {"browser.download.dir": str(downloads)}
    lines = (f"user_pref({json.dumps(one)}, {json.dumps(value)});" for one, value in wanted.items())
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    flags = ("--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0")
    log = folder / "firefox.log"
    with log.open("wb") as output:
        running = subprocess.Popen([program, *flags], stdout=output, stderr=subprocess.STDOUT)
        try:
            with connect(f"{_address(running, log)}/session", max_size=None) as socket:
                yield Firefox(socket, downloads)
        finally:
            running.terminate()
            running.wait(timeout=20)


def _address(running: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and running.poll() is None:
        for line in log.read_text(encoding="utf-8").splitlines(keepends=True):
            if _SAYS in line and line.endswith("\n"):
                return line.partition(_SAYS)[2].strip()
        time.sleep(0.05)
    raise RuntimeError(f"Firefox did not start:\n{log.read_text(encoding='utf-8')}")
