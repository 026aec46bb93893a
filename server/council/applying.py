"""A council file beside the register: what it would change, or what is wrong with it.

What the file names becomes as the file says; what it does not name stays as it is. Applied again
it changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec
from msgspec.structs import replace

from server.council.change import Change
from server.council.contrast import ENOUGH, contrast_with_white
from server.council.council_form import WrittenBody, WrittenCouncil, WrittenRegister, WrittenSeat
from server.council.founding import usual_profile
from server.council.known_ids import KnownIds, named
from server.council.naming import FreeIds
from server.council.own_rules import of_rules
from server.council.register import Body, Council, Individual, Register, Seat
from server.council.registered import BodySet, CouncilSet, PeopleSet
from server.council.seating import Seating, overlap
from server.meeting_file.faults import Fault, Path, shown
from server.words import N_, Said


class Against(msgspec.Struct, frozen=True, eq=False):
    """What a file is held against: the register, and the ready rules as files have them, by name.

    `ids` and `seat_id` make ids.
    """

    register: Register
    profiles: Mapping[str, str]
    ids: FreeIds
    seat_id: Callable[[], str]


def applied(written: WrittenRegister, against: Against) -> tuple[list[Change], list[Fault]]:
    """The changes that make the register what the file says; with a fault they are not to be.

    A fault’s path is its place in the file.
    """
    applying = _Applying(against)
    changes = [
        *applying.councils(written.councils),
        *applying.bodies(written.bodies),
        *applying.people(written),
    ]
    return changes, applying.faults


class _Applying:
    def __init__(self, against: Against) -> None:
        self.faults: list[Fault] = []
        self._before = against.register
        self._register = against.register
        self._profiles = against.profiles
        self._known = KnownIds(against.ids, self.faults)
        self._seat_id = against.seat_id

    def councils(self, written: Iterable[WrittenCouncil]) -> Iterator[Change]:
        for n, each in enumerate(written):
            path: Path = ("councils", n)
            id = self._known.of(path, each, "council", self._register.councils)
            known = self._register.councils.get(id)
            logo = known.logo if known else ""
            new = Council(**{**msgspec.structs.asdict(each), "id": id}, logo=logo)
            if new.colour and contrast_with_white(new.colour) < ENOUGH:
                self._fault((*path, "colour"), _PALE, colour=new.colour)
            if new != known:
                yield self._taken(CouncilSet(new))

    def bodies(self, written: tuple[WrittenBody, ...]) -> Iterator[Change]:
        """All of them first, then what each stands under: that may be written further down."""
        before = self._register.bodies
        made = [self._body(("bodies", n), each) for n, each in enumerate(written)]
        for body in made:
            self._taken(BodySet(body))
        for n, (each, body) in enumerate(zip(written, made, strict=True)):
            parent = self._parent(("bodies", n, "parent"), each, body)
            new = replace(body, parent=parent)
            self._taken(BodySet(new))
            if new != before.get(new.id):
                yield BodySet(new)

    def people(self, written: WrittenRegister) -> Iterator[Change]:
        people: list[Individual] = []
        seats: list[tuple[Path, Seat]] = []
        for n, each in enumerate(written.people):
            path: Path = ("people", n)
            id = self._known.of(path, each, "person", self._register.people)
            new = Individual(id, each.name, each.position)
            if self._register.people.get(id) != new:
                people.append(new)
                self._taken(PeopleSet((new,)))
            seats.extend(self._seats(path, id, each.seats))
        changed = PeopleSet(tuple(people), tuple(seat for _, seat in seats))
        if changed != PeopleSet():
            yield self._taken(changed)
        seating = Seating(self._register)
        for place, seat in seats:
            if seat.body:
                self.faults += [Fault((*place, *f.path), f.said) for f in seating.faults(seat)]

    def _body(self, path: Path, each: WrittenBody) -> Body:
        council = self._council(path, each)
        alike = {id: b for id, b in self._register.bodies.items() if b.council == council.id}
        id = self._known.of(path, each, "body", self._register.bodies, alike)
        known = self._register.bodies.get(id)
        usual = usual_profile(self._register, council, each.kind, each.name)
        profile = each.profile or (known.profile if known else usual)
        new = Body(
            **{
                **msgspec.structs.asdict(each),
                "id": id,
                "council": council.id,
                "profile": profile,
                "parent": "",
            }
        )
        if known is None or known.name != new.name:
            self._of_one_name(path, new, alike)
        if profile in self._profiles:
            rules = self._profiles[profile]
            self.faults += of_rules((*path, "overrides"), new, rules)
        elif known is None or profile != known.profile:
            names = ", ".join(sorted(self._profiles))
            self._fault((*path, "profile"), _NO_PROFILE, name=shown(profile), names=names)
        return new

    def _council(self, path: Path, each: WrittenBody) -> Council:
        councils = self._register.councils
        if not each.council and len(councils) == 1:
            return next(iter(councils.values()))
        found = named(each.council, councils) if each.council else None
        if found is None:
            self._fault((*path, "council"), _NO_COUNCIL, value=shown(each.council))
        return councils[found] if found else Council(id="", name="")

    def _parent(self, path: Path, each: WrittenBody, body: Body) -> str:
        if not each.parent:
            return ""
        bodies = self._register.bodies
        parent = named(
            each.parent, {id: b for id, b in bodies.items() if b.council == body.council}
        )
        above, line = parent, [body.id]
        while above and above not in line:
            line.append(above)
            above = bodies[above].parent if above in bodies else ""
        if parent is None:
            self._fault(path, _NO_PARENT, value=shown(each.parent))
        elif above:
            self._fault(path, _UNDER_ITSELF)
        return parent or ""

    def _of_one_name(self, path: Path, new: Body, alike: Mapping[str, Body]) -> None:
        """Whoever seeks a body by its name must find one."""
        same = named(new.name, {id: b for id, b in alike.items() if id != new.id and not b.ended})
        if same is not None:
            sentence = N_("there is a body “{name}” already, with the id “{id}”.")
            self._fault((*path, "name"), sentence, name=shown(new.name), id=same)

    def _seats(
        self, path: Path, person: str, written: tuple[WrittenSeat, ...]
    ) -> Iterator[tuple[Path, Seat]]:
        """The seats of somebody that are new or become others."""
        made: list[tuple[Path, Seat]] = []
        for n, each in enumerate(written):
            place: Path = (*path, "seats", n)
            body = named(each.body, self._register.bodies)
            if body is None:
                self._fault((*place, "body"), _NO_BODY, value=shown(each.body))
            fields = {**msgspec.structs.asdict(each), "body": body or ""}
            made.append((place, Seat(id="", person=person, **fields)))
        known = [s for s in self._before.seats.values() if s.person == person]
        for (place, seat), old in zip(made, _matched([s for _, s in made], known), strict=True):
            new = replace(seat, id=old.id if old else self._seat_id())
            if new != old:
                yield place, new

    def _fault(self, path: Path, sentence: str, **values: object) -> None:
        self.faults.append(Fault(path, Said(sentence, **values)))

    def _taken(self, change: Change) -> Change:
        self._register = change.apply(self._register)
        return change


def _matched(written: list[Seat], known: list[Seat]) -> list[Seat | None]:
    """For each seat of the file the one of the register that it is, the likest first."""
    found: list[Seat | None] = [None] * len(written)
    left = list(known)
    for alike in _ALIKE:
        for n, seat in enumerate(written):
            old = next((s for s in left if s.body == seat.body and alike(seat, s)), None)
            if found[n] is None and old is not None:
                found[n] = old
                left.remove(old)
    return found


_ALIKE: tuple[Callable[[Seat, Seat], bool], ...] = (
    lambda new, old: (new.since, new.until) == (old.since, old.until),
    lambda new, old: new.since == old.since,
    # One that is over is not begun anew: who comes back has another.
    lambda new, old: overlap(new, old) and (old.until is None or new.until is not None),
)
_PALE = N_("white words on {colour} cannot be read well: choose a darker colour.")
_NO_PROFILE = N_("there is no profile “{name}”. There are {names}.")
_NO_COUNCIL = N_("there is no council “{value}”: name one by its id or its name.")
_NO_PARENT = N_("there is no body “{value}” of this council: name one by its id or its name.")
_NO_BODY = N_("there is no body “{value}”, or more than one: name it by its id.")
_UNDER_ITSELF = N_("a body cannot stand under itself.")
