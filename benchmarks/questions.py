"""How long each query takes on the built file, without any cache, over the filters people set."""

import time
from collections.abc import Iterator, Sequence
from typing import Any

from dashboard.query import connection, question
from dashboard.query.question import Scope
from tests.asking import QUERIES, bindings


def times(scopes: Sequence[Scope]) -> dict[str, list[float]]:
    """Return for each query the seconds it takes, one value for each set of filters."""
    found = {}
    for name in QUERIES:
        own = list(bindings(name))
        needed = question.load(name).parameters
        # Sets of filters that this query does not tell apart are one.
        bound = [
            {key: value for key, value in (scope.parameters() | values).items() if key in needed}
            for scope in scopes
            for values in own
        ]
        distinct = {repr(sorted(one.items())): one for one in bound}
        found[name] = [_best(name, one) for one in distinct.values()]
    return found


def scopes(*, quick: bool) -> list[Scope]:
    """Return the filters that people set: of years, of majors; ``quick`` is of each one."""
    every = list(_scopes())
    return [every[0], every[-1]] if quick else every


def _scopes() -> Iterator[Scope]:
    years = [int(year) for year in question.run("years")["year"]]
    majors = [str(major) for major in question.run("majors")["major"]]
    yield Scope(years[0], years[-1])
    yield from (Scope(year, year) for year in years)
    yield from (Scope(years[0], years[-1], (major,)) for major in majors)
    yield Scope(years[0], years[-1], tuple(majors))


def _best(name: str, bound: dict[str, Any]) -> float:
    """Take the best of five, as the machine may be busy with something else."""
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        connection.current().cursor().execute(question.load(name).sql, bound).df()
        taken.append(time.perf_counter() - start)
    return min(taken)
