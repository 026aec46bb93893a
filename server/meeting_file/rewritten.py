"""A meeting that was convened, as the meeting file that convenes it again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from server.meeting.agenda import Link
from server.meeting.convened import MeetingConvened, PlannedItem
from server.meeting.people import Person
from server.meeting.profile import Profile
from server.meeting_file.convene import convene
from server.meeting_file.form import (
    WrittenDialIn,
    WrittenItem,
    WrittenJoin,
    WrittenLink,
    WrittenMeeting,
    WrittenPerson,
    WrittenSubItem,
)
from server.meeting_file.profiles import read_profile
from server.words import N_, Said

T = TypeVar("T", bound=WrittenSubItem)


class CannotBeWritten(Said):
    """No meeting file says what this meeting is."""


def rewritten(convened: MeetingConvened, profiles: Mapping[str, str]) -> WrittenMeeting:
    """The file that convenes this meeting again, but for where it came from.

    Rules that are not those of a ready profile are written as the meeting’s own. Raises
    CannotBeWritten where it would be another meeting.
    """
    profile, overrides = rules_of(convened.profile, profiles)
    written = WrittenMeeting(
        body=convened.body,
        starts_at=_on_the_wall(convened),
        place=convened.place,
        profile=profile,
        people=tuple(_person(each) for each in convened.people),
        items=tuple(_items(convened.items)),
        key=convened.key,
        title=convened.name if convened.name != convened.body else "",
        council=convened.council,
        rehearsal=convened.rehearsal,
        vacancies=convened.vacancies,
        disqualified=convened.disqualified,
        overrides=overrides,
        join=_join(convened),
        watch=_link(convened.watch) if convened.watch else None,
        attend=convened.attend,
    )
    again, faults = convene(written, profiles)
    if faults or again != as_of_a_file(convened):
        sentence = N_("The meeting “{key}” has rules that no meeting file can state.")
        raise CannotBeWritten(sentence, key=convened.key)
    return written


def as_of_a_file(convened: MeetingConvened) -> MeetingConvened:
    """The meeting without what no file says: where in the register and the plans it came from."""
    return replace(convened, body_id="", plan_id="", performed=False)


def rules_of(profile: Profile, profiles: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """The ready profile that is nearest, by name, and what differs from it."""
    wanted = msgspec.to_builtins(profile)
    found = {
        name: _differing(msgspec.to_builtins(read_profile(name, text)), wanted)
        for name, text in profiles.items()
    }
    name = min(found, key=lambda name: len(msgspec.json.encode(found[name])))
    return name, found[name]


def _differing(base: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in wanted.items():
        if value is None or value == base.get(key):
            continue
        if not isinstance(value, dict):
            found[key] = value
        elif key == "quorum":  # a fraction undoes a number only where it is written out
            found[key] = {name: each for name, each in value.items() if each is not None}
        else:
            found[key] = _differing(base.get(key) or {}, value)
    return found


def _on_the_wall(convened: MeetingConvened) -> datetime:
    """The time without an offset, where that says it all."""
    bare = convened.starts_at.replace(tzinfo=None)
    told = bare.replace(tzinfo=ZoneInfo(convened.profile.timezone))
    return bare if told == convened.starts_at else convened.starts_at


def _person(person: Person) -> WrittenPerson:
    return WrittenPerson(**msgspec.structs.asdict(person))


def _items(planned: tuple[PlannedItem, ...]) -> Iterator[WrittenItem]:
    tops = (item for item in planned if not item.parent)
    for n, item in enumerate(tops, start=1):
        under = tuple(each for each in planned if each.parent == item.number)
        subs = tuple(
            _item(WrittenSubItem, sub, f"{item.number}.{m}") for m, sub in enumerate(under, start=1)
        )
        yield replace(_item(WrittenItem, item, str(n)), items=subs)


def _item(kind: type[T], item: PlannedItem, counted: str) -> T:
    """The item; a number is written where it is not the one that counting gives."""
    fields = {name: getattr(item, name) for name in WrittenSubItem.__struct_fields__}
    fields["number"] = item.number if item.number != counted else ""
    fields["papers"] = tuple(_link(paper) for paper in item.papers)
    return kind(**fields)


def _join(convened: MeetingConvened) -> WrittenJoin | None:
    if convened.join is None:
        return None
    lines = tuple(WrittenDialIn(**msgspec.structs.asdict(each)) for each in convened.dial_in)
    join = convened.join
    return WrittenJoin(join.title, join.url, join.exempt, dial_in=lines)


def _link(link: Link) -> WrittenLink:
    """The link as a file has it: what size a paper has is found where it is kept."""
    return WrittenLink(link.title, link.url, link.exempt)
