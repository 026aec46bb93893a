"""A list of people beside the register, as the page of the import shows it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import date

import msgspec
from msgspec.structs import replace

from server.council.change import Change
from server.council.naming import FreeIds
from server.council.register import Register, Seat
from server.council.registered import BodySet
from server.importing.people import ImportedPeople, ImportedPerson, write_table
from server.importing.people.bodies_named import Missing, meant, missing
from server.importing.people.comparing import Against, compared
from server.importing.people.comparison import Comparison, Row, Verdict
from server.pages.council.namesakes import Question, question
from server.pages.council.reading import read_people

MOST_ROWS = 500
MOST_CHOICES = 80  # so many fields of a form are read


class Looked(msgspec.Struct, frozen=True, eq=False):
    """A list beside this register, as the page shows it: not more than can be looked through.

    `text`: the list as a table of what was read. `mark`: what tells this look from others, so that
    who says yes says it to what they saw; its first part tells the list. `missing`: the names of
    committees that are not here, `bodies` what was chosen for each, by its place, and `added` those
    that would be added. `choices` tells what was chosen for them from other choices.
    """

    register: Register
    comparison: Comparison
    found: ImportedPeople
    rows: list[Row]
    asked: list[tuple[Question, ImportedPerson]]
    text: str
    mark: str
    missing: list[Missing]
    bodies: list[str]
    added: tuple[BodySet, ...]

    @property
    def choices(self) -> str:
        """What tells these choices for the missing committees from others."""
        return digest(" ".join(self.bodies))

    @property
    def changes(self) -> int:
        """How many rows change something, and committees are added."""
        counts = self.comparison.counts
        rows = counts[Verdict.NEW] + counts[Verdict.SEAT] + counts[Verdict.CHANGED]
        return rows + len(self.added)

    def change(self, ended: tuple[Seat, ...]) -> list[Change]:
        """All that is taken over, with these seats ended."""
        people = self.comparison.change(self.register, ended)
        return [*self.added, *([people] if people is not None else [])]


class Here(msgspec.Struct, frozen=True, eq=False):
    """What a list is looked at beside: the register after so many changes, and how ids are made."""

    register: Register
    changes: int
    today: date
    ids: FreeIds
    seat_id: Callable[[], str]


def looked_at(kept: Mapping[str, str], content: bytes, here: Here) -> Looked:
    """The list beside the register. From here on it is a table of what was read: nothing that was
    not read goes along."""
    register = here.register
    found = read_people(content)
    text = ""
    if found.usable:
        text = write_table(found.people).decode("utf-8-sig").replace("\r\n", "\n")
        found = replace(found, people=read_people(text.encode()).people)
    body = kept.get("body", "") if kept.get("body", "") in register.bodies else ""
    council = council_meant(register, kept)
    of_list = digest(text)
    same_list = kept.get("seen", "").startswith(of_list)
    absent = _missing(found, here, council)
    bodies = [_choice(each, kept.get(f"body-{n}", "")) for n, each in enumerate(absent)]
    if not same_list:
        bodies = [each.usual for each in absent]
    named, added = meant(absent, {m.name: c for m, c in zip(absent, bodies, strict=True)})
    known = register
    for each in added:
        known = each.apply(known)
    against = Against(known, council, body, here.today, here.ids, here.seat_id, named)
    comparison = compared(found.people, against, _chosen(kept) if same_list else {})
    rows = comparison.urgent_first()[:MOST_ROWS]
    mark = f"{of_list}-{digest(f'{council} {body} {here.changes}')}"
    asked = _asked(register, rows)
    return Looked(register, comparison, found, rows, asked, text, mark, absent, bodies, added)


def council_meant(register: Register, kept: Mapping[str, str]) -> str:
    """The council that the list is of: that of the body that was chosen, or the first."""
    body = register.bodies.get(kept.get("body", ""))
    if body is not None:
        return body.council
    asked = kept.get("council", "")
    return asked if asked in register.councils else next(iter(register.councils), "")


def digest(text: str) -> str:
    """What tells this text from others."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _missing(found: ImportedPeople, here: Here, council: str) -> list[Missing]:
    if council not in here.register.councils:
        return []
    return missing(found.people, here.register, here.register.councils[council], here.ids)


def _choice(absent: Missing, chosen: str) -> str:
    return chosen if chosen in absent.choices else absent.usual


def _chosen(kept: Mapping[str, str]) -> dict[int, str]:
    """Who is meant, by the line on which it was asked."""
    asked = re.compile(r"who-([0-9]{1,6})\Z")
    found = ((asked.match(name), value) for name, value in kept.items() if value)
    return {int(match[1]): value for match, value in found if match}


def _asked(register: Register, rows: list[Row]) -> list[tuple[Question, ImportedPerson]]:
    """Who may be meant by which row: asked once for rows about one person."""
    asked: list[tuple[Question, ImportedPerson]] = []
    names: set[tuple[str, str]] = set()
    for row in rows:
        key = (row.person.identifier, row.person.name)
        if row.choices and key not in names and len(asked) < MOST_CHOICES:
            names.add(key)
            field = f"who-{row.person.line}"
            asked.append((question(register, field, row.person.name, row.choices), row.person))
    return asked
