"""Events: what happened, as it stands in the journal."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import msgspec

from server.words import N_, Said

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting


class Stamp(msgspec.Struct, frozen=True):
    """When and by whom: the server's time, the time that was stated, and who said so.

    `id` is random and may be shown to everybody; a position in the journal never is. `private`:
    it is private business, for good, whatever is undone or said later.
    """

    id: str
    happened_at: datetime
    recorded_at: datetime
    actor: str
    command: str
    private: bool = False


class Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=False):
    """Something that happened. It never checks and never fails: its command has checked.

    Stored under its class name for ever; a new field needs a default. `final`: why the act that
    it belongs to cannot be undone, and what to do instead, if that is so. `of_the_agenda`: it says
    of an item only what everybody may know, so that it is heard though the item is closed.
    """

    named: ClassVar[dict[str, type[Event]]] = {}
    title: ClassVar[str] = ""
    undoable: ClassVar[bool] = True
    final: ClassVar[str] = ""
    of_the_agenda: ClassVar[bool] = False

    def __init_subclass__(cls, **options: bool) -> None:
        super().__init_subclass__()
        known = Event.named.get(cls.__name__)
        if known is not None and known.__module__ != cls.__module__:
            raise TypeError(f"Two events are called {cls.__name__}.")
        Event.named[cls.__name__] = cls

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        """The meeting after this. Every event has its own; here there is none to give."""
        raise NotImplementedError(f"{type(self).__name__} must say what it changes.")

    def nameless(self) -> Event:
        """What is kept of this once the names of the public are erased (UK GDPR art. 5(1)(e)): all
        of it, for a kind that holds none. The fold takes it in place of this."""
        return self

    def told(self, heard: Meeting, stamp: Stamp) -> Event | None:
        """What those outside hear of this when it is done in public: all of it, unless it holds
        what was worked out from private business, or is between a member and the clerk. `heard` is
        the meeting as they know it."""
        return self

    def released(self, heard: Meeting, stamp: Stamp) -> Event | None:
        """What those outside hear of this though it is private business: nothing.

        This is the list of the named releases: a kind that releases something says so here.
        """
        return None


def act_key(actor: str, command: str) -> str:
    """How a command is told from all others, and from the ids of events: clients make its id."""
    return f"{actor} {command}"


class Recorded(NamedTuple):
    """An event with its stamp."""

    stamp: Stamp
    event: Event


class Undone(Event, frozen=True):
    """A command was taken back. The fold leaves out what it did; the journal keeps it."""

    title: ClassVar[str] = N_("Undone")
    undoable: ClassVar[bool] = False
    actor: str
    command: str

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        return meeting


class UnknownEvent(Said):
    """The journal holds something that only a newer version understands."""


def read_event(name: str, payload: bytes) -> Event:
    """The event that was stored under `name`. Raises UnknownEvent."""
    kind = Event.named.get(name)
    if kind is None:
        raise UnknownEvent(
            N_(
                "The journal holds “{name}”, which this version of Orderpaper does not know: "
                "it was written by a newer version. Install that version."
            ),
            name=name,
        )
    try:
        return msgspec.json.decode(payload, type=kind)
    except msgspec.DecodeError as error:
        raise UnknownEvent(
            N_(
                "The journal holds “{name}” in a form that this version of Orderpaper cannot "
                "read ({fault}). Install the version that wrote it."
            ),
            name=name,
            fault=str(error),
        ) from error


def write_event(event: Event) -> bytes:
    """The event as JSON, for the journal."""
    return msgspec.json.encode(event)
