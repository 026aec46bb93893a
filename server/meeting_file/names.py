"""The ids of people and meetings, for files that do not state them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from server.meeting.command import Office
from server.meeting_file.form import WrittenPerson

# A script says who gives a command: an office, or a person by id. Nobody may have an office's id.
RESERVED = frozenset(office.value for office in Office)
_HONOUR = re.compile(r"[A-Z]{2,4}\Z")  # OBE, JP, FRSA


def slug(text: str) -> str:
    """The text in small letters, digits and single hyphens; empty if it has neither."""
    plain = unicodedata.normalize(
        "NFKD", text.replace("&", " and ").replace("’", "").replace("'", "")
    )
    letters = "".join(c for c in plain.lower() if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:80].strip("-")


def meeting_key(body: str, day: date) -> str:
    """The key of a meeting in addresses: its body and its day."""
    return f"{slug(body)[:60].strip('-')}-{day.isoformat()}".lstrip("-")


def ids_of(people: Sequence[WrittenPerson]) -> tuple[str, ...]:
    """An id for everybody, in their order: the one that was stated, else a surname.

    Of two with one surname the first has it, the next is called by the whole name.
    """
    taken = {person.id for person in people if person.id} | RESERVED
    ids = []
    for place, person in enumerate(people, start=1):
        id = person.id or _free(person.name, place, taken)
        taken.add(id)
        ids.append(id)
    return tuple(ids)


def _free(name: str, place: int, taken: set[str]) -> str:
    words = name.split()
    while len(words) > 2 and _HONOUR.match(words[-1]):
        words.pop()
    for id in (slug(words[-1]), slug(name)):
        if id and id not in taken:
            return id
    number = place
    while f"person-{number}" in taken:
        number += 1
    return f"person-{number}"
