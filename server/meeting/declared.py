"""A result that was declared: the one place where a vote changes anything else.

A carried amendment changes the motion's text, a carried procedural motion has its own effect. The
result is what the count comes to under the rules of the body; nothing else can be declared.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from msgspec.structs import replace

from server.meeting.agenda import Access
from server.meeting.event import Event, Stamp
from server.meeting.exclusion import Exclusion, Ground, excluded
from server.meeting.limit import extend
from server.meeting.meeting import Meeting
from server.meeting.motions import Motion, MotionKind, Motions, MotionStanding
from server.meeting.privacy import require_same_side
from server.meeting.record import Entry, OnOpenRecord
from server.meeting.refused import Refused
from server.meeting.roll import as_known
from server.meeting.sitting import Change, Phase
from server.meeting.votes import Counts, Question, Result, Vote, reckoned
from server.words import N_


class ResultDeclared(OnOpenRecord, frozen=True):
    """What came of a question: the vote as it ended, and the motion as it was voted on."""

    of_the_agenda: ClassVar[bool] = True  # in public a closed item has votes on its exclusion alone
    fixed: ClassVar[str] = N_(
        "The result of a vote is neither reworded nor struck out. While its item is in hand the "
        "vote can be counted again or made void; a slip in it can be corrected with a reason."
    )
    final: ClassVar[str] = N_(
        "The result of a vote is not undone. While its item is in hand the vote can be made void, "
        "with the reason, and taken again."
    )
    vote: Vote
    motion: Motion | None = None

    @property
    def concludes(self) -> bool:  # type: ignore[override]  # an amendment concludes nothing
        """Whether it decided the item: a void vote did not, nor one on an amendment."""
        kind = self.motion.kind if self.motion else MotionKind.SUBSTANTIVE
        return self.vote.standing and kind is MotionKind.SUBSTANTIVE

    @property
    def words(self) -> str:
        return self.vote.question.text

    def told(self, heard: Meeting, stamp: Stamp) -> Event:
        """With the roll's reasons, and the motion, as far as those outside know them."""
        known = heard.motions.find(self.motion.id) if self.motion is not None else None
        text = self.vote.question.text
        motion = replace(known, text=text) if known is not None else None
        before = heard.votes.find(self.vote.id)
        put = as_known(heard, self.vote.question, self.vote.put_at, self.vote.closed_at)
        if before is not None:  # it was told when it was put
            put = replace(put, excluded=before.question.excluded)
        return replace(self, vote=replace(self.vote, question=put), motion=motion)

    def released(self, heard: Meeting, stamp: Stamp) -> Event | None:
        """Of what is decided in private, that the meeting was adjourned."""
        motion = self.motion
        adjourns = motion is not None and motion.kind is MotionKind.ADJOURN
        if motion is None or not adjourns or self.vote.result is not Result.CARRIED:
            return None
        return AdjournedInPrivate(motion.until)

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        """On the record once: a vote that is decided anew is told where it was told first."""
        if entry_of(meeting, self.vote.id) is None:
            return decided(super().apply(meeting, stamp), self.vote, stamp)
        return told(decided(meeting, self.vote, stamp), self.vote, stamp)


class AdjournedInPrivate(Event, frozen=True):
    """The meeting was adjourned by resolution in private. It is never stored: it is what those
    outside hear of it."""

    until: str

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        change = Change(Phase.ADJOURNED, stamp.happened_at, self.until, "", stamp.id)
        sitting = replace(meeting.sitting, changes=(*meeting.sitting.changes, change))
        return replace(meeting, sitting=sitting)


def result_of(meeting: Meeting, put: Question, totals: Counts) -> Result | None:
    """What the count comes to. A tie waits, unless the rules allow neither casting vote nor lot."""
    rules = meeting.profile.voting
    result = reckoned(put.majority, totals, put.membership)
    waits = rules.casting_vote or (put.appointment and rules.appointments_by_lot)
    return Result.LOST if result is None and not waits else result


