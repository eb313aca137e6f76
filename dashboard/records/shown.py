"""Which figures of a list may be shown."""

from dataclasses import dataclass

from dashboard.records.hiding import Flags


@dataclass(frozen=True)
class Shown:
    """Of which groups it may be said how many they are, and by measure of which words."""

    persons: Flags
    words: tuple[dict[tuple[int, tuple[str, ...]], bool], ...]
    apart: bool

    def says(self, measure: int, group: int, words: tuple[str, ...]) -> bool:
        return bool(self.persons[group]) and self.words[measure].get((group, words), False)

    def says_how_many(self, measure: int, group: int, words: tuple[str, ...]) -> bool:
        """Tell whether it may be said how many have any word, of whom the others are shares."""
        return bool(self.persons[group]) and self.words[measure].get((group, words), True)

    def says_mean(self, measure: int, group: int, code: str) -> bool:
        """Tell whether a mean may be said of those of whom it may be said how many they are."""
        return self.words[measure].get((group, (code,)), True)
