"""From nothing to a running program. A package made up here is installed; no network is used."""

import ast
import base64
import hashlib
import re
import subprocess
import sys
import time
import tomllib
import zipfile
from pathlib import Path

import pytest

from dashboard.commands import main
from dashboard.paths import ROOT
from dashboard.setup import bootstrap, environment

LOCKS = ("requirements.txt", "requirements-dev.txt")
PEERS = "benchmarks/requirements.txt"  # of an environment apart


def wheel(folder: Path, version: str) -> str:
    """Write a package ``tiny`` of one module; return its line in a lock."""
    name, about = f"tiny-{version}-py3-none-any.whl", f"tiny-{version}.dist-info"
    files = {
        "tiny.py": f"VERSION = {version!r}\n",
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: tiny\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\n"
        "Tag: py3-none-any\n",
    }
    record = "".join(f"{path},{digest(text)},{len(text)}\n" for path, text in files.items())
    files[f"{about}/RECORD"] = f"{record}{about}/RECORD,,\n"
    with zipfile.ZipFile(folder / name, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    sha256 = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    return f"tiny=={version} --hash=sha256:{sha256}\n"


def digest(text: str) -> str:
    raw = hashlib.sha256(text.encode()).digest()
    return "sha256=" + base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@pytest.fixture
def lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a lock that names version 1 of the package, which pip finds in a folder."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    path = tmp_path / "requirements.txt"
    path.write_text(wheel(tmp_path, "1"), encoding="utf-8")
    return path


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "环境 里" / ".venv"  # schools do have such folders


def installed(place: Path) -> str:
    command = [str(environment.python(place)), "-c", "import tiny; print(tiny.VERSION)"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def test_environment_is_made_then_followed_and_mended(
    tmp_path: Path, lock: Path, place: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert not environment.is_ready(place, lock)
    environment.prepare(place, lock)
    assert environment.is_ready(place, lock)
    assert installed(place) == "1"
    assert capfd.readouterr().err.count("\n") == 1, "one line of progress and no more"

    # Another lock: what is there is brought up to it, and not made afresh.
    kept = place / "kept"
    kept.touch()
    lock.write_text(wheel(tmp_path, "2"), encoding="utf-8")
    assert not environment.is_ready(place, lock)
    environment.prepare(place, lock)
    assert (installed(place), kept.exists()) == ("2", True)

    # Broken off: begun afresh, as nobody knows how far it came.
    (place / environment._STAMP).write_text(environment._UNFINISHED, encoding="utf-8")
    assert not environment.is_ready(place, lock)
    environment.prepare(place, lock)
    assert (installed(place), kept.exists()) == ("2", False)
    assert environment.is_ready(place, lock)

    # The Python below was taken away by an upgrade of the system.
    stamp = place / environment._STAMP
    text = stamp.read_text(encoding="utf-8")
    stamp.write_text(re.sub("python .*", "python /gone/python3.11", text), encoding="utf-8")
    assert not environment.is_ready(place, lock)


def test_package_that_is_not_the_one_locked_is_refused_and_tried_again(
    tmp_path: Path, lock: Path, place: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    right = lock.read_text(encoding="utf-8")
    lock.write_text(re.sub("sha256:.*", "sha256:" + "0" * 64, right), encoding="utf-8")
    with pytest.raises(environment.SetupError, match="再运行一次"):
        environment.prepare(place, lock)
    assert not environment.is_ready(place, lock)
    assert "hash" in capfd.readouterr().err.lower()
    lock.write_text(right, encoding="utf-8")
    environment.prepare(place, lock)
    assert installed(place) == "1"


def test_folder_with_other_things_in_it_is_left_alone(lock: Path, place: Path) -> None:
    place.mkdir(parents=True)
    (place / "thesis.doc").touch()
    with pytest.raises(environment.SetupError, match="别的内容"):
        environment.prepare(place, lock)
    assert [path.name for path in place.iterdir()] == ["thesis.doc"]


@pytest.mark.parametrize("pip", [True, False])
def test_missing_pip_or_venv_is_named(
    lock: Path, place: Path, monkeypatch: pytest.MonkeyPatch, pip: bool
) -> None:
    calls: list[list[str]] = []

    def call(command: list[str], *, quiet: bool = True) -> int:
        calls.append(command)
        return 0 if pip and "pip" in command else int(quiet)

    monkeypatch.setattr(environment, "_call", call)
    with pytest.raises(environment.SetupError, match="缺少 venv 模块" if pip else "缺少 pip"):
        environment.prepare(place, lock)
    assert ("--without-pip" in calls[-1]) == pip


@pytest.mark.alone
def test_looking_at_an_environment_costs_next_to_nothing(tmp_path: Path) -> None:
    python = environment.python(tmp_path)
    python.parent.mkdir()
    python.touch()
    lines = [environment._line(ROOT / name) for name in LOCKS]
    (tmp_path / environment._STAMP).write_text("\n".join(lines), encoding="utf-8")
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        assert environment.is_ready(tmp_path, ROOT / "requirements-dev.txt")
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.03


def run(code: str, *flags: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *flags, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_only_the_standard_library_is_needed_outside() -> None:
    # -S leaves out whatever is installed.
    code = "from dashboard.commands import main; from dashboard.setup import bootstrap;"
    code += "main.parse(['build'])"
    assert run(code, "-S").returncode == 0
    assert run("import streamlit", "-S").returncode != 0


def test_slip_in_the_arguments_is_told_before_anything_is_installed(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DASHBOARD_VENV", str(place))
    with pytest.raises(SystemExit) as ended:
        bootstrap.main(["biuld"])
    assert ended.value.code == 2
    assert "参数有误" in capsys.readouterr().err
    assert not place.exists()


def test_old_python_gets_a_sentence() -> None:
    entry = ROOT / "dashboard" / "__main__.py"
    ast.parse(entry.read_text(encoding="utf-8"), feature_version=(3, 7))
    code = "import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_module('dashboard')"
    ended = run(code)
    assert ended.returncode == 1
    assert ended.stderr.strip().startswith("需要 Python 3.11 或更新的版本，当前是 3.9")
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("given", "command"),
    [([], "serve"), (["--port", "9000"], "serve"), (["build"], "build"), (["test", "-k"], "test")],
)
def test_command(given: list[str], command: str) -> None:
    assert main.parse(given).command == command


def test_arguments_after_test_are_pytests() -> None:
    assert main.parse(["test", "-q", "--help", "x"]).rest == ["-q", "--help", "x"]


def pins(name: str) -> dict[str, list[str]]:
    """Return each requirement of a lock with its hashes."""
    text = re.sub(r"(?m)^\s*#.*\n?", "", (ROOT / name).read_text(encoding="utf-8"))
    entries = (line.split() for line in text.replace("\\\n", " ").splitlines() if line.strip())
    found = {}
    for entry in entries:
        first = next((i for i, word in enumerate(entry) if word.startswith("--hash")), len(entry))
        found[" ".join(entry[:first])] = entry[first:]
    return found


@pytest.mark.parametrize("name", [*LOCKS, PEERS])
def test_lock_is_exact_and_names_no_host(name: str) -> None:
    for requirement, hashes in pins(name).items():
        assert re.fullmatch(r"[a-z0-9-]+==[0-9][^ ]*( ; .+)?", requirement)
        assert hashes
        assert all(re.fullmatch("--hash=sha256:[0-9a-f]{64}", text) for text in hashes)
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")


def test_longer_lock_holds_all_of_the_shorter() -> None:
    for name in ("requirements-dev.txt", PEERS):
        assert pins("requirements.txt").items() <= pins(name).items()


def test_lock_follows_the_project_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {
        "requirements.txt": project["dependencies"],
        "requirements-dev.txt": project["optional-dependencies"]["dev"],
        PEERS: project["optional-dependencies"]["peers"],
    }
    for name, requirements in asked.items():
        locked = {pin.split(" ;")[0] for pin in pins(name)}
        for requirement in requirements:
            plain = re.sub(r"\[.*?\]", "", requirement)
            assert any(pin == plain or pin.startswith(f"{plain}==") for pin in locked), requirement