def decided(meeting: Meeting, vote: Vote, stamp: Stamp) -> Meeting:
    """The meeting after this vote has decided its question."""
    kept = replace(vote, before=meeting.motions)
    meeting = replace(meeting, votes=meeting.votes.with_(kept))
    return _with_effects(meeting, kept, stamp)


def recounted(meeting: Meeting, vote: Vote, stamp: Stamp) -> Meeting:
    """The meeting in which a vote that had decided ended otherwise."""
    meeting = replace(meeting, motions=_before(meeting, vote), votes=meeting.votes.with_(vote))
    meeting = _with_effects(meeting, vote, stamp)
    return told(meeting, vote, stamp)


def voided(meeting: Meeting, vote: Vote, stamp: Stamp) -> Meeting:
    """The meeting in which a vote is void: what it decided is open again."""
    meeting = replace(meeting, motions=_before(meeting, vote), votes=meeting.votes.with_(vote))
    return told(meeting, vote, stamp, vote.void)


def _before(meeting: Meeting, vote: Vote) -> Motions:
    """The motions as they stood before this vote. Who has demanded a named vote on one of them
    since, or does so no more, has done that all the same."""
    if vote.before is None:
        return meeting.motions
    now = {motion.id: motion.demanded for motion in meeting.motions.moved}
    moved = (replace(m, demanded=now.get(m.id, m.demanded)) for m in vote.before.moved)
    return Motions(tuple(moved))


def told(meeting: Meeting, vote: Vote, stamp: Stamp, reason: str = "") -> Meeting:
    """The meeting in which the record tells this vote as it stands now; how it was is kept."""
    entry = entry_of(meeting, vote.id)
    if entry is None or not isinstance(entry.matter, ResultDeclared):
        return meeting
    why = reason or (vote.changed[-1].reason if vote.changed else "")
    matter = replace(entry.matter, vote=replace(vote, before=None))
    return meeting.change_entry(entry.id, lambda each: each.changed(matter, stamp, why))


def beside(meeting: Meeting, vote: Vote) -> Meeting:
    """The meeting in which the record tells more of this vote, and nothing else than before."""
    entry = entry_of(meeting, vote.id)
    if entry is None or not isinstance(entry.matter, ResultDeclared):
        return meeting
    matter = replace(entry.matter, vote=replace(vote, before=None))
    return meeting.change_entry(entry.id, lambda each: replace(each, matter=matter))


def entry_of(meeting: Meeting, vote: str) -> Entry | None:
    """The entry that tells the result of a vote."""
    return next(
        (
            entry
            for item in meeting.items
            for entry in item.record
            if isinstance(entry.matter, ResultDeclared) and entry.matter.vote.id == vote
        ),
        None,
    )


def latest_vote(meeting: Meeting) -> str:
    """The id of the vote that was put last, empty if none was. In public those that were put in
    private are meant only by name."""
    hidden = frozenset() if meeting.private is not None else meeting.sealed
    return next((v.id for v in reversed(meeting.votes.taken) if v.id not in hidden), "")


def require_declared_here(meeting: Meeting, vote: Vote) -> None:
    """Refuse to change in private a result that was declared in public. A vote that was put in
    public and completed in private is private business."""
    entry = entry_of(meeting, vote.id)
    require_same_side(meeting, entry.id if entry is not None else vote.id)


def require_not_moved_on(meeting: Meeting, vote: Vote, at: datetime) -> None:
    """Refuse to count again, or to take again, what the meeting has left behind.

    A disputed count is verified before moving on (Tromans v Cannock Chase [2004] EWCA Civ 1036);
    afterwards the decision stands, and comes back only as business of another meeting.
    """
    item = meeting.find_item(vote.item)
    since = vote.closed_at or vote.put_at
    if at < since:
        raise Refused(N_("The vote was closed at {time}: state a time after that."), time=since)
    same = item is not None and any(s.since <= since and s.until is None for s in item.spans)
    latest = meeting.votes.latest
    last = latest is not None and latest.id == vote.id
    gone = _motions_changed_since(meeting, vote) or _went_on_since(meeting, vote)
    if not same or not last or gone:
        raise Refused(
            N_(
                "The meeting has moved on since this vote of {time}: its result stands. A slip in "
                "the record can be corrected with a reason; the decision itself cannot be reopened "
                "at this meeting."
            ),
            time=vote.put_at,
        )


