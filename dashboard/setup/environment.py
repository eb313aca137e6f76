"""The environment the program runs in: made once, kept to the lock, mended where it broke.

Only the standard library is imported here, and what an ordinary start does not need is imported
where it is needed: once the environment stands, looking at it costs a few milliseconds.
"""

import hashlib
import os
import sys
from pathlib import Path

from dashboard.paths import ROOT

# What stands in the environment: a line for each lock installed, and for the Python below it.
_STAMP = "dashboard-installed.txt"
_UNFINISHED = "unfinished"


class SetupError(Exception):
    """The environment cannot be made; the text says in Chinese what is missing."""


def location() -> Path:
    """Return where the environment lies: ``.venv``, or the folder DASHBOARD_VENV names."""
    return Path(os.environ.get("DASHBOARD_VENV") or ROOT / ".venv").absolute()


def is_ready(place: Path, lock: Path) -> bool:
    """Tell whether the environment works and holds just what the lock says."""
    try:
        stamp = (place / _STAMP).read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    return _line(lock) in stamp and _works(place, stamp)


def prepare(place: Path, lock: Path) -> None:
    """Make the environment or bring it up to the lock. Raises SetupError, in Chinese.

    A started installation leaves a mark until it is done, so that one which was broken off is
    begun afresh. An environment that was not made here is added to, and never cleared.
    """
    stamp = place / _STAMP
    lines = stamp.read_text(encoding="utf-8").splitlines() if stamp.exists() else []
    usable = _works(place, lines) and _UNFINISHED not in lines
    if not usable and not lines and place.exists() and any(place.iterdir()):
        raise SetupError(f"文件夹 {place} 里已有别的内容，不能用作运行环境；请换一个位置或清空它。")
    print("正在准备运行环境（首次约需下载 150 MB，请稍候）……", file=sys.stderr, flush=True)
    if not usable:
        _clear(place)
    if lines or not usable:
        stamp.write_text(_UNFINISHED, encoding="utf-8")
    pip = _pip(place, fresh=not usable)
    command = [*pip, "install", "-qq", "--no-input", "--disable-pip-version-check"]
    # Ready-made packages only: no code of a package runs while it is installed.
    command += ["--require-hashes", "--only-binary", ":all:", "--no-deps", "-r", str(lock)]
    if _call(command, quiet=False) != 0:
        raise SetupError(
            "运行环境没有准备好，原因见上面 pip 的说明。请检查网络（或 pip 的镜像与代理设置），"
            "然后再运行一次同样的命令。"
        )
    held = [_line(lock), f"python {_base()}"]
    if lock.name == "requirements-dev.txt":  # it holds everything the shorter lock does
        held.append(_line(ROOT / "requirements.txt"))
    stamp.write_text("\n".join(held), encoding="utf-8")


def _clear(place: Path) -> None:
    import shutil

    try:
        place.mkdir(parents=True, exist_ok=True)
        for entry in place.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
    except OSError as error:
        raise SetupError(f"无法在 {place} 准备运行环境：{error}。请检查权限与磁盘空间。") from error


def _line(lock: Path) -> str:
    return f"{lock.name} {hashlib.sha256(lock.read_bytes()).hexdigest()}"


def _works(place: Path, stamp: list[str]) -> bool:
    # After an upgrade of the system's Python the environment may still start, without packages.
    below = [line.removeprefix("python ") for line in stamp if line.startswith("python ")]
    return python(place).exists() and all(Path(path).exists() for path in below)


def python(place: Path) -> Path:
    """Return the environment's own Python."""
    return place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _base() -> str:
    # Inside an environment, the Python it was made from: the environment has no pip of its own.
    return os.path.realpath(getattr(sys, "_base_executable", sys.executable))


def _pip(place: Path, *, fresh: bool) -> list[str]:
    """Return the pip command that installs into ``place``, made afresh where that is asked."""
    base, inside = _base(), str(python(place))
    outer_pip = _call([base, "-m", "pip", "--version"]) == 0
    if fresh:
        # Debian packs venv's own pip apart, so it is done without where another pip is at hand.
        make = [base, "-m", "venv", str(place)]
        if _call([*make, "--without-pip"] if outer_pip else make) != 0:
            missing = "venv 模块" if outer_pip else "pip"
            raise SetupError(
                f"这台电脑的 Python（{base}）缺少 {missing}，无法准备运行环境。"
                "Debian、Ubuntu 请先运行：sudo apt install python3-pip python3-venv；"
                "其他系统请重新安装 Python，并勾选 pip。"
            )
    if outer_pip:
        return [base, "-m", "pip", "--python", inside]
    return [inside, "-m", "pip"]


def _call(command: list[str], *, quiet: bool = True) -> int:
    import subprocess

    # A personal "user = true" in pip's settings would send the packages past the environment.
    surroundings = os.environ | {"PIP_USER": "0"}
    output = subprocess.DEVNULL if quiet else None
    return subprocess.run(
        command, check=False, env=surroundings, stdout=output, stderr=output
    ).returncode
