"""How much is tried: the quick run takes one of each kind, ``--all`` takes everything."""

from typing import Any

import pytest

exhaustive = pytest.mark.exhaustive


def exhaustively(*values: Any) -> list[Any]:
    """Leave these values of a parameter, or sets of parameters, to ``--all``."""
    return [
        pytest.param(*value, marks=exhaustive)
        if isinstance(value, tuple)
        else pytest.param(value, marks=exhaustive)
        for value in values
    ]
