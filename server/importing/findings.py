"""Keeping findings while something from another system is read."""

from __future__ import annotations

from collections.abc import Iterable

from server.importing.finding import Finding, Weight
from server.words import Said


class Findings:
    """What is found in one reading, in its order.

    What is left out for the same reason, one after another, is one finding at the first line.
    """

    def __init__(self) -> None:
        self._kept: list[tuple[Weight, Said, int, list[str]]] = []

    def all(self) -> tuple[Finding, ...]:
        """Every one of them."""
        return tuple(Finding(w, said, line, "\n".join(t)) for w, said, line, t in self._kept)

    def add(self, findings: Iterable[Finding]) -> None:
        """Take over what was found before."""
        for finding in findings:
            self._kept.append((finding.weight, finding.said, finding.line, [finding.text]))

    def leave(self, sentence: str, where: int, words: str, /, **values: object) -> None:
        """Words that began on a line are left out."""
        said = Said(sentence, **values)
        if self._kept:
            weight, last, _, texts = self._kept[-1]
            same = last.sentence == sentence and last.values == values
            if weight is Weight.LEFT_OUT and same:
                texts.append(words)
                return
        self._kept.append((Weight.LEFT_OUT, said, where, [words]))

    def guessed(self, sentence: str, where: int = 0, words: str = "", /, **values: object) -> None:
        """Something was understood that may be meant otherwise."""
        self._kept.append((Weight.GUESSED, Said(sentence, **values), where, [words]))

    def wrong(self, sentence: str, where: int = 0, words: str = "", /, **values: object) -> None:
        """Nothing can be taken over until this is mended."""
        self._kept.append((Weight.WRONG, Said(sentence, **values), where, [words]))
