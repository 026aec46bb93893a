"""What stands in the cells of a table of people: capacities, votes and days, in people's words."""

from __future__ import annotations

import re
from datetime import date

from server.importing.days import day_of
from server.importing.findings import Findings
from server.meeting.people import Capacity
from server.words import N_

_CAPACITIES = {
    Capacity.MEMBER: "member, full member, full, councillor, voting member, co-opted member, "
    "co-opted, co-optee",
    Capacity.SUBSTITUTE: "substitute, substitute member, named substitute, sub, reserve, "
    "reserve member, deputy",
    Capacity.OFFICER: "officer, in attendance, adviser, advisor, clerk",
    Capacity.GUEST: "guest, observer, invited, invitee",
}
_CAPACITY_OF = {
    words: capacity for capacity, told in _CAPACITIES.items() for words in told.split(", ")
}
_YES = frozenset(["yes", "y", "true", "t", "1", "voting", "ie", "✓", "✔"])
_NO = frozenset(["no", "n", "false", "f", "0", "none", "non-voting", "nonvoting", "na", "nac"])
_OPEN_END = frozenset(
    [
        "", "-", "–", "—", "n/a", "none", "present", "current", "ongoing", "unspecified",
        "to date", "tbc",
    ]
)  # fmt: skip
_HONORIFICS = frozenset(
    [
        "cllr", "councillor", "cyng", "cynghorydd", "cyngh", "ald", "alderman", "mr", "mrs",
        "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady",
        "baroness", "baron", "rev", "revd", "reverend", "canon", "hon", "rt", "right", "the",
    ]
)  # fmt: skip


# What a spreadsheet may run as a formula (CWE-1236), the full-width signs too, behind apostrophes.
_RUN = re.compile("'*[=+\\-@\uff1d\uff0b\uff0d\uff20]")


def run(words: str) -> bool:
    """Whether a spreadsheet might run them, or would but for apostrophes before them."""
    return _RUN.match(words) is not None


def guarded(words: str) -> bool:
    """Whether an apostrophe was put before them to keep a spreadsheet from running them."""
    return words.startswith("'") and run(words)


class Cells:
    """Reading the cells of one list; what holds for many of its rows is noted once.

    `day_first`: the list is known to write days in figures with the day first.
    """

    def __init__(self, notes: Findings, day_first: bool = False) -> None:
        self.notes = notes
        self._told = day_first

    def day(self, text: str, line: int) -> date | None:
        """A day; noted where it is none, and once where others would read another day."""
        if text.casefold() in _OPEN_END:
            return None
        read, unsure = day_of(text)
        if read is None:
            sentence = N_("“{text}” is no day that can be read, such as 9 March 2026; left out.")
            self.notes.leave(sentence, line, text, text=text[:60])
        elif unsure and not self._told:
            self._told = True
            sentence = N_(
                "Days in figures are read with the day first: {text} is {day}. If the month stands "
                "first, write them as 9 March 2026."
            )
            self.notes.guessed(sentence, line, text, text=text, day=read)
        return read

    def capacity(self, text: str, role: str, line: int) -> Capacity:
        """A capacity; without one a role such as “Substitute member” tells it."""
        if not text:
            told = _CAPACITY_OF.get(role.casefold())
            return told if told is Capacity.SUBSTITUTE else Capacity.MEMBER
        told = _CAPACITY_OF.get(text.casefold())
        if told is None:
            sentence = N_("“{text}” is no capacity known here; read as a member.")
            self.notes.guessed(sentence, line, text, text=text[:60])
        return told or Capacity.MEMBER

    def votes(self, text: str, line: int) -> bool:
        """Whether there is a vote; one who is not said to have none has it."""
        word = text.casefold()
        if word and word not in _YES and word not in _NO:
            sentence = N_("“{text}” is neither yes nor no; read as having a vote.")
            self.notes.guessed(sentence, line, text, text=text[:60])
        return word not in _NO


def honorific(text: str) -> bool:
    """Whether it is a title before a name, such as Cllr or Councillor Dr, and not of a post."""
    return all(word.strip(".").casefold() in _HONORIFICS for word in text.split())
