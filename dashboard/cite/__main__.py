"""The process that builds a version anew: ``python -m dashboard.cite INPUTS OUT``."""

import sys
from pathlib import Path

from dashboard.contract.faults import DataProblems
from dashboard.ingest.build import build
from dashboard.xlsx import child

_SECONDS = 30

if __name__ == "__main__":
    child.limit(_SECONDS)
    try:
        build(*map(Path, sys.argv[1:]))
    except DataProblems as problems:
        print(problems)
