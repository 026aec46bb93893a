"""An agenda of the journal as a meeting file, whether it is published or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from server.council.plan import Plan
from server.council.register import Register
from server.council.summons import written
from server.journal.journal import Journal, Row
from server.live.erasure import recorded_of
from server.live.kept import kept_plan, kept_register
from server.live.meetings import PREFIX
from server.meeting.convened import MeetingConvened
from server.meeting_file.rewritten import rewritten
from server.meeting_file.toml_written import toml_of
from server.words import N_, Said


class NoSuchAgenda(Said):
    """There is no such agenda, or it cannot be written."""


async def agenda_file(journal: Journal, which: str, profiles: Mapping[str, str]) -> str:
    """The meeting file of a plan, by its id, or of a published meeting, by its key. Raises
    NoSuchAgenda, and CannotBeWritten where no file can say what the meeting is."""
    rows = await journal.read(PREFIX + which)
    if rows:
        return toml_of(rewritten(_published(rows), profiles))
    plan = await kept_plan(journal, which)
    told = plan_file(plan, await kept_register(journal))
    if told is None:
        sentence = N_("There is no agenda and no meeting “{which}”, or its body is gone.")
        raise NoSuchAgenda(sentence, which=which)
    return told


def plan_file(plan: Plan, register: Register) -> str | None:
    """The meeting file of a plan; None where its body is not there any more."""
    arrangements = plan.arrangements
    body = register.bodies.get(arrangements.body) if arrangements is not None else None
    if arrangements is None or body is None:
        return None
    return toml_of(written(plan, arrangements, body, register, plan.key))


def _published(rows: Sequence[Row]) -> MeetingConvened:
    """What was published last."""
    for recorded in reversed(recorded_of(rows)):
        event = getattr(recorded.event, "agenda", recorded.event)
        if isinstance(event, MeetingConvened):
            return event
    raise NoSuchAgenda(N_("This meeting was never convened."))
