"""The fold: events make a meeting; those that may be heard outside make it as it is known there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from server.meeting.act import remember
from server.meeting.event import Event, Recorded, Stamp, Undone, act_key
from server.meeting.floor import settled
from server.meeting.meeting import NOWHERE, Meeting
from server.words import N_

_TOLD = N_("The public was told of this, so it is not undone: record what is right from now on.")


def advance(meeting: Meeting, before: Sequence[Recorded], new: Sequence[Recorded]) -> Meeting:
    """The meeting after `new`, where `before` has made `meeting`."""
    if any(isinstance(recorded.event, Undone) for recorded in new):
        return replay([*before, *new])
    return _apply(meeting, new)


def replay(recorded: Sequence[Recorded]) -> Meeting:
    """The fold: the meeting that these events make, less what was undone."""
    return _apply(NOWHERE, _kept(recorded))


def overheard(heard: Meeting, before: Sequence[Recorded], new: Sequence[Recorded]) -> Meeting:
    """The meeting as it is known outside after `new`, where `before` has made it `heard`.

    Private business changes nothing of it: it is then the same object.
    """
    audible = [each for each in new if _audible(each)]
    if any(isinstance(each.event, Undone) and not each.stamp.private for each in audible):
        return _overhear(NOWHERE, _kept([each for each in (*before, *new) if _audible(each)]))
    return _overhear(heard, audible)


def _kept(recorded: Sequence[Recorded]) -> Iterator[Recorded]:
    undone = {(r.event.actor, r.event.command) for r in recorded if isinstance(r.event, Undone)}
    return (r for r in recorded if (r.stamp.actor, r.stamp.command) not in undone)


def _apply(meeting: Meeting, recorded: Iterable[Recorded]) -> Meeting:
    for stamp, event in recorded:
        was, meeting = meeting, event.apply(meeting, stamp)
        meeting = settled(was, meeting, stamp.happened_at)
        if stamp.private:
            own = {stamp.id, act_key(stamp.actor, stamp.command), *_touched(was, meeting)}
            meeting = replace(meeting, sealed=meeting.sealed | own)
        if event.undoable:
            meeting = remember(
                meeting, stamp, event.title, event.final or _told_outside(was, event, stamp)
            )
    return meeting


def _touched(was: Meeting, now: Meeting) -> Iterator[str]:
    """The votes and motions that were open and are otherwise by this act. Done in private, it makes
    them private business: they are decided there, for a result in public would tell of it."""
    if was.votes is not now.votes:
        pending = (vote for vote in was.votes.taken if vote.pending)
        yield from (vote.id for vote in pending if now.votes.find(vote.id) != vote)
    if was.motions is not now.motions:
        open_ = (motion for motion in was.motions.moved if motion.open)
        yield from (motion.id for motion in open_ if now.motions.find(motion.id) != motion)


def _told_outside(meeting: Meeting, event: Event, stamp: Stamp) -> str:
    """Why an act in private cannot be undone of which those outside have been told."""
    told = stamp.private and event.released(meeting, stamp) is not None
    return _TOLD if told else ""


def _overhear(heard: Meeting, recorded: Iterable[Recorded]) -> Meeting:
    for stamp, event in recorded:
        told = event.released(heard, stamp) if stamp.private else event.told(heard, stamp)
        if told is not None:
            known = replace(stamp, private=False, command="", actor="")
            heard = settled(heard, told.apply(heard, known), stamp.happened_at)
    return heard


def _audible(recorded: Recorded) -> bool:
    """Whether anything of this might be heard outside: it is public, or its kind may release it."""
    return not recorded.stamp.private or type(recorded.event).released is not Event.released
