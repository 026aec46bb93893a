"""Changes to what a council keeps between its meetings: its register, and its agendas to be."""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec

from server.meeting.event import Stamp
from server.words import N_, Said


class Change(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that was changed. It never checks and never fails: whoever made it has checked.

    Stored under its class name for ever; a new field needs a default. `title`: what was done, for
    the history and for whoever takes it back.
    """

    named: ClassVar[dict[str, type[Change]]] = {}
    title: ClassVar[str] = ""
    undoable: ClassVar[bool] = True

    def __init_subclass__(cls, **options: bool) -> None:
        super().__init_subclass__()
        known = Change.named.get(cls.__name__)
        if known is not None and known.__module__ != cls.__module__:
            raise TypeError(f"Two changes are called {cls.__name__}.")
        Change.named[cls.__name__] = cls

    def apply(self, state: Any) -> Any:
        """What is kept, after this. Every change has its own; here there is none to give."""
        raise NotImplementedError(f"{type(self).__name__} must say what it changes.")


class Changed(msgspec.Struct, frozen=True):
    """A change with its stamp."""

    stamp: Stamp
    change: Change


class TakenBack(Change, frozen=True):
    """All changes of one act were taken back: the fold leaves them out, the journal keeps them."""

    title: ClassVar[str] = N_("Taken back")
    undoable: ClassVar[bool] = False
    act: str

    def apply(self, state: Any) -> Any:
        return state


class Gone(Change, frozen=True):
    """What stood here was erased for data protection, or was made by a newer version."""

    undoable: ClassVar[bool] = False

    def apply(self, state: Any) -> Any:
        return state


class UnknownChange(Said):
    """The journal holds something that only a newer version understands."""


def read_change(name: str, payload: bytes) -> Change:
    """The change that was stored under `name`. Raises UnknownChange."""
    kind = Change.named.get(name)
    if kind is None:
        sentence = N_("The journal holds a change “{name}” that this version does not know.")
        raise UnknownChange(sentence, name=name)
    return msgspec.json.decode(payload, type=kind)


def write_change(change: Change) -> bytes:
    """The change as JSON, for the journal."""
    return msgspec.json.encode(change)
