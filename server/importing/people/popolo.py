"""People in Popolo JSON: persons, organizations and memberships, apart or in one package."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from server.importing.decoding import Unusable
from server.importing.findings import Findings
from server.importing.json_tree import Object, line_of, objects, read_json
from server.importing.markup import one_line
from server.importing.people.cells import Cells
from server.importing.people.person import MOST_PEOPLE, ImportedPeople, ImportedPerson, gathered
from server.meeting_file.faults import shown
from server.words import N_

_LISTS = ("persons", "organizations", "memberships", "posts", "areas", "events")
_READ = frozenset(
    [
        "id", "name", "identifiers", "honorific_prefix", "honorific_suffix", "given_name",
        "family_name", "memberships",
    ]
)  # fmt: skip
_READ_OF_A_SEAT = frozenset(
    [
        "id", "person_id", "person", "organization_id", "organization", "on_behalf_of_id",
        "on_behalf_of", "area_id", "area", "post_id", "post", "legislative_period_id", "role",
        "legislative_period", "start_date", "end_date", "authority", "position", "capacity",
        "votes", "label",
    ]
)  # fmt: skip
_PARTIES = frozenset(
    [
        "party", "political party", "political group", "group", "faction", "caucus",
    ]
)  # fmt: skip


class _Package(NamedTuple):
    """The lists of a package, what has an id by it, and the parties that people are members of."""

    lists: dict[str, list[Object]]
    known: dict[str, Object]
    notes: Findings
    cells: Cells

    def linked(self, of: Object, name: str) -> Object:
        """What a field such as `organization` names, written there or by its id; else empty."""
        inside = of.get(name)
        if isinstance(inside, dict):
            return inside
        id = line_of(of.get(f"{name}_id"))
        found = self.known.get(f"{name} {id}", {}) if id else {}
        if id and not found:
            sentence = N_("There is no {name} “{id}” in this list; it is left out.")
            self.notes.leave(sentence, 0, id, name=name, id=id[:60])
        return found


def read_popolo(content: bytes | str) -> ImportedPeople:
    """A person for every membership, and for everybody without one.

    Contact details, days of birth and whatever else is no name and no seat are never read.
    """
    notes = Findings()
    try:
        value, findings = read_json(content)
        notes.add(findings)
        people = _people(_package(value, notes))
    except Unusable as unusable:
        return ImportedPeople(findings=(*notes.all(), unusable.finding))
    return gathered(people, notes)


def _lists(value: object, notes: Findings) -> dict[str, list[Object]]:
    """The lists of a package. Raises Unusable if it is none, or has too many entries."""
    if isinstance(value, list):
        value = {"persons": value}
    if isinstance(value, dict) and isinstance(value.get("result"), dict):
        value = value["result"]
    if not isinstance(value, dict) or not {"persons", "memberships"} & value.keys():
        sentence = N_("This is no Popolo: it has no “persons”. Give the whole package.")
        raise Unusable(sentence)
    for name in _LISTS:
        _tell_odd(name, value.get(name), notes)
    lists = {name: objects(value.get(name)) for name in _LISTS}
    if max(len(lists["persons"]), len(lists["memberships"])) > MOST_PEOPLE:
        sentence = N_("There are more than {most} rows, too many for one council.")
        raise Unusable(sentence, most=f"{MOST_PEOPLE:,}")
    return lists


def _package(value: object, notes: Findings) -> _Package:
    lists = _lists(value, notes)
    known: dict[str, Object] = {}
    for name in _LISTS:
        for each in lists[name]:
            known.setdefault(f"{name.removesuffix('s')} {line_of(each.get('id'))}", each)
    # Who somebody sits for is an organization, and a legislative period an event.
    for key, each in list(known.items()):
        kind, _, id = key.partition(" ")
        other = {"organization": "on_behalf_of", "event": "legislative_period"}.get(kind)
        if other:
            known[f"{other} {id}"] = each
    return _Package(lists, known, notes, Cells(notes))


def _tell_odd(name: str, value: object, notes: Findings) -> None:
    entries = value if isinstance(value, list) else [] if value is None else [value]
    if count := sum(1 for each in entries if not isinstance(each, dict)):
        sentence = N_("In “{name}” {count} entries are no objects and are left out.")
        notes.leave(sentence, 0, "", name=name, count=count)


def _people(package: _Package) -> list[ImportedPerson]:
    _tell_unread(package)
    seats, parties = [], {}
    for person, membership in _memberships(package):
        organization = package.linked(membership, "organization")
        if line_of(organization.get("classification")).casefold() in _PARTIES:
            parties[id(person)] = line_of(organization.get("name"))
        else:
            seats.append((person, membership, organization))
    people = [
        _seated(package, line, *seat, parties.get(id(seat[0]), ""))
        for line, seat in enumerate(seats, start=1)
    ]
    seated = {id(person) for person, _, _ in seats}
    for person in package.lists["persons"]:
        if id(person) not in seated:
            group, line = parties.get(id(person), ""), len(people) + 1
            identifier = _identifier(person)
            people.append(
                ImportedPerson(_name(person), group=group, identifier=identifier, line=line)
            )
    return people


def _memberships(package: _Package) -> Iterator[tuple[Object, Object]]:
    """Every membership with its person, those written at persons too."""
    seen: set[str] = set()
    for membership in package.lists["memberships"]:
        seen.add(line_of(membership.get("id")))
        person = package.linked(membership, "person")
        if person:
            yield person, membership
        elif not line_of(membership.get("person_id")):
            package.notes.leave(N_("A membership names no person and is left out."), 0, "")
    count = 0
    for person in package.lists["persons"]:
        for membership in objects(person.get("memberships")):
            own = line_of(membership.get("id"))
            count += 1
            if count <= MOST_PEOPLE + 1 and (not own or own not in seen):
                yield person, membership


def _seated(
    package: _Package,
    line: int,
    person: Object,
    membership: Object,
    organization: Object,
    party: str,
) -> ImportedPerson:
    cells = package.cells
    post = package.linked(membership, "post")
    area = package.linked(membership, "area") or package.linked(post, "area")
    period = package.linked(membership, "legislative_period")
    role = line_of(membership.get("role")) or line_of(post.get("role"))
    first, last = (
        line_of(membership.get(name)) or line_of(period.get(name))
        for name in ("start_date", "end_date")
    )
    return ImportedPerson(
        name=_name(person),
        ward=line_of(area.get("name")),
        group=line_of(package.linked(membership, "on_behalf_of").get("name")) or party,
        authority=line_of(membership.get("authority")),
        role=role,
        capacity=cells.capacity(line_of(membership.get("capacity")), role, line),
        votes=membership.get("votes") is not False,
        body=line_of(organization.get("name")),
        since=cells.day(first, line),
        until=cells.day(last, line),
        identifier=_identifier(person),
        position=line_of(membership.get("position")),
        line=line,
    )


def _name(person: Object) -> str:
    if name := line_of(person.get("name")):
        return name
    parts = ("honorific_prefix", "given_name", "family_name", "honorific_suffix")
    return one_line(" ".join(line_of(person.get(part)) for part in parts))


def _identifier(person: Object) -> str:
    """The first of its identifiers in other systems; without a list of them its own id."""
    if "identifiers" not in person:
        return line_of(person.get("id"))
    return next((line_of(each.get("identifier")) for each in objects(person["identifiers"])), "")


def _tell_unread(package: _Package) -> None:
    persons, memberships = package.lists["persons"], package.lists["memberships"]
    fields = {name: None for person in persons for name in person if name not in _READ}
    fields |= {name: None for each in memberships for name in each if name not in _READ_OF_A_SEAT}
    unread = [shown(name) for name in fields]
    if unread:
        sentence = N_(
            "Nothing is read of people but their names and seats, and nothing else is shown, as it "
            "may be private. Not read: {names}."
        )
        package.notes.leave(sentence, 0, "", names=", ".join(unread[:30]))
