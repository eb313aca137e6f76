"""nginx as ``deploy/nginx.conf`` sets it up, before servers of our own on the loopback."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dashboard.paths import ROOT

CONF = ROOT / "deploy" / "nginx.conf"
_HOST = "127.0.0.1"
_MAIN = """\
{user}
daemon off;
pid {folder}/nginx.pid;
error_log stderr warn;
worker_processes 1;
events {{ worker_connections 4096; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/dashboard.conf;
}}
"""


@dataclass(frozen=True)
class Proxy:
    """A proxy that answers at ``url``, by a certificate that only ``authority`` vouches for."""

    url: str
    authority: Path
    pid: int


def nginx() -> str | None:
    """Return where nginx is, if there is one; Debian has it outside an ordinary user's path."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def write(folder: Path, ports: Sequence[str]) -> tuple[Path, int]:
    """Write what nginx is started with, for two servers at these ports; return it and its port.

    Names of hosts, files and ports are put in the place of those of a school, and nothing else.
    """
    ours, plain = _free_port(), _free_port()
    text = CONF.read_text(encoding="utf-8")
    for there, here in (
        ("8501", ports[0]),
        ("8502", ports[1]),
        ("listen 80;", f"listen {_HOST}:{plain};"),
        ("listen 443 ", f"listen {_HOST}:{ours} "),
        ("kanban.example.edu.cn", _HOST),
        ("/etc/ssl/dashboard/", f"{folder}/"),
        ("/var/log/nginx/dashboard/", f"{folder}/"),
        ("/var/cache/nginx/dashboard", f"{folder}/cache"),
    ):
        if there not in text:
            raise LookupError(f"{CONF.name} has no {there!r}")
        text = text.replace(there, here)
    (folder / "dashboard.conf").write_text(text, encoding="utf-8")
    main = folder / "nginx.conf"
    # The workers of an administrator's nginx belong to somebody who may not read this folder.
    user = "user root;" if _is_administrator() else ""
    main.write_text(_MAIN.format(folder=folder, user=user), encoding="utf-8")
    _certify(folder)
    return main, ours


@contextmanager
def proxied(folder: Path, ports: Sequence[str]) -> Iterator[Proxy]:
    """Run nginx before servers at these ports. Raises RuntimeError where it does not start."""
    main, port = write(folder, ports)
    with (folder / "nginx.log").open("wb") as log:
        process = subprocess.Popen(
            [nginx() or "nginx", "-c", str(main), "-p", str(folder)], stderr=log
        )
    try:
        _wait(process, port, folder / "nginx.log")
        yield Proxy(f"https://{_HOST}:{port}", folder / "fullchain.pem", process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection((_HOST, port)).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError(f"nginx did not start:\n{log.read_text(encoding='utf-8')}")


def _certify(folder: Path) -> None:
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "2", "-subj", "/CN=dashboard"),
            *("-addext", f"subjectAltName=IP:{_HOST}"),
            *("-keyout", str(folder / "key.pem"), "-out", str(folder / "fullchain.pem")),
        ],
        check=True,
        capture_output=True,
    )


def _is_administrator() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _free_port() -> int:
    with socket.socket() as one:
        one.bind((_HOST, 0))
        return int(one.getsockname()[1])
