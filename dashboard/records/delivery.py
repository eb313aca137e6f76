"""What publishing a list would show: its figures, what is left out, and what changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dashboard.contract.codes import NORMAL, RECORD_LISTS, SUPPRESSED
from dashboard.contract.faults import Refused
from dashboard.records.deciding import decide
from dashboard.records.figures import Figure, figures
from dashboard.records.groups import groups, rests
from dashboard.records.hiding import CannotHide
from dashboard.records.measures import KINDS
from dashboard.records.person import Listing
from dashboard.records.redelivery import History, history
from dashboard.records.tally import counted


@dataclass(frozen=True)
class Delivery:
    """A list, counted; ``before`` is what was shown of it until now."""

    listing: Listing
    figures: tuple[Figure, ...]
    before: tuple[Figure, ...]
    persons: int
    kept: int  # figures that stay as they were, as too few people have changed

    @cached_property
    def changed(self) -> list[tuple[Figure | None, Figure | None]]:
        """Return what differs from what was shown until now: before and after."""
        old, new = ({one.key: one for one in some} for some in (self.before, self.figures))
        return [
            (old.get(key), new.get(key))
            for key in dict.fromkeys((*old, *new))
            if key not in old or key not in new or old[key].content != new[key].content
        ]

    def counted(self, status: str) -> int:
        return sum(one.status == status for one in self.figures)

    @property
    def shown(self) -> int:
        return self.counted(NORMAL)

    @property
    def left_out(self) -> int:
        return self.counted(SUPPRESSED)


def deliver(
    listing: Listing, published: Sequence[Sequence[Figure]], threshold: int, today: str
) -> Delivery:
    """Count a list; ``published`` is what was published of it before, the oldest first.

    After this the people are needed no more.
    """
    tally = counted(listing.kind, listing.people)
    named = groups(tally.places)
    there = [*named, *rests(named, tally.persons, threshold)]
    versions = [{one.key: one for one in version} for version in published]
    everything = list(figures(tally, there, None, listing.period, today))
    past = history(everything, versions, threshold)
    renewed: list[Figure] = []
    try:
        if past.renewed:
            says = decide(tally, there, KINDS[listing.kind].persons, threshold, past)
            new = figures(tally, there, says, listing.period, today)
            renewed = [figure for group, figure in new if group.table in past.renewed]
    except CannotHide:  # what was published before would tell: so all of it stays
        if not versions:
            raise Refused(
                f"{RECORD_LISTS[listing.kind]}没有汇总：隐去再多，由全校的数仍能推算出不到 "
                f"{threshold} 人的情形。请等人数多一些再交。"
            ) from None
        past = History(versions, ())
    standing = past.standing()
    before = tuple(published[-1]) if published else ()
    return Delivery(
        listing, (*renewed, *standing), before, round(tally.persons.sum()), len(standing)
    )
