"""What the means of a measure tell of its words: the scores of a word go from here to there.

Beside the counts of a place stand, for each such mean, how much the sum of its scores is above the
least that they can be, and below the most.
"""

from dataclasses import dataclass

import numpy as np

from dashboard.records.hiding import Array, Flags
from dashboard.records.tally import Count

_EXACT = 1e-6


@dataclass(frozen=True)
class Sums:
    """The counts of a measure by place, and the sums after them.

    ``people`` is 1 for each of the counts, ``known`` only for those of people who have any word.
    ``means`` are by indicator what each is worth to the sum of the scores, in ``units`` that keep
    it as small as a count. ``spans`` are nothing in every place where ``holds`` says that the
    scores are as they should be.
    """

    counts: Array
    people: Array
    known: Array
    means: dict[str, Array]
    units: dict[str, float]
    spans: Array
    holds: Flags


def of_people(persons: Array) -> Sums:
    """Count people only."""
    one = np.ones(1)
    nothing = np.zeros((len(persons), 0), dtype=bool)
    return Sums(persons[:, None], one, one, {}, {}, np.zeros((0, 1)), nothing)


def of_scores(count: Count) -> Sums:
    """Put the sums of the scores of a measure beside its counts; the last are of no word at all."""
    measure, many = count.measure, count.counts.shape[1]
    wide = many + 2 * len(measure.scores)
    found, holds = [count.counts], []
    means, spans = {}, np.zeros((len(measure.scores), wide))
    units = {code: max(high for _, high in each.values()) for code, each in measure.scores.items()}
    for number, (code, scores) in enumerate(measure.scores.items()):
        low, high = (
            np.array([*(scores[word][end] for word in count.words), 0]) / units[code]
            for end in (0, 1)
        )
        above, below = many + 2 * number, many + 2 * number + 1
        means[code] = np.zeros(wide)
        means[code][:many], means[code][above] = low, 1
        spans[number, :many], spans[number, [above, below]] = high - low, -1
        total = count.sums[:, measure.means.index(code)] / units[code]
        beyond = np.column_stack([total - count.counts @ low, count.counts @ high - total])
        is_within = beyond.min(axis=1) > -_EXACT
        found.append(np.where(is_within[:, None], beyond.clip(0), 0))
        holds.append(is_within)
    people = np.arange(wide) < many
    known = np.arange(wide) < many - 1
    return Sums(
        *(np.hstack(found), people.astype(float), known.astype(float), means, units, spans),
        np.array(holds, dtype=bool).reshape(-1, len(count.counts)).T,
    )
