"""Privacy: which acts are private business. It is decided once, when an act is recorded, and lasts.

What is done while the public is excluded is private, and so is what is said to have happened then,
what stands under an item that is closed, and whatever refers to an act that is private. Nothing
that is undone or said later makes it public; only what a kind of business releases by name is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from server.meeting.command import Actor
from server.meeting.event import Event, Recorded, Stamp, Undone, act_key
from server.meeting.meeting import Meeting
from server.meeting.refused import Refused
from server.words import N_


def recorded(
    meeting: Meeting, actor: Actor, command: str, events: Iterable[Event], ids: Iterable[str]
) -> tuple[Recorded, ...]:
    """What an accepted command did, each event stamped with who, when and whether in private."""
    return tuple(
        Recorded(
            Stamp(id, actor.at, actor.now, actor.key, command, is_private(meeting, actor, event)),
            event,
        )
        for event, id in zip(events, ids, strict=False)
    )


def is_private(meeting: Meeting, actor: Actor, event: Event) -> bool:
    """Whether this is private business, in the meeting as it stands before it."""
    if meeting.private is not None or meeting.private_at(actor.at):
        return True
    if not event.of_the_agenda and _under_closed(meeting, event):
        return True
    if isinstance(event, Undone) and act_key(event.actor, event.command) in meeting.sealed:
        return True
    return not meeting.sealed.isdisjoint(_texts(event))


def _under_closed(meeting: Meeting, event: Event) -> bool:
    """Whether it stands under a closed item, or concerns closed items alone."""
    items = getattr(event, "items", ())
    if items and all(map(meeting.is_closed, items)):
        return True
    return meeting.is_closed(getattr(event, "item", ""))


def require_same_side(meeting: Meeting, id: str) -> None:
    """Refuse to change in private what everybody may read: those outside would not learn of it."""
    if meeting.private is not None and id not in meeting.sealed:
        raise Refused(
            N_(
                "That was recorded in public, and the meeting is in private since {time}: it is "
                "changed when the public is back, so that nothing said in private gets into it."
            ),
            time=meeting.private.since,
        )


def _texts(value: object) -> Iterator[str]:
    """Every text within a value: one of them may be the id of a private act."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from _texts(getattr(value, field))
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _texts(key)
            yield from _texts(each)
    elif isinstance(value, tuple | list | frozenset):
        for each in value:
            yield from _texts(each)
