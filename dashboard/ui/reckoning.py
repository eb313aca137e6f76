"""What a reader asks of the indicators chosen: which lines, what is worked out, from which year."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dashboard.contract.exploration import BASE, CALCULATION, CALCULATIONS, ONLY, SERIES, SPLITS
from dashboard.contract.period import FIRST_YEAR, LAST_YEAR
from dashboard.query import question
from dashboard.ui import address, filters

EACH = "一项一条线"
RANK = "rank"
_PRINTED, _ALL = "报告所印的数", "全部并列"


@dataclass(frozen=True)
class Asked:
    """Which figures, as which lines, and what of them: empty for what is printed."""

    indicators: tuple[str, ...]
    lines: str
    alone: str = ""
    calculation: str = ""
    base_year: int = 0

    @classmethod
    def of(cls, name: str, values: dict[str, Any]) -> "Asked":
        """Return what a query asks for that was bound to these values."""
        calculation = RANK if name == "explore_rank" else values.get("calculation", "")
        return cls(
            tuple(values["indicators"]),
            values["lines"],
            values["alone"],
            calculation,
            values.get("base_year", 0),
        )

    def run(self, name: str, **values: Any) -> pd.DataFrame:
        """Answer a query of these in the reader's scope."""
        return question.run(name, filters.scope(), **self.values(name), **values)

    def values(self, name: str) -> dict[str, Any]:
        """Return what a query asks for of these."""
        known: dict[str, Any] = {
            "indicators": list(self.indicators),
            "lines": self.lines,
            "alone": self.alone,
            "calculation": self.calculation,
            "base_year": self.base_year,
        }
        return {key: known[key] for key in question.load(name).parameters & known.keys()}


def choose(indicators: list[str]) -> Asked:
    """Draw the choices; one that the figures do not bear out is said and ignored."""
    labels = {code: said.label for code, said in CALCULATIONS.items()}
    calculation = address.choice("看什么", {"": _PRINTED, **labels}, CALCULATION)
    lines = address.choice("怎样分", {"": EACH, **SPLITS}, SERIES)
    asked = Asked(tuple(indicators), lines, calculation=calculation)
    if splits := list(asked.run("explore_splits")["split"]):
        alone = address.choice("只看", {"": _ALL, **{one: one for one in splits}}, ONLY)
        asked = replace(asked, alone=alone)
    if calculation and CALCULATIONS[calculation].has_base:
        years = {str(year): f"{year}年" for year in _years(asked)}
        base = address.choice("基年", years, BASE) if years else ""
        asked = replace(asked, base_year=int(base or 0))
    return asked


def _years(asked: Asked) -> list[int]:
    """List the years there are, first the one that the reader's years begin with."""
    scope = filters.scope()
    always = replace(scope, year_from=FIRST_YEAR, year_to=LAST_YEAR)
    frame = question.run("explore", always, period_type="", **asked.values("explore"))
    known = frame[frame["value"].notna()]
    years = sorted({int(year) for year in known["year"]})
    shown = known[known["year"].between(scope.year_from, scope.year_to)]
    firsts = shown.groupby("indicator")["year"].agg(set)
    # Where several begin in different years, the first that all of them have.
    of_all = set.intersection(*firsts) if len(firsts) else set()
    first = min(of_all or shown["year"], default=None)
    return sorted(years, key=lambda year: (year != first, year))
