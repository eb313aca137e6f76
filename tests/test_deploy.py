"""What stands in ``deploy/``: nginx takes it, and its parts speak of the same ports."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from dashboard.commands.main import parse
from dashboard.dev import proxy
from dashboard.paths import ROOT

DEPLOY = ROOT / "deploy"


def read(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def found(pattern: str, name: str) -> str:
    """Return what a pattern finds in a file, line by line, where that is one thing alone."""
    [one] = re.findall(pattern, read(name), flags=re.MULTILINE)
    return str(one)


def need_nginx() -> None:
    if not proxy.nginx():
        if os.environ.get("CI"):
            pytest.fail("CI is set, but there is no nginx to try its settings with")
        pytest.skip("no nginx on this machine")


def test_nginx_takes_its_settings(tmp_path: Path) -> None:
    need_nginx()
    main, _ = proxy.write(tmp_path, ("9501", "9502"))
    tried = subprocess.run(
        [proxy.nginx() or "", "-t", "-c", main, "-p", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert tried.returncode == 0, tried.stderr
    assert "[warn]" not in tried.stderr


def test_the_processes_that_are_started_are_those_that_nginx_knows() -> None:
    started = set(re.findall(r"dashboard@(\d+)", read("dashboard.target")))
    conf = read("nginx.conf")
    assert len(started) == 2
    assert set(re.findall(r"server 127\.0\.0\.1:(\d+)", conf)) == started
    for port in started:
        assert re.search(rf"^    {port} +dashboard_{port};", conf, flags=re.MULTILINE)
        [pool] = re.findall(rf"upstream dashboard_{port} {{(.*?)}}", conf, flags=re.DOTALL)
        first, *others = re.findall(r"server 127\.0\.0\.1:(\d+)( backup)?;", pool)
        assert first == (port, "")
        assert others == [(other, " backup") for other in started - {port}]


def test_a_unit_and_a_container_start_what_the_command_line_knows() -> None:
    unit = found(r"^ExecStart=\S+ -m dashboard (.*)$", "dashboard@.service")
    options = parse(unit.replace("%i", "8501").split())
    assert (options.command, options.host, options.port) == ("serve", "127.0.0.1", 8501)
    assert options.no_browser
    container = found(r"^CMD (\[.*\])$", "Containerfile")
    assert parse(json.loads(container)).command == "serve"
    # Without it podman leaves HEALTHCHECK out, and says so in one line of many.
    manual = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    builds = re.findall(r"podman build (.*)", read("Containerfile") + manual)
    assert all(build.startswith("--format docker ") for build in builds)
    assert len(builds) == 2
    for path in re.findall(r"^COPY (\S+\.txt)", read("Containerfile"), flags=re.MULTILINE):
        assert (ROOT / path).exists()


def test_no_secret_and_no_draft_goes_into_an_image() -> None:
    left_out = (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
    kept_apart = (ROOT / ".gitignore").read_text(encoding="utf-8")
    private = re.findall(r"^/(data/[\w-]+)/$", kept_apart, flags=re.MULTILINE)
    assert {"data/versions", "data/drafts", "data/sign-outs"} <= set(private)
    assert {*private, "**/secrets.toml"} <= set(left_out)


def test_logs_are_kept_for_six_months_and_more() -> None:
    days = found(r"^MaxRetentionSec=(\d+)day$", "journald@dashboard.conf")
    rotations = found(r"^ +rotate (\d+)$", "logrotate")
    assert "    daily\n" in read("logrotate")
    assert min(int(days), int(rotations)) > 184
    assert "LogNamespace=dashboard\n" in read("dashboard@.service")
