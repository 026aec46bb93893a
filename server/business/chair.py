"""The chair: who takes it, and why it is not the one whose office it is.

The chair presides if present; else the vice-chair; else whom those present choose (LGA 1972 Sch 12
para 5). Whoever presides has the casting vote, and the chair's page.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import ClassVar

from server.meeting import (
    N_,
    Actor,
    Advice,
    Entry,
    Event,
    Meeting,
    Office,
    OnOpenRecord,
    Refused,
    Stamp,
    command,
    replace,
)
from server.meeting.conditions import BY_RULE, against_presiding
from server.meeting.frozen import require_after_votes
from server.meeting.interests import Part
from server.meeting.people import Person
from server.meeting.presence import InChair
from server.meeting.presiding import chair_of, due_to_preside, presiding, vice_chair_of
from server.meeting.proceedings import item_meanwhile
from server.meeting.quorum import here
from server.meeting.sitting import Phase
from server.meeting.takes_part import require_part
from server.meeting.votes import Despite


class How(StrEnum):
    """How somebody came to preside."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    ELECTED = "elected"


class Because(StrEnum):
    """Why the chair does not preside."""

    ABSENT = "absent"
    INTEREST = "interest"
    OTHER = "other"
    NONE = "none"


class ChairTaken(OnOpenRecord, frozen=True):
    """Somebody took the chair, and presides from then on."""

    title: ClassVar[str] = N_("Chair taken")
    person: str
    how: How
    because: Because = Because.NONE
    despite: tuple[Despite, ...] = ()

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        taken = InChair(self.person, stamp.happened_at, self.because.value, stamp.id)
        presence = replace(meeting.presence, chair=(*meeting.presence.chair, taken))
        return super().apply(replace(meeting, presence=presence), stamp)

    def told(self, heard: Meeting, stamp: Stamp) -> Event:
        """With the reason as those outside know it: an interest may have been declared in private.
        Once the meeting has been in private they cannot know who was to preside by rule."""
        member = heard.find_person(self.person)
        if member is None or not heard.exclusions:
            return self
        kept = tuple(despite for despite in self.despite if despite.rule != BY_RULE)
        return replace(self, because=_because(heard, member), despite=kept)

    def require_strikable(self, meeting: Meeting, entry: Entry) -> None:
        if entry.private and meeting.private is None:
            raise Refused(N_("The public was told who presides: record who takes the chair now."))
        if any(not v.void and v.put_at >= entry.at for v in meeting.votes.taken):
            raise Refused(
                N_("A vote was taken since: record instead who takes the chair from now on.")
            )

    def when_struck(self, meeting: Meeting, entry: Entry) -> Meeting:
        kept = tuple(taken for taken in meeting.presence.chair if taken.event != entry.id)
        return replace(meeting, presence=replace(meeting.presence, chair=kept))


@command(Office.CLERK, phases=(Phase.BEFORE, Phase.OPEN))
def take_chair(meeting: Meeting, actor: Actor, person: str, override: str = "") -> Iterator[Event]:
    """A member takes the chair, or takes it back."""
    if meeting.private is None and meeting.private_at(actor.at):
        raise Refused(
            N_("At {time} the meeting was in private: state a time since the public is back."),
            time=actor.at,
        )
    now, due = presiding(meeting, actor.at), due_to_preside(meeting)
    if now is not None:
        meeting.require_no_vote()
        if now.id == person:
            raise Refused(N_("{name} is in the chair already."), name=now.name)
    require_after_votes(meeting, actor.at)
    advice = Advice(override)
    about = tuple(item.number for item in meeting.all_in_hand)
    member = require_part(meeting, actor, person, about, Part.PRESIDE, advice)
    if due is not None and due.id != member.id:
        against_presiding(
            meeting, advice, N_("{name} is here and presides by rule ({source})."), name=due.name
        )
    item = item_meanwhile(meeting, actor.at)
    yield ChairTaken(
        item, member.id, _how(meeting, member), _because(meeting, member), advice.despite
    )


def _how(meeting: Meeting, member: Person) -> How:
    if member == chair_of(meeting):
        return How.CHAIR
    return How.VICE_CHAIR if member == vice_chair_of(meeting) else How.ELECTED


def _because(meeting: Meeting, member: Person) -> Because:
    chair = chair_of(meeting)
    if chair is None or chair == member:
        return Because.NONE
    in_hand = meeting.all_in_hand
    barred = {i.person for item in in_hand for i in meeting.bearing(item) if i.bars(Part.PRESIDE)}
    if chair.id in barred:
        return Because.INTEREST
    return Because.OTHER if here(meeting, chair) else Because.ABSENT
