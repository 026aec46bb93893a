"""The named releases: all that those outside are told of private business, and of what is closed.

| What | By which event | What of it |
|---|---|---|
| the public is back | PublicReadmitted | when, who moved it, and what `Return` says |
| the meeting was closed in private | MeetingClosed | when, and what `Return` says |
| the sitting stopped or went on | MeetingAdjourned, MeetingResumed | when, until when, no reason |
| it was adjourned by resolution | a result on a motion to adjourn | when and until when |
| somebody who left for an interest is back | MemberReturned | who, once the public is back |
| who came and went is entered late | MemberArrived and the like | who, as of when it is said |
| a member's connection is back | FaultMended | who, once the public is back |
| a decision, a summary | DecisionReleased, SummaryReleased | their words, which the clerk wrote |
| the report of an item that was closed | ItemOpened | what the agenda says of it |
| who may answer a question | QuestionPut, AgreedWithoutDissent | the roll |
| what comes next in public | ItemTaken, ExclusionMoved, PublicExcluded | which items, by number |

The last four rows are done in public: in words or with papers that somebody has chosen to publish;
a vote in public has the roll that is right, whatever the reason why somebody is not on it; and what
is taken next is not what was put off in private.
Two meetings in which these are equal must be equal in everything that can be seen outside.
"""

from __future__ import annotations

from server.meeting.declared import ResultDeclared
from server.meeting.event import Recorded
from server.meeting.meeting import Meeting
from server.meeting.motions import MotionKind
from server.meeting.votes import Result

OF_PRIVATE_ACTS = {
    "PublicReadmitted": ("on_return", "mover", "seconder"),
    "MeetingClosed": ("returned",),
    "MeetingAdjourned": ("until",),
    "MeetingResumed": (),
    **dict.fromkeys(("MemberPresent", "MemberArrived"), ("person", "mode")),
    **dict.fromkeys(("ApologyReceived", "MemberAbsent", "MemberDeparted"), ("person",)),
    **dict.fromkeys(("MemberReturned", "FaultMended"), ("person",)),
}
"""The kinds of private acts of which something is told, and which of their fields."""

ONCE_BACK = {
    *("MemberPresent", "MemberArrived", "ApologyReceived", "MemberAbsent", "MemberDeparted"),
    *("MemberReturned", "FaultMended"),
}
"""Of these something is told only if they are recorded when the public is back."""

NEVER_IN_PRIVATE = {"MeetingOpened", "SittingChanged", "AttendanceKnown"}
"""Kinds that say what they would release because of how they are built, and are never private."""

OF_PUBLIC_ACTS = ("QuestionPut", "AgreedWithoutDissent")
"""The kinds of public acts that tell who may answer."""

Told = tuple[object, ...]


def told_of(recorded: Recorded, meeting: Meeting, *, private: bool) -> Told | None:
    """What is released of an act, in the meeting as it is before it; None if nothing is. `private`:
    it is meant to be private business, however it was stamped."""
    stamp, event = recorded
    name = type(event).__name__
    if not private:
        put = getattr(event, "question", None) or getattr(
            getattr(event, "vote", None), "question", None
        )
        if name in ("ItemTaken", "ExclusionMoved", "PublicExcluded"):
            return (name, getattr(event, "excludes", getattr(event, "item", "")))
        return ("roll", put.roll) if name in OF_PUBLIC_ACTS and put is not None else None
    if isinstance(event, ResultDeclared):
        motion = event.motion
        adjourns = motion is not None and motion.kind is MotionKind.ADJOURN
        if motion is None or not adjourns or event.vote.result is not Result.CARRIED:
            return None
        return ("adjourned", stamp.id, stamp.happened_at, motion.until)
    if name not in OF_PRIVATE_ACTS or (name in ONCE_BACK and meeting.private is not None):
        return None
    fields = (getattr(event, field) for field in OF_PRIVATE_ACTS[name])
    if name == "FaultMended" and getattr(event, "what", "") != "member":
        return None
    at = stamp.recorded_at if name in ONCE_BACK else stamp.happened_at
    return (name, stamp.id, at, *fields)
