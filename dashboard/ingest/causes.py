"""Which findings come of one slip: one shifted column, one blank table, one wrong total."""

from collections.abc import Iterable


def gathered(keys: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the cause of each finding, named by the first finding that comes of it.

    Takes pairs of a finding and something that it may have in common with others, in the order of
    the findings. Whoever shares anything, directly or by way of others, is of one cause.
    """
    rank: dict[str, int] = {}
    cause: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    first_with: dict[str, str] = {}
    for finding, key in keys:
        if finding not in cause:
            rank[finding] = len(rank)
            cause[finding] = finding
            members[finding] = [finding]
        one, other = cause[finding], cause[first_with.setdefault(key, finding)]
        if one != other:
            first, later = sorted((one, other), key=rank.__getitem__)
            moved = members.pop(later)
            members[first] += moved
            cause.update(dict.fromkeys(moved, first))
    return cause
