"""The debate: who has the floor, and who waits for it."""

from __future__ import annotations

from server.meeting.agenda import AgendaItem
from server.meeting.debate import Request, Standing, Turn
from server.meeting.floor import queue, rule_of
from server.meeting.meeting import Meeting
from server.meeting.profile import Speech
from server.meeting.sitting import Phase
from server.render.layout.voting import before_the_meeting, vote_in_view
from server.render.panel import Panel


def speaking(meeting: Meeting) -> Panel:
    """Who has the floor, as what and for how long, and who was interrupted and is to go on."""
    turn = meeting.debate.floor
    held = tuple(each for each in reversed(meeting.debate.open) if each is not turn)
    given: dict[str, object] = {"turn": turn, "interrupted": held, **_clock(meeting, turn)}
    return Panel("speaking", "speaking", "speaking", given)


def queue_panel(meeting: Meeting) -> Panel:
    """Who waits to speak, in the order in which they are to be called, and who is registered for
    the item that is taken next. Whoever calls names one of them: there is no call without a name.
    """
    item = meeting.in_hand
    given: dict[str, object] = {
        "waiting": tuple(_row(meeting, request) for request in queue(meeting)),
        "ahead": _ahead(meeting),
        "registered": _registered(meeting),
        "done": _done(meeting),
        "item": item.number if item else "",
        "next": meeting.next_item,
        "floor_free": meeting.debate.floor is None,
        "open": meeting.sitting.phase is Phase.OPEN,
    }
    return Panel("queue", "queue", "queue", given)


def said_in_debate(meeting: Meeting) -> dict[str, object]:
    """What the words of whoever presides need to know of the debate. `talked`: somebody has had
    the floor under the item in hand, so that it need not be introduced."""
    waiting = queue(meeting)
    first = waiting[0] if waiting else None
    turn = meeting.debate.floor
    item = meeting.in_hand
    spoke = (each.item == item.number for each in meeting.debate.turns) if item else ()
    return {
        "turn": turn,
        "interrupted": tuple(each for each in reversed(meeting.debate.open) if each is not turn),
        "first": first,
        "first_seconds": _seconds(meeting, first) if first else 0,
        "talked": any(spoke),
        "remote": tuple(p.id for p in meeting.callable if _where(meeting, p.id) == "remote"),
    }


def is_concluded(item: AgendaItem | None) -> bool:
    """Whether the record tells what came of the item."""
    record = item.record if item else ()
    return any(entry.matter.concludes and entry.struck is None for entry in record)


def _done(meeting: Meeting) -> bool:
    """Whether the item in hand was decided and nothing is before the meeting: those who still wait
    are not who comes next."""
    vote, (before, _) = vote_in_view(meeting), before_the_meeting(meeting)
    decided = vote is not None and vote.standing
    return before is None and (decided or is_concluded(meeting.in_hand))


def _clock(meeting: Meeting, turn: Turn | None) -> dict[str, object]:
    """What the clock of a turn counts from, to tenths of seconds, and nothing of the time now."""
    runs = turn is not None and turn.runs
    return {
        "used": f"{turn.used.total_seconds():.1f}" if turn else "0.0",
        "since": turn.spans[-1].since if turn and runs else None,
        "began": turn.spans[0].since if turn and turn.spans else None,
        "warned": rule_of(meeting, turn.kind).warned if turn else 0,
    }


def _row(meeting: Meeting, request: Request) -> tuple[Request, bool, str, bool, bool]:
    """One who waits, whether they have had the floor in this item, where they are, whether they
    can be called now, and whether they are to be heard at once: while a question is put nobody is
    heard but who interrupts."""
    interrupts = rule_of(meeting, request.kind).interrupts
    may_call = meeting.votes.pending is None or interrupts
    spoken = _has_spoken(meeting, request)
    return request, spoken, _where(meeting, request.person), may_call, interrupts


def _has_spoken(meeting: Meeting, request: Request) -> bool:
    numbers = {item.number for item in meeting.all_in_hand}
    return any(
        turn.item in numbers
        and turn.kind is Speech.SPEECH
        and (turn.person, turn.name) == (request.person, request.name)
        for turn in meeting.debate.turns
    )


def _where(meeting: Meeting, person: str) -> str:
    """How this person is here: "chamber", "remote", or nothing where nobody recorded it."""
    spell = meeting.presence.of(person).here if person else None
    return spell.mode.value if spell is not None else ""


def _ahead(meeting: Meeting) -> tuple[Request, ...]:
    """Who is registered to speak on the next item."""
    following = meeting.next_item
    return tuple(
        request
        for request in meeting.debate.requests
        if following is not None
        and request.item == following.number
        and request.standing is Standing.WAITING
    )


def _registered(meeting: Meeting) -> tuple[tuple[str, tuple[Request, ...]], ...]:
    """Who is registered to speak on items that are not in hand yet, item by item."""
    if meeting.sitting.phase is Phase.CLOSED:
        return ()
    in_hand = {item.number for item in meeting.all_in_hand}
    waiting = [r for r in meeting.debate.requests if r.standing is Standing.WAITING]
    numbers = dict.fromkeys(r.item for r in waiting if r.item and r.item not in in_hand)
    return tuple((n, tuple(r for r in waiting if r.item == n)) for n in numbers)


def _seconds(meeting: Meeting, request: Request) -> int:
    return request.seconds or rule_of(meeting, request.kind).seconds
