"""``python -m benchmarks``: the same as ``python -m dashboard benchmark``."""

import sys

from dashboard.setup.bootstrap import main

if __name__ == "__main__":
    sys.exit(main(["benchmark", *sys.argv[1:]]))
