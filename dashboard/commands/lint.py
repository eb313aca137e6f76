"""Style, types and SQL, as they are looked at before a commit and by .ci/run."""

import subprocess
import sys

from dashboard.paths import ROOT

CHECKS = (
    ("ruff", "check"),
    ("ruff", "format", "--check"),
    ("mypy",),
    ("sqlfluff", "lint", "--disable-progress-bar", "queries", "data"),
)


def lint() -> int:
    """Run each check, also after one that fails; return 1 where any did."""
    codes = [
        subprocess.run([sys.executable, "-m", *check], cwd=ROOT, check=False).returncode
        for check in CHECKS
    ]
    return int(any(codes))
