"""Keeping findings while something is read, and which of its words have become values."""

from __future__ import annotations

from collections.abc import Iterable

from server.importing.finding import Finding, Weight
from server.words import Said


class Findings:
    """What is found in one reading.

    What is left out for the same reason, one after another, is one finding at the first line.
    """

    def __init__(self) -> None:
        self.understood: list[str] = []  # words that became a date, a purpose, a mark
        self._kept: list[tuple[Weight, Said, int, list[str]]] = []
        self._gathered: dict[str, list[str]] = {}

    def all(self) -> tuple[Finding, ...]:
        """Every one of them, in the order in which they were found."""
        return tuple(Finding(w, said, line, "\n".join(t)) for w, said, line, t in self._kept)

    def by_line(self) -> tuple[Finding, ...]:
        """Every one of them, in the order of their lines, what concerns the whole first."""
        return tuple(sorted(self.all(), key=lambda each: each.line))

    def add(self, findings: Iterable[Finding]) -> None:
        """Take over what was found before."""
        for finding in findings:
            self._kept.append((finding.weight, finding.said, finding.line, [finding.text]))

    def leave(self, sentence: str, where: int, words: str, /, **values: object) -> None:
        """Words that began on a line are left out."""
        if self._kept:
            weight, last, _, texts = self._kept[-1]
            same = last.sentence == sentence and last.values == values
            if weight is Weight.LEFT_OUT and same:
                texts.append(words)
                return
        self._kept.append((Weight.LEFT_OUT, Said(sentence, **values), where, [words]))

    def gather(
        self, sentence: str, where: int, words: str, /, weight: Weight = Weight.LEFT_OUT
    ) -> None:
        """Words like others before, wherever those stood: there is one finding for all of them."""
        if sentence not in self._gathered:
            self._gathered[sentence] = []
            self._kept.append((weight, Said(sentence), where, self._gathered[sentence]))
        self._gathered[sentence].append(words)

    def guessed(self, sentence: str, where: int = 0, words: str = "", /, **values: object) -> None:
        """Something was understood that may be meant otherwise."""
        self._kept.append((Weight.GUESSED, Said(sentence, **values), where, [words]))

    def wrong(self, sentence: str, where: int = 0, words: str = "", /, **values: object) -> None:
        """Nothing can be taken over until this is mended."""
        self._kept.append((Weight.WRONG, Said(sentence, **values), where, [words]))

    def understand(self, words: str) -> None:
        """These words have become a value."""
        self.understood.append(words)
