"""Somebody in a seat, as a list from elsewhere says it, and such a list with its findings."""

from __future__ import annotations

from datetime import date

import msgspec
from msgspec.structs import replace

from server.importing.finding import Finding, Weight
from server.importing.findings import Findings
from server.importing.markup import one_line
from server.meeting.people import Capacity
from server.words import N_

MOST_PEOPLE = 5_000
MOST_WORDS = 500

_VACANT = frozenset(["vacant", "vacancy", "vacantseat", "seddwag"])

WORDS = ("name", "ward", "group", "authority", "role", "position", "body", "identifier")


class ImportedPerson(msgspec.Struct, frozen=True):
    """One person in one seat; who sits on two bodies is there twice, under one `identifier`.

    `role` is the position on `body` (“Vice-chair”), `position` the post held elsewhere, `authority`
    the council that sends them; the fields of the same names mean in `server.meeting.people` what
    they mean here. `body` is the name of a committee, empty for the council itself or where the
    list does not say. `since` is the first day in the seat and `until` the last; None is not said.
    `identifier` is what the other system calls the person: the same for the same person, empty
    where it has none. `line` is where it stood: the line of a table; of XML and JSON the place
    among the rows that were read, from one. No two rows of a list share it; 0 is nowhere.

    Every text is on one line, printable and at most 500 characters; `name` is never empty or says
    that a seat is vacant, and `since` is never after `until`.
    """

    name: str
    ward: str = ""
    group: str = ""
    authority: str = ""
    role: str = ""
    capacity: Capacity = Capacity.MEMBER
    votes: bool = True
    body: str = ""
    since: date | None = None
    until: date | None = None
    identifier: str = ""
    position: str = ""
    line: int = 0

    @property
    def elsewhere(self) -> ImportedPerson:
        """The same, wherever it stood: two that say the same are equal in this."""
        return replace(self, line=0)


class ImportedPeople(msgspec.Struct, frozen=True, eq=False):
    """The people in the order of the list, no two saying the same, and the findings.

    A finding about one row has the `line` of that row.
    """

    people: tuple[ImportedPerson, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether it can be taken over."""
        return bool(self.people) and all(f.weight is not Weight.WRONG for f in self.findings)


def within_bounds(person: ImportedPerson, notes: Findings) -> ImportedPerson | None:
    """The person as the bounds above have it, what does not fit noted; None if it is nobody."""
    changed: dict[str, object] = {}
    for field in WORDS:
        words = one_line(getattr(person, field))
        if len(words) > MOST_WORDS:
            sentence = N_("This is too long; its end is left out.")
            notes.leave(sentence, person.line, words[MOST_WORDS:])
            words = words[:MOST_WORDS].rstrip()
        changed[field] = words
    if vacant(str(changed["name"])):
        sentence = N_("A vacant seat is left out: vacancies are counted with the body.")
        told = f"{changed['name']} {changed['ward']}".strip()
        notes.leave(sentence, person.line, told)
        return None
    if not changed["name"]:
        told = " ".join(str(words) for words in changed.values() if words)
        notes.leave(N_("There is no name in this row; it is left out."), person.line, told)
        return None
    if person.since and person.until and person.since > person.until:
        sentence = N_("{name} would leave before coming; both days are left out.")
        told = f"{person.since.isoformat()} – {person.until.isoformat()}"
        notes.leave(sentence, person.line, told, name=changed["name"])
        changed |= {"since": None, "until": None}
    return replace(person, **changed)


def vacant(name: str) -> bool:
    """Whether it stands where the name of a member would, and says that there is none."""
    return "".join(c for c in name.casefold() if c.isalpha()) in _VACANT


def gathered(people: list[ImportedPerson], notes: Findings) -> ImportedPeople:
    """The list without those who are in it twice, within its bounds."""
    if len(people) > MOST_PEOPLE:
        sentence = N_("There are more than {most} rows, too many for one council.")
        notes.wrong(sentence, most=f"{MOST_PEOPLE:,}")
        return ImportedPeople((), notes.all())
    kept: dict[ImportedPerson, ImportedPerson] = {}
    for person in people:
        read = within_bounds(person, notes)
        if read is None:
            continue
        first = kept.setdefault(read.elsewhere, read)
        if first is not read:
            sentence = N_("{name} stands in this list already, with the same words; left out here.")
            notes.leave(sentence, read.line, read.name, name=read.name)
    if not kept:
        notes.wrong(N_("There is nobody in this list."))
    return ImportedPeople(tuple(kept.values()), notes.all())
