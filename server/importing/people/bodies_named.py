"""The committees that a list names: those of the council, and those that are not here yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec

from server.council.founding import usual_profile
from server.council.naming import FreeIds
from server.council.register import Body, BodyKind, Council, Register
from server.council.registered import BodySet
from server.importing.people.person import ImportedPerson

ADD = "add"
"""Chosen for a name: a new body is called so."""
LEAVE_OUT = "out"
"""Chosen for a name: its rows are left out."""
MOST_MISSING = 40
"""More names than these are no committees that somebody forgot, but another column."""
_KINDS = (
    (re.compile(r"\bsub\b|\bsub-?committee\b"), BodyKind.SUB_COMMITTEE),
    (re.compile(r"\b(cabinet|executive)\b"), BodyKind.EXECUTIVE),
    (re.compile(r"\bjoint\b"), BodyKind.JOINT),
    (re.compile(r"\b(panel|working (group|party)|task (group|force))\b"), BodyKind.PANEL),
)
_FULL = frozenset(["council", "full council", "the council", "the full council"])
_SMALL = frozenset(["the", "of", "and", "committee", "cttee", "ctte", "comm", "committees"])


class Missing(msgspec.Struct, frozen=True, eq=False):
    """A name that no body has, and on how many rows it stands.

    `alike`: the bodies that may be meant. `body`: how it would be added; None where it cannot.
    """

    name: str
    rows: int
    alike: tuple[Body, ...]
    body: Body | None

    @property
    def usual(self) -> str:
        """What is chosen unless somebody says otherwise; never one of several."""
        if len(self.alike) == 1:
            return self.alike[0].id
        return ADD if self.body is not None and not self.alike else LEAVE_OUT

    @property
    def choices(self) -> set[str]:
        """What may be chosen."""
        add = {ADD} if self.body is not None else set()
        return add | {body.id for body in self.alike} | {LEAVE_OUT}


def bodies_by_name(register: Register, council: str) -> dict[str, str]:
    """The ids of the bodies of a council by their names as `folded`; names of two are left out."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for each in register.bodies_of(council):
        name = folded(each.name)
        twice |= {name} & found.keys()
        found[name] = each.id
        if each.kind is BodyKind.COUNCIL and council in register.councils:
            found.setdefault(folded(register.councils[council].name), each.id)
    return {name: id for name, id in found.items() if name not in twice}


def missing(
    people: Iterable[ImportedPerson], register: Register, council: Council, ids: FreeIds
) -> list[Missing]:
    """The names of bodies in a list that are none of this council, as they come."""
    known = bodies_by_name(register, council.id)
    names: dict[str, str] = {}
    rows: dict[str, int] = {}
    for person in people:
        key = folded(person.body)
        if key and key not in known:
            names.setdefault(key, person.body)
            rows[key] = rows.get(key, 0) + 1
    return [
        _missing(name, rows[key], register, council, ids)
        for key, name in list(names.items())[:MOST_MISSING]
    ]


def meant(
    absent: Iterable[Missing], chosen: Mapping[str, str]
) -> tuple[dict[str, str], tuple[BodySet, ...]]:
    """The bodies that names are of, and those that are to be added, by what was chosen for each
    name; without it by what is usual."""
    named: dict[str, str] = {}
    added: list[BodySet] = []
    for each in absent:
        choice = chosen.get(each.name, each.usual)
        if choice == ADD and each.body is not None:
            added.append(BodySet(each.body))
            choice = each.body.id
        if choice != LEAVE_OUT:
            named[folded(each.name)] = choice
    return named, tuple(added)


def folded(name: str) -> str:
    """What is the same for two ways in which a name is spaced and capitalised."""
    return " ".join(name.split()).casefold()


def _missing(name: str, rows: int, register: Register, council: Council, ids: FreeIds) -> Missing:
    bodies = register.bodies_of(council.id)
    wanted, core = folded(name), _core(name)
    taken = any(folded(body.name) == wanted and body.ended is None for body in bodies)
    alike = tuple(
        body
        for body in bodies
        if folded(body.name) == wanted
        or _core(body.name) == core
        or (wanted in _FULL and body.kind is BodyKind.COUNCIL)
    )
    return Missing(name, rows, alike, None if taken else _new(name, register, council, ids))


def _new(name: str, register: Register, council: Council, ids: FreeIds) -> Body:
    """A body of this name as it would be added: of the kind that its name says, under the full
    council, by the rules that are usual."""
    words = folded(name)
    kind = next((kind for said, kind in _KINDS if said.search(words)), BodyKind.COMMITTEE)
    above = [b.id for b in register.bodies_of(council.id) if b.kind is BodyKind.COUNCIL]
    return Body(
        id=ids.of(name, "body"),
        council=council.id,
        name=name,
        kind=kind,
        profile=usual_profile(register, council, kind, name),
        parent=above[0] if above else "",
    )


def _core(name: str) -> frozenset[str]:
    """The words by which a committee is told from others."""
    words = folded(name).replace("sub-committee", "sub").replace("subcommittee", "sub")
    return frozenset(re.findall(r"\w+", words)) - _SMALL or frozenset([words])
