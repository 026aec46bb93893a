"""The record: what stands under an item, entry by entry, in the order in which it happened."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Self

import msgspec
from msgspec.structs import replace

from server.meeting.event import Event, Stamp
from server.meeting.refused import Refused
from server.words import N_

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting


class Audience(StrEnum):
    """Who sees the same drawing."""

    PUBLIC = "public"
    MEMBER = "member"
    CHAIR = "chair"
    CLERK = "clerk"


class Matter(Event, frozen=True):
    """What can stand on the record under an item.

    Nobody but the clerk sees a matter unless its kind says so: `seen_by` is an allow-list.
    `concludes`: whether it tells what came of the item, and so belongs to what was decided.
    `fixed`: why it can be neither reworded nor struck out, and what to do instead, if that is so.
    """

    concludes: ClassVar[bool] = False
    fixed: ClassVar[str] = ""

    @property
    def kind(self) -> str:
        """The file in which this kind of business is written, which names its template too."""
        return type(self).__module__.rpartition(".")[2]

    @property
    def name(self) -> str:
        """The registered name, by which a template tells the matters of one kind apart."""
        return type(self).__name__

    @property
    def words(self) -> str:
        """The words that a correction would replace; empty where there are none."""
        return str(getattr(self, "text", ""))

    def reworded(self, text: str) -> Matter:
        """This matter in other words. Raises Refused where it has no words of its own."""
        if self.fixed:
            raise Refused(self.fixed)
        if not hasattr(self, "text"):
            raise Refused(
                N_("This entry has no words of its own to correct: strike it and record it anew.")
            )
        return replace(self, text=text)

    def require_strikable(self, meeting: Meeting, entry: Entry) -> None:
        """Refuse to strike out what can only be undone by a command of its own."""
        if self.fixed:
            raise Refused(self.fixed)

    def require_undoable(self, meeting: Meeting, entry: Entry) -> None:
        """Refuse to undo what others have acted upon since, for that would go with it."""

    def when_reworded(self, meeting: Meeting, entry: Entry) -> Meeting:
        """The meeting when this matter reads as it does now: what it says elsewhere follows."""
        return meeting

    def when_struck(self, meeting: Meeting, entry: Entry) -> Meeting:
        """The meeting when this matter is struck out: what it changed elsewhere is put back."""
        return meeting

    def seen_by(self, audience: Audience) -> Matter | None:
        """This matter as an audience may see it, or None. By default the clerk alone sees it."""
        return self if audience is Audience.CLERK else None


class Noted(Matter, frozen=True):
    """An event that goes on the record, just as it is, under `item`."""

    item: str

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        return meeting.enter(self.item, stamp, self)


class OnOpenRecord(Noted, frozen=True):
    """A matter that everybody may see as soon as it is recorded."""

    def seen_by(self, audience: Audience) -> Self | None:
        return self


class Version(msgspec.Struct, frozen=True):
    """How an entry read before it was changed: when it changed, why, and the matter as it was."""

    matter: Matter
    changed_at: datetime
    reason: str = ""


class Entry(msgspec.Struct, frozen=True):
    """One place on the record. `id` is random; `at` is when it happened. `private`: it is private
    business, which those outside know nothing of."""

    id: str
    at: datetime
    recorded_at: datetime
    actor: str
    matter: Matter
    struck: str | None = None
    earlier: tuple[Version, ...] = ()
    private: bool = False

    @property
    def kind(self) -> str:
        """The kind of business that it belongs to."""
        return self.matter.kind

    @property
    def version(self) -> int:
        """How often it has been changed."""
        return len(self.earlier)

    def require_version(self, version: int) -> None:
        """Refuse a change that was written on top of another version than this; -1 is any."""
        if version in (-1, self.version):
            return
        if self.earlier and version < self.version:
            raise Refused(
                N_(
                    "Somebody else changed this at {time} while you were writing. "
                    "Their words stand; yours are kept here: put them together and save again."
                ),
                time=self.earlier[-1].changed_at,
            )
        raise Refused(
            N_(
                "What you were changing was undone while you were writing. "
                "Your words are kept here: look again, then save."
            )
        )

    def changed(self, matter: Matter, stamp: Stamp, reason: str = "") -> Entry:
        """The entry with another matter; how it read before is kept."""
        before = Version(self.matter, stamp.happened_at, reason)
        return replace(self, matter=matter, earlier=(*self.earlier, before))

    def seen_by(self, audience: Audience) -> Entry | None:
        """This entry as an audience may see it. Struck entries and history are the clerk's."""
        if audience is Audience.CLERK:
            return self
        if self.struck is not None:
            return None
        matter = self.matter.seen_by(audience)
        if matter is None:
            return None
        return replace(self, matter=matter, earlier=(), actor="")