def _went_on_since(meeting: Meeting, vote: Vote) -> bool:
    """Whether the meeting adjourned since, or is back from where it was decided in private, or the
    record tells of something else decided."""
    if meeting.private is None and vote.id in meeting.sealed:
        return True
    since, entry = vote.closed_at or vote.put_at, entry_of(meeting, vote.id)
    told_at = entry.recorded_at if entry is not None else since
    decided_since = any(
        each.recorded_at > told_at and each.matter.concludes and each.struck is None
        for item in meeting.items
        for each in item.record
    )
    return decided_since or any(change.at > since for change in meeting.sitting.changes)


def _motions_changed_since(meeting: Meeting, vote: Vote) -> bool:
    """Whether a motion was moved, seconded, altered or withdrawn since this vote was decided, at
    whatever time it is stated to have been."""
    if vote.before is None:
        return False
    carried, at = vote.result is Result.CARRIED, vote.closed_at or vote.put_at
    after = vote.before.decided(vote.question.motion, carried, at)
    return _as_they_read(after) != _as_they_read(meeting.motions)


def _as_they_read(motions: Motions) -> list[tuple[str, str, str, MotionStanding]]:
    return [(m.id, m.text, m.seconder, m.standing) for m in motions.moved]


def require_no_effect(meeting: Meeting, vote: Vote) -> None:
    """Refuse to reopen a carried motion that did more than change what is under debate."""
    motion = meeting.motions.find(vote.question.motion)
    lasting = (MotionKind.ADJOURN, MotionKind.EXTEND, MotionKind.SUSPEND)
    if motion is None:
        return
    carried = motion.kind in lasting and vote.result is Result.CARRIED
    if carried or motion.kind is MotionKind.EXCLUDE:  # lost, it opens the items
        raise Refused(N_("It has taken effect. To end it, move and put the contrary."))


def _with_effects(meeting: Meeting, vote: Vote, stamp: Stamp) -> Meeting:
    carried = vote.result is Result.CARRIED
    motion = meeting.motions.find(vote.question.motion)
    at = stamp.happened_at
    if motion is None or vote.result is None:
        return meeting
    meeting = replace(meeting, motions=meeting.motions.decided(motion.id, carried, at))
    if motion.kind is MotionKind.EXCLUDE:
        if carried:
            return _excluded_by(meeting, motion, stamp)
        return _opened(meeting, motion) if meeting.private is None else meeting
    if not carried:
        return meeting
    if motion.kind is MotionKind.EXTEND:
        return extend(meeting, motion.minutes)
    if motion.kind is MotionKind.SUSPEND:
        return replace(meeting, suspended=motion.item)
    if motion.kind is MotionKind.ADJOURN:
        change = Change(Phase.ADJOURNED, at, motion.until, motion.text, stamp.id)
        sitting = replace(meeting.sitting, changes=(*meeting.sitting.changes, change))
        return replace(meeting, sitting=sitting)
    return meeting


def _excluded_by(meeting: Meeting, motion: Motion, stamp: Stamp) -> Meeting:
    since = stamp.recorded_at  # what the public saw until now stays public
    ground = Exclusion(since, Ground.EXEMPT, motion.excludes, motion.paragraphs, stamp.id)
    return excluded(meeting, ground)


def _opened(meeting: Meeting, motion: Motion) -> Meeting:
    """The meeting did not resolve to exclude the public: what was exempt is taken in public. What
    is confidential stays so, for no resolution can open it (LGA 1972 s.100A(2))."""
    items = tuple(
        replace(item, access=Access.OPEN, report_exempt=True)
        if item.number in motion.excludes and item.access is Access.EXEMPT
        else item
        for item in meeting.items
    )
    return replace(meeting, items=items)
