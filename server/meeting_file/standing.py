"""The standing items of a profile: the usual agenda of a body, with which a new one begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from server.meeting.convened import MeetingConvened
from server.meeting.profile import Profile
from server.meeting_file import private
from server.meeting_file.agenda import Placed, placed
from server.meeting_file.faults import Fault
from server.meeting_file.form import MOST_ITEMS, WrittenItem
from server.meeting_file.profiles import STANDING, read_profile, said_of
from server.meeting_file.toml import parse, told
from server.meeting_file.values import Reading
from server.words import N_, Said

_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    standing_items: Annotated[tuple[WrittenItem, ...], Meta(max_length=MOST_ITEMS)] = ()


def standing_items(name: str, text: str) -> tuple[WrittenItem, ...]:
    """The usual agenda that this profile's TOML text has, in its order; none if it has none.

    The items convene into any meeting under the profile. Raises MeetingFileError, which says
    `name`, with the line and the field of everything that is wrong.
    """
    profile = read_profile(name, text)
    with said_of(name):
        written = parse(text)
        reading = Reading()
        own = {STANDING: written[STANDING]} if STANDING in written else {}
        read = reading.read(own, _Written)
        if read is None:
            raise told(text, reading.faults)
        faults = tuple(_faults(profile, read.standing_items))
        if faults:
            raise told(text, faults)
    return read.standing_items


def _faults(profile: Profile, items: tuple[WrittenItem, ...]) -> Iterator[Fault]:
    """What no meeting under this profile could be convened with."""
    standing = [Placed((STANDING, *path[1:]), item) for path, item in placed(items)]
    seen: set[str] = set()
    for path, item in standing:
        if item.number in seen:
            said = Said(N_("two items have the number {value}."), value=item.number)
            yield Fault(path, said)
        seen.add(item.number)
        if item.minutes_of is not None:
            sentence = N_("a standing item is of no one day: leave this out, and write it later.")
            yield Fault((*path, "minutes_of"), Said(sentence))
    yield from private.of_items(_meeting(profile), tuple(private.inherited(standing)))


def _meeting(profile: Profile) -> MeetingConvened:
    """A meeting under these rules, for what its items must be to it. It is never convened."""
    body = profile.name
    return MeetingConvened("standing", body, body, "", _ANY_DAY, "", profile)
