"""Keeping findings while something is read, and which words have become values."""

from __future__ import annotations

import msgspec

from server.importing.finding import Finding, Weight
from server.importing.lines import Line
from server.words import Said


class _Kept(msgspec.Struct):
    weight: Weight
    said: Said
    line: int
    texts: list[str]


class Notes:
    """What is found in one reading. Lines left out for the same reason, one after another, are one
    finding."""

    def __init__(self) -> None:
        self.understood: list[str] = []
        self._kept: list[_Kept] = []
        self._gathered: dict[str, _Kept] = {}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All of them, in the order of their lines, what concerns the whole first."""
        found = (Finding(k.weight, k.said, k.line, "\n".join(k.texts)) for k in self._kept)
        return tuple(sorted(found, key=lambda each: each.line))

    def left_out(self, sentence: str, line: Line, **values: object) -> None:
        """A line is left out, for a reason."""
        self.leave(sentence, line.number, line.text, **values)

    def leave(self, sentence: str, line: int, text: str, **values: object) -> None:
        """Words that began on a line are left out."""
        last = self._kept[-1] if self._kept else None
        said = Said(sentence, **values)
        if last and last.weight is Weight.LEFT_OUT and str(last.said) == str(said):
            last.texts.append(text)
        else:
            self._kept.append(_Kept(Weight.LEFT_OUT, said, line, [text]))

    def gather(self, sentence: str, line: int, text: str) -> None:
        """Words like others that were left out before: there is one finding for all of them."""
        if sentence not in self._gathered:
            self._gathered[sentence] = _Kept(Weight.LEFT_OUT, Said(sentence), line, [])
            self._kept.append(self._gathered[sentence])
        self._gathered[sentence].texts.append(text)

    def guessed(self, sentence: str, line: int = 0, text: str = "", **values: object) -> None:
        """Something was understood that may be meant otherwise."""
        self._kept.append(_Kept(Weight.GUESSED, Said(sentence, **values), line, [text]))

    def wrong(self, sentence: str, line: int = 0, text: str = "", **values: object) -> None:
        """Nothing can be taken over until this is mended."""
        self._kept.append(_Kept(Weight.WRONG, Said(sentence, **values), line, [text]))

    def understand(self, text: str) -> None:
        """These words have become a value: a date, a purpose, a mark."""
        self.understood.append(text)
