"""The sitting: open, adjourn, resume and close it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import (
    N_,
    Actor,
    Advice,
    Event,
    Meeting,
    Office,
    OnOpenRecord,
    Refused,
    Stamp,
    command,
    replace,
)
from server.meeting.conditions import QUORATE
from server.meeting.frozen import require_after_votes
from server.meeting.limit import sitting_began
from server.meeting.quorum import quorum
from server.meeting.readmission import Return, on_return, returned
from server.meeting.sitting import Change, Phase
from server.meeting.taking import advise_decided, undecided
from server.meeting.votes import Despite


class SittingChanged(Event, frozen=True):
    """The sitting passed from one phase to another."""

    phase: ClassVar[Phase]
    until: str = ""
    reason: str = ""

    def released(self, heard: Meeting, stamp: Stamp) -> Event | None:
        """That the meeting adjourned, resumed or closed; a reason given in private stays there."""
        return replace(self, reason="")

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        change = Change(self.phase, stamp.happened_at, self.until, self.reason, stamp.id)
        sitting = replace(meeting.sitting, changes=(*meeting.sitting.changes, change))
        return replace(meeting, sitting=sitting)


class MeetingOpened(SittingChanged, frozen=True):
    """The person presiding opened the meeting."""

    title: ClassVar[str] = N_("Meeting opened")
    phase = Phase.OPEN


class MeetingAdjourned(SittingChanged, frozen=True):
    """The meeting was interrupted, until a time or a condition, for a reason."""

    title: ClassVar[str] = N_("Meeting adjourned")
    phase = Phase.ADJOURNED


class MeetingResumed(SittingChanged, frozen=True):
    """The meeting went on after an adjournment."""

    title: ClassVar[str] = N_("Meeting resumed")
    phase = Phase.OPEN

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        resumed = super().apply(meeting, stamp)
        if sitting_began(resumed) == sitting_began(meeting):
            return resumed
        return replace(resumed, extended=0)  # another sitting, with its own time limit


class ClosedDespite(OnOpenRecord, frozen=True):
    """The meeting was closed though a rule was against it, for the reason given: a motion on this
    item had not been decided."""

    title: ClassVar[str] = N_("Closed despite a rule")
    undoable: ClassVar[bool] = False
    despite: tuple[Despite, ...] = ()


class MeetingClosed(SittingChanged, frozen=True):
    """The meeting ended. What was neither taken nor put off stays undone."""

    title: ClassVar[str] = N_("Meeting closed")
    undoable: ClassVar[bool] = False
    phase = Phase.CLOSED
    returned: Return | None = None

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        if self.returned is not None:
            meeting = returned(meeting, self.returned, stamp)
        items = tuple(item.leave(stamp.happened_at) for item in meeting.items)
        return super().apply(replace(meeting, items=items), stamp)


@command(Office.CLERK, phases=(Phase.BEFORE,))
def open_meeting(meeting: Meeting, actor: Actor) -> Iterator[Event]:
    """Open the meeting. The roll may be called before or after."""
    if meeting.sitting.opened_at is not None:
        raise Refused(
            N_("The meeting was opened already, at {time}."), time=meeting.sitting.opened_at
        )
    if meeting.notice.cancelled:
        raise Refused(
            N_("The meeting was cancelled: “{reason}” Say first that it is held after all."),
            reason=meeting.notice.cancelled,
        )
    yield MeetingOpened()


@command(Office.CLERK)
def adjourn_meeting(meeting: Meeting, actor: Actor, until: str, reason: str) -> Iterator[Event]:
    """Adjourn: say until when, and why."""
    _not_before_the_last_change(meeting, actor)
    meeting.require_no_vote()
    if not until:
        raise Refused(N_("Say until when the meeting is adjourned, or “a date to be fixed”."))
    if not reason:
        raise Refused(N_("Say why the meeting is adjourned: the minutes give the reason."))
    yield MeetingAdjourned(until, reason)


@command(Office.CLERK, phases=(Phase.ADJOURNED,))
def resume_meeting(meeting: Meeting, actor: Actor, override: str = "") -> Iterator[Event]:
    """Resume after an adjournment, if there is a quorum again."""
    _not_before_the_last_change(meeting, actor)
    figures = quorum(meeting, actor.at)
    if meeting.presence.answered and not figures.quorate:
        Advice(override).against(
            QUORATE,
            N_(
                "{needed} members are needed and {present} count: record who is here before the "
                "meeting resumes ({source})."
            ),
            needed=figures.needed,
            present=figures.present,
            source=meeting.profile.quorum.source or meeting.profile.name,
        )
    yield MeetingResumed(reason=override)


@command(Office.CLERK, phases=(Phase.OPEN, Phase.ADJOURNED))
def close_meeting(meeting: Meeting, actor: Actor, override: str = "") -> Iterator[Event]:
    """Close the meeting. The draft of the record is written at once."""
    _not_before_the_last_change(meeting, actor)
    meeting.require_no_vote()
    left, advice = undecided(meeting, meeting.items), Advice(override)
    advise_decided(left, advice)
    for item, despite in zip(left, advice.despite, strict=True):
        yield ClosedDespite(item.number, (despite,))
    private = meeting.private is not None
    yield MeetingClosed(returned=on_return(meeting, actor.at) if private else None)


def _not_before_the_last_change(meeting: Meeting, actor: Actor) -> None:
    last = meeting.sitting.latest
    if meeting.sitting.phase is Phase.CLOSED and last is not None:
        raise Refused(N_("The meeting was closed already, at {time}."), time=last.at)
    if last is not None and actor.at < last.at:
        raise Refused(
            N_("The sitting last changed at {time}: state a time after that."), time=last.at
        )
    require_after_votes(meeting, actor.at)
