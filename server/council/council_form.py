"""What may be written in a council file: its tables, their fields and the bounds of each.

`config/example_council.toml` says in words what each field means.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from server.council.register import BodyKind, Colour, Nation, Web
from server.meeting.people import Capacity
from server.meeting_file.form import MOST_ITEMS, MOST_PEOPLE, Id, Text, Title, Words, WrittenItem

MOST_BODIES = 1_000
MOST_INDIVIDUALS = 20_000
MOST_SEATS = 200


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A table of the file; a field that is empty need not be written."""


class WrittenCouncil(_Written, frozen=True):
    """A council; `server.council.register` says what the fields mean. Its logo is no words, and
    stays as it is."""

    name: Title
    id: Id = ""
    nation: Nation = Nation.ENGLAND
    website: Web = ""
    colour: Colour = ""
    welsh: bool = False
    contact: Text = ""
    take_part: Text = ""
    privacy: Text = ""


class WrittenBody(_Written, frozen=True):
    """A body that meets. `council` and `parent` are named by id or by name; without the first it is
    of the only council there is."""

    name: Title
    id: Id = ""
    council: Words = ""
    kind: BodyKind = BodyKind.COMMITTEE
    profile: Words = ""
    parent: Words = ""
    place: Words = ""
    seats: Annotated[int, Meta(ge=0, le=MOST_PEOPLE)] = 0
    how_to_attend: Text = ""
    watch: Web = ""
    ended: date | None = None
    overrides: dict[str, Any] = {}
    standing: Annotated[tuple[WrittenItem, ...], Meta(max_length=MOST_ITEMS)] = ()


class WrittenSeat(_Written, frozen=True):
    """A seat of the person under whom it stands. `body`: by id or by name."""

    body: Title
    capacity: Capacity = Capacity.MEMBER
    role: Words = ""
    ward: Words = ""
    group: Words = ""
    authority: Words = ""
    votes: bool = True
    since: date | None = None
    until: date | None = None


class WrittenIndividual(_Written, frozen=True):
    """Somebody who has, or had, seats."""

    name: Title
    id: Id = ""
    position: Words = ""
    seats: Annotated[tuple[WrittenSeat, ...], Meta(max_length=MOST_SEATS)] = ()


class WrittenRegister(_Written, frozen=True):
    """A whole council file."""

    councils: Annotated[tuple[WrittenCouncil, ...], Meta(max_length=MOST_BODIES)] = ()
    bodies: Annotated[tuple[WrittenBody, ...], Meta(max_length=MOST_BODIES)] = ()
    people: Annotated[tuple[WrittenIndividual, ...], Meta(max_length=MOST_INDIVIDUALS)] = ()
