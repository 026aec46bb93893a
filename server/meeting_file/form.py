"""What may be written in a meeting file: its tables, their fields and the bounds of each.

`config/example_meeting.toml` says in words what each field means.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from server.meeting.agenda import Access, Purpose
from server.meeting.people import Capacity
from server.meeting_file.values import (
    ADDRESS_OR_PAPER,
    CODE,
    ID,
    NUMBER,
    ONE_LINE,
    TELEPHONE,
)

MOST_ITEMS = 400
MOST_PEOPLE = 400
MOST_SHORT = 50
MOST_DIAL_IN = 10

Title = Annotated[str, Meta(min_length=1, max_length=500, pattern=ONE_LINE)]
Words = Annotated[str, Meta(max_length=500, pattern=ONE_LINE)]
Text = Annotated[str, Meta(max_length=10_000)]
Address = Annotated[str, Meta(min_length=1, max_length=2_000, pattern=ADDRESS_OR_PAPER)]
Id = Annotated[str, Meta(max_length=80, pattern=ID)]
Number = Annotated[str, Meta(max_length=20, pattern=NUMBER)]
Telephone = Annotated[str, Meta(max_length=40, pattern=TELEPHONE)]
Code = Annotated[str, Meta(max_length=40, pattern=CODE)]
Minutes = Annotated[int, Meta(ge=0, le=1_440)]


class WrittenLink(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A title and where it is found."""

    title: Title
    url: Address
    exempt: bool = False


class WrittenDialIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A telephone number of the conference."""

    number: Telephone
    label: Words = ""
    code: Code = ""


class WrittenJoin(WrittenLink, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where those inside take part remotely, and the numbers that they can dial instead."""

    dial_in: Annotated[tuple[WrittenDialIn, ...], Meta(max_length=MOST_DIAL_IN)] = ()


class WrittenPerson(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A member, an officer or a guest; `server.meeting.people` says what the fields mean."""

    name: Title
    id: Id = ""
    capacity: Capacity = Capacity.MEMBER
    role: Words = ""
    authority: Words = ""
    group: Words = ""
    position: Words = ""
    votes: bool = True
    items: Annotated[tuple[Number, ...], Meta(max_length=MOST_ITEMS)] = ()
    votes_on: Annotated[tuple[Number, ...], Meta(max_length=MOST_ITEMS)] = ()
    ward: Words = ""


class WrittenSubItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An item under an item; `server.meeting.agenda` says what the fields mean."""

    title: Title
    number: Number = ""
    purpose: Purpose = Purpose.INFORMATION
    summary: Text = ""
    recommendations: Annotated[tuple[Text, ...], Meta(max_length=MOST_SHORT)] = ()
    presenters: Annotated[tuple[Title, ...], Meta(max_length=MOST_SHORT)] = ()
    minutes: Minutes = 0
    papers: Annotated[tuple[WrittenLink, ...], Meta(max_length=MOST_SHORT)] = ()
    minutes_of: date | None = None
    declarations: bool = False
    budget: bool = False
    access: Access = Access.OPEN
    paragraphs: Annotated[tuple[Number, ...], Meta(max_length=MOST_SHORT)] = ()
    private_title: Words = ""
    public_interest: Text = ""


class WrittenItem(WrittenSubItem, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A numbered item of the agenda, with the items under it."""

    items: Annotated[tuple[WrittenSubItem, ...], Meta(max_length=MOST_SHORT)] = ()


class WrittenMeeting(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A whole meeting file."""

    body: Title
    starts_at: datetime
    place: Title
    profile: Title
    people: Annotated[tuple[WrittenPerson, ...], Meta(max_length=MOST_PEOPLE)]
    items: Annotated[tuple[WrittenItem, ...], Meta(max_length=MOST_ITEMS)]
    key: Id = ""
    title: Words = ""
    council: Words = ""
    rehearsal: bool = False
    vacancies: Annotated[int, Meta(ge=0, le=MOST_PEOPLE)] = 0
    disqualified: Annotated[int, Meta(ge=0, le=MOST_PEOPLE)] = 0
    overrides: dict[str, Any] = {}
    join: WrittenJoin | None = None
    watch: WrittenLink | None = None
    attend: Text = ""
