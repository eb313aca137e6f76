"""``python -m dashboard``: on a machine with nothing but Python and pip as on any other."""

import sys

# Said before any other import, as an older Python could not even read the other files.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "需要 Python 3.11 或更新的版本，当前是 {}.{}。请安装新版本后重试。".format(
            *sys.version_info
        )
    )

from dashboard.setup.bootstrap import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
