"""Sign-outs outlive the server, for exactly as long as the sign-in would have counted."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from dashboard.auth import sign_outs
from dashboard.paths import ROOT

NOW = time.time()
CLAIMS = {"iss": "https://idp", "sub": "1", "iat": NOW - 60, "nonce": "n", "exp": NOW + 3600}
UNREADABLE = "the rights of a folder do not hold for the administrator, nor on Windows"


def test_an_ended_sign_in_is_known_to_another_process_and_no_other_sign_in_is(
    tmp_path: Path,
) -> None:
    sign_outs.end(tmp_path, CLAIMS, NOW)
    code = f"""if True:
        from pathlib import Path
        from dashboard.auth import sign_outs
        for other in ({{}}, {{"nonce": "m"}}, {{"sub": "2"}}, {{"iat": 1}}):
            print(sign_outs.has_ended(Path({str(tmp_path)!r}), {CLAIMS!r} | other))
    """
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "False", "False", "False"]


def test_nothing_is_written_of_who_it_was(tmp_path: Path) -> None:
    sign_outs.end(tmp_path, CLAIMS | {"sub": "zhang", "exp": NOW + 3600}, NOW)
    [path] = (tmp_path / sign_outs.FOLDER).iterdir()
    assert path.stat().st_size == 0
    assert "zhang" not in path.name


def test_what_would_have_expired_is_forgotten(tmp_path: Path) -> None:
    sign_outs.end(tmp_path, CLAIMS | {"exp": NOW + 10}, NOW)
    (tmp_path / sign_outs.FOLDER / ".DS_Store").touch()
    sign_outs.end(tmp_path, CLAIMS, NOW + 20)
    kept = {path.name for path in (tmp_path / sign_outs.FOLDER).iterdir()}
    assert len(kept) == 2
    assert ".DS_Store" in kept
    assert sign_outs.has_ended(tmp_path, CLAIMS)


def earlier_and_later() -> list[dict[str, Any]]:
    return [CLAIMS, CLAIMS | {"iat": time.time() + 5}]


def test_where_the_record_is_spoilt_earlier_sign_ins_are_over_and_later_ones_count(
    tmp_path: Path,
) -> None:
    (tmp_path / sign_outs.FOLDER).write_text("no folder")
    assert [sign_outs.has_ended(tmp_path, one) for one in earlier_and_later()] == [True, False]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason=UNREADABLE)
def test_where_the_record_cannot_be_read_earlier_sign_ins_are_over(tmp_path: Path) -> None:
    sign_outs.end(tmp_path, CLAIMS | {"nonce": "another"}, NOW)
    (tmp_path / sign_outs.FOLDER).chmod(0)
    assert [sign_outs.has_ended(tmp_path, one) for one in earlier_and_later()] == [True, False]
    (tmp_path / sign_outs.FOLDER).chmod(0o700)


def test_what_cannot_be_written_is_known_until_the_server_stops_and_makes_no_folder(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    moved_away = tmp_path / "data"
    sign_outs.end(moved_away, CLAIMS, NOW)
    assert sign_outs.has_ended(moved_away, CLAIMS)
    assert not moved_away.exists()
    assert "forgotten when the server stops" in caplog.text
    sign_outs.end(moved_away, CLAIMS | {"exp": NOW + 9_999}, NOW + 4_000)
    assert not sign_outs.has_ended(moved_away, CLAIMS)
