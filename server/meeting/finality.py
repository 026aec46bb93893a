"""Finality: what a meeting has decided does not come back at the same meeting."""

from __future__ import annotations

from server.meeting.advice import Advice
from server.meeting.meeting import Meeting
from server.meeting.motions import Motion, MotionKind, MotionStanding
from server.words import N_

FINAL = N_("A decision is final for the meeting")


def advise_final(meeting: Meeting, text: str, advice: Advice) -> None:
    """Advise against a question that was decided already, known by its words."""
    for vote in meeting.votes.taken:
        motion = meeting.motions.find(vote.question.motion)
        if motion is not None and motion.kind is not MotionKind.SUBSTANTIVE:
            continue
        if meeting.private is None and vote.id in meeting.sealed:
            continue  # nothing is said in public of what was decided in private
        if vote.standing and plain(vote.question.text) == plain(text):
            advice.against(
                FINAL,
                N_(
                    "This was decided at {time}, and a decision is not revisited at the same "
                    "meeting. If the count is in doubt, have it counted again or make it void."
                ),
                time=vote.closed_at or vote.put_at,
            )
            return


def advise_lost_before(meeting: Meeting, base: Motion, text: str, advice: Advice) -> None:
    """Advise against an amendment that was moved to this motion before, and lost."""
    lost = (m for m in meeting.motions.moved if m.amends == base.id)
    if any(m.standing is MotionStanding.LOST and plain(m.text) == plain(text) for m in lost):
        advice.against(
            FINAL, N_("This amendment was moved before, and lost: it is not moved again.")
        )


def plain(text: str) -> str:
    """The words alone, without case and punctuation."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
