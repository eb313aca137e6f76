"""Memory that is no longer needed, overwritten: a list of pupils has lain in it.

What a process frees stays as it was until something else is written there, for whoever can dump
its memory. Lists end with the process that reads them, but their bytes come in through this one.
"""

import ctypes
import sys

_PERTURB = -6  # M_PERTURB of glibc's malloc.h: what is freed is filled with this byte
_FILL = 0xA5


def overwrite() -> None:
    """Have all that is freed from now on overwritten, where the C library can: with glibc.

    Pieces of at most a kilobyte that it keeps at hand for the same thread are left as they are.
    """
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "mallopt"):
        library.mallopt(_PERTURB, _FILL)
