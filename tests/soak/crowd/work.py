"""What the clerk does all the while: a mixture that stays legal, second after second.

Each state of the public page is one of its own: a decision with a number of its own always stands
on it. So the roots have one order, and whoever had one twice was told something twice. The page
does not grow: the decision before is struck out. What is undone is a note, which is not public,
because to undo a decision brings a page back that was there before.
"""

from __future__ import annotations

from collections.abc import Iterator

MEMBERS = 60
ITEMS = 40
UNDONE = 5  # in every fifth turn, for to undo an act the whole meeting is folded anew

Does = tuple[str, dict[str, str]]
"""A command and what is given with it; "$note", "$decision" and "$before" are entries."""


def mixture(first: int = 1) -> Iterator[Does]:
    """Commands without an end, in turns of ten."""
    turn = first
    while True:
        yield from _turn(turn)
        turn += 1


def _turn(turn: int) -> Iterator[Does]:
    member = {"person": f"member-{2 + turn % (MEMBERS - 1)}"}  # and not the chair
    note = f"Members asked how matter {turn} had come about, and were told."
    yield "take_item", {"item": str(1 + 2 * turn % ITEMS)}
    yield "record_departure", member
    yield "record_note", {"text": note}
    yield "edit_note", {"entry": "$note", "text": f"{note} The chair thanked the officer."}
    yield "record_decision", {"text": f"That matter {turn} be agreed."}
    yield "record_arrival", member
    if turn > 1:
        yield "strike_entry", {"entry": "$before", "reason": "It was decided otherwise."}
    yield "record_note", {"text": f"Nobody wished to speak on matter {turn}."}
    if turn % UNDONE:
        yield "edit_note", {"entry": "$note", "text": f"Nobody spoke on matter {turn}."}
    else:
        yield "undo", {}
    yield "take_item", {"item": str(1 + (2 * turn + 1) % ITEMS)}


class Entries:
    """The entries that later commands are about, by what they are called in the mixture."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def resolved(self, given: dict[str, str]) -> dict[str, str]:
        """What is given, with the ids of the entries. Raises KeyError if one is not known."""
        return {name: self._known.get(text, text) for name, text in given.items()}

    def note(self, command: str, entry: str) -> None:
        """A command was stored as this entry."""
        if command == "record_note":
            self._known["$note"] = entry
        elif command == "record_decision":
            self._known["$before"] = self._known.get("$decision", "")
            self._known["$decision"] = entry
