"""The data file of a version that is kept: built again from its inputs, in a process apart.

A version keeps inputs and no data file. Who follows an old link waits for the build, some seconds,
and nobody else does: one is built at a time, by a process of its own. The few built last are kept.
"""

import atexit
import functools
import logging
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path

from dashboard import paths
from dashboard.publish import versions
from dashboard.publish.versions import Version
from dashboard.xlsx import child

_SECONDS = 60  # by the clock; by the processor the child has half as long
_PATIENCE = 60  # seconds, for the turn of those who ask for other versions
_MOST = 8  # data files, of a few megabytes each
_LOG = logging.getLogger(__name__)
_turn = threading.Lock()
_built: dict[str, Path] = {}  # by the whole hash of the inputs, the one asked last at the end


class NotNow(Exception):
    """The version is there, but others are being built; the text is for the screen."""


def version(data: Path, state: str) -> Version | None:
    """Return the first version with a state of the data, by the beginning of its hash."""
    known = reversed(versions.history(data))
    return next((one for one in known if one.input_sha256.startswith(state)), None)


def data_file(data: Path, of: Version) -> Path | None:
    """Return the data file of a version; None where its inputs are gone, or no longer as they were.

    Raises NotNow.
    """
    if not _turn.acquire(timeout=_PATIENCE):
        raise NotNow("正在取出别的版本的数据，请过一两分钟刷新本页。")
    try:
        made = _built.pop(of.input_sha256, None) or _build(data, of)
        if made:
            _built[of.input_sha256] = made
        while len(_built) > _MOST:
            _built.pop(next(iter(_built))).unlink(missing_ok=True)
        return made
    finally:
        _turn.release()


def _build(data: Path, of: Version) -> Path | None:
    inputs = data / paths.VERSIONS / of.folder
    if not inputs.is_dir() or versions.state(inputs) != of.input_sha256:
        return None
    out = _folder() / f"{of.input_sha256}.duckdb"
    arguments = [str(inputs.absolute()), str(out)]
    try:
        said = child.run("dashboard.cite", arguments, seconds=_SECONDS)
    except subprocess.TimeoutExpired:
        said = b"too slow"
    if not out.exists():
        _LOG.warning("version %d was not built: %s", of.number, said.decode(errors="replace"))
        return None
    return out


@functools.cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="dashboard-cited-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
