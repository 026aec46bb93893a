"""People as a Popolo package, that is read again as it was."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from server.importing.people.person import ImportedPerson

Entry = dict[str, object]


def write_popolo(people: Iterable[ImportedPerson]) -> bytes:
    """JSON in UTF-8 with persons, organizations, areas, and a membership for every seat.

    `authority`, `capacity`, `votes` and `position`, for which Popolo has no fields, stand in the
    memberships beside those that it has.
    """
    persons, organizations, areas = _Listed("person"), _Listed("organization"), _Listed("area")
    memberships = []
    for number, person in enumerate(people, start=1):
        who = persons.id_of(person.identifier, person.name, _person(person))
        membership: Entry = {"id": f"membership-{number}", "person_id": who}
        if person.body:
            membership["organization_id"] = _organization(organizations, "committee", person.body)
        if person.group:
            membership["on_behalf_of_id"] = _organization(organizations, "party", person.group)
        if person.ward:
            membership["area_id"] = areas.id_of("ward", person.ward, {"classification": "ward"})
        memberships.append({**membership, **_seat(person)})
    package = {
        "persons": persons.entries,
        "organizations": organizations.entries,
        "areas": areas.entries,
        "memberships": memberships,
    }
    return msgspec.json.format(msgspec.json.encode(package), indent=2)


class _Listed:
    """Entries of a kind, each once, with ids of their own."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._ids: dict[tuple[str, str], str] = {}
        self.entries: list[Entry] = []

    def id_of(self, key: str, name: str, rest: Entry) -> str:
        """The id of the entry with this name, which is made if there is none."""
        if (key, name) not in self._ids:
            id = f"{self._kind}-{len(self.entries) + 1}"
            self._ids[key, name] = id
            self.entries.append({"id": id, "name": name, **rest})
        return self._ids[key, name]


def _organization(organizations: _Listed, classification: str, name: str) -> str:
    return organizations.id_of(classification, name, {"classification": classification})


def _person(person: ImportedPerson) -> Entry:
    return {"identifiers": [{"identifier": person.identifier}] if person.identifier else []}


def _seat(person: ImportedPerson) -> Entry:
    said: Entry = {
        "role": person.role,
        "start_date": person.since.isoformat() if person.since else "",
        "end_date": person.until.isoformat() if person.until else "",
        "authority": person.authority,
        "position": person.position,
        "capacity": person.capacity.value,
    }
    return {**{name: words for name, words in said.items() if words}, "votes": person.votes}
