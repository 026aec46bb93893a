"""The recommendations of an item: single, as a list, or as one sentence that a list ends."""

from __future__ import annotations

import re

from server.importing.draft import Draft
from server.importing.findings import Findings
from server.importing.labels import Labelled
from server.importing.lines import Line
from server.importing.numbering import leading

_MOST = 9_000  # characters of one, after which another is begun

_ASKS = re.compile(
    r"(?:to )?(?:note|approve|agree|endorse|delegate|authorise|recommend|adopt|grant|refuse"
    r"|consider|instruct|request|support|confirm|appoint|set|refer|defer)\b",
    re.I,
)


_LEADS = re.compile(
    r"\b(?:to (?:the )?(?:full )?(?:council|cabinet|committee|executive)|that)"
    r"(?: the (?:council|cabinet|committee|executive|board))?(?: that)?$",
    re.I,
)


class Recommending:
    """Reads recommendations while there are any."""

    def __init__(self, notes: Findings) -> None:
        self._notes = notes
        self.active = False
        self.listed = 0  # the last number of their list
        self._open = False  # the word “Recommendations” stands above them on a line of its own
        self._lead = False  # the last ends with a colon: a list belongs to it

    def begin(self) -> None:
        """Another item begins."""
        self.active = self._lead = False
        self.listed = 0

    def labelled(self, draft: Draft, found: Labelled) -> None:
        """A line says that recommendations follow, or begins as one does."""
        self._notes.understand(found.words)
        if not self.active or found.words:
            self.listed, self._lead = 0, False
        if found.words or not self.active:
            self._open = not found.rest
        self.active = True
        if found.rest:
            rest = found.rest.replace("\t", " ")
            draft.recommendations.append(rest[:1].upper() + rest[1:])
            self._lead = _leads(rest)

    def takes(self, draft: Draft, line: Line) -> bool:
        """Whether the line belongs to the recommendations; then it is there."""
        known = draft.recommendations
        if not self.active:
            return False
        number = None if line.bullet else leading(line.text)
        if number is not None:
            self.listed = number.value
            self._entry(known, line.plain, number.rest.replace("\t", " ") or line.plain)
            self._notes.understand(number.written)
        elif line.bullet:
            self._entry(known, f"• {line.plain}", line.plain)
        elif not known or len(known[-1]) > _MOST:
            known.append(line.plain)
            self._lead = _leads(line.text)
        elif self._open and known[-1].endswith(".") and _ASKS.match(line.text):
            known.append(line.plain)
        elif self._ends(known[-1], line):
            self.active = False
        else:
            known[-1] += ("\n" if known[-1].endswith((".", ";", ":")) else " ") + line.plain
        return self.active

    def _ends(self, last: str, line: Line) -> bool:
        """Whether the line is words that stand below the recommendations."""
        if _unfinished(last) or line.text[:1].islower():
            return False
        return line.gap or last.endswith(".")

    def _entry(self, known: list[str], marked: str, bare: str) -> None:
        """An entry of a list: with its mark beneath its sentence, else one of its own."""
        if self._lead and known and len(known[-1]) <= _MOST:
            known[-1] += f"\n{marked}"
        else:
            known.append(bare)


def _leads(text: str) -> bool:
    """Whether a list that follows belongs to the sentence."""
    return text.endswith(":") or bool(_LEADS.search(text[-60:]))


def _unfinished(text: str) -> bool:
    return bool(re.search(r"(?:[:;,]|[;,]? (?:and|or))$", text[-10:]))
