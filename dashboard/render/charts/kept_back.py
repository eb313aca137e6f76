"""What is kept back of the parts of a whole, as a part that says so."""

import pandas as pd

from dashboard.contract.codes import KEPT_BACK, NORMAL, SUPPRESSED
from dashboard.contract.units import PERCENT

HATCHED = {"pattern": {"shape": "/", "size": 6, "solidity": 0.3}}
_ROUNDED = 0.05  # points that shares as published may miss 100 by, as each is rounded


def with_kept_back(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """Add to shares of which some are kept back what these come to, as a part that says so.

    Anybody can subtract; left out, a bar would end short of 100 % and say nothing of it.
    """
    if not (frame["status"] == SUPPRESSED).any() or set(frame["unit"]) != {PERCENT}:
        return frame
    added = []
    for _, rows in frame.groupby(["period", frame["major"].fillna("")], sort=False):
        rest = 100 - rows["value"].sum()
        if (rows["status"] == SUPPRESSED).any() and rest > _ROUNDED:
            part = rows.iloc[:1].assign(value=rest, status=NORMAL)
            part[by] = KEPT_BACK
            added.append(part)
    return pd.concat([frame, *added], ignore_index=True)
