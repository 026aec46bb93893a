"""Who may take a part in an item: move, second, be in the chair. The law stops, rules advise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from server.meeting.advice import Advice
from server.meeting.bars import barring
from server.meeting.command import Actor
from server.meeting.declared_ahead import require_recorded
from server.meeting.interests import Part
from server.meeting.meeting import Meeting
from server.meeting.people import Person
from server.meeting.presence import Mode
from server.meeting.quorum import spell_of
from server.meeting.refused import Refused
from server.meeting.seats import seat_votes, seated
from server.words import N_, Term

_PARTS = {
    Part.MOVE: N_("move a motion"),
    Part.SECOND: N_("second a motion"),
    Part.VOTE: N_("vote"),
    Part.PRESIDE: N_("preside"),
    Part.SPEAK: N_("speak"),
}


def require_part(
    meeting: Meeting,
    actor: Actor,
    id: str,
    about: Iterable[str],
    part: Part,
    advice: Advice,
) -> Person:
    """The member with this id, if they may take this part in what concerns these items.

    Raises Refused if they are not here, have no seat, or an interest bars them; Advised if a rule
    of the body is against it.
    """
    member = meeting.member(id)
    here = spell_of(meeting, member, actor.at)
    if here is None:
        raise Refused(
            N_("{name} was not present at {time}, so they cannot {part}."),
            name=member.name,
            time=actor.at,
            part=Term(_PARTS[part]),
        )
    numbers = tuple(about)
    require_no_bar(meeting, member, numbers, part)
    require_recorded(meeting, actor, member.id, numbers, part)
    if not seated(meeting, member, actor.at):
        raise Refused(
            N_("{name} does not hold the seat, so they cannot {part}."),
            name=member.name,
            part=Term(_PARTS[part]),
        )
    if not seat_votes(meeting, member):
        advice.against(
            N_("Motions are made by members with a vote"),
            N_("{name} has no vote here, and the rules leave motions to members with a vote."),
            name=member.name,
        )
    if here.mode is Mode.REMOTE and not meeting.profile.remote_counts:
        raise Refused(
            N_("{name} takes part remotely and is not present in law, so they cannot {part}."),
            name=member.name,
            part=Term(_PARTS[part]),
        )
    return member


def require_movers(
    meeting: Meeting,
    actor: Actor,
    mover: str,
    seconder: str,
    about: Sequence[str],
    advice: Advice,
) -> None:
    """The member who moves, and the other one who seconds if that is known, may take this part.

    Raises Refused or Advised, as `require_part` does.
    """
    require_part(meeting, actor, mover, about, Part.MOVE, advice)
    if seconder:
        require_seconder(meeting, actor, mover, seconder, about, advice)


def require_seconder(
    meeting: Meeting,
    actor: Actor,
    mover: str,
    seconder: str,
    about: Sequence[str],
    advice: Advice,
) -> None:
    """A member may second what another moved, and not what they moved themselves."""
    require_part(meeting, actor, seconder, about, Part.SECOND, advice)
    if mover == seconder:
        raise Refused(
            N_("{name} moved it and cannot second it: another member must."),
            name=meeting.name_of(mover),
        )


def require_no_bar(meeting: Meeting, member: Person, about: Iterable[str], part: Part) -> None:
    """Refuse a part from which an interest of the member bars them. The law is plain here."""
    interest = barring(meeting, member.id, about, part)
    if interest is None:
        return
    kind = meeting.profile.interest_kind(interest.kind)
    raise Refused(
        N_("{name} cannot {part}: they declared an interest ({kind}), and {source} bars them."),
        name=member.name,
        part=Term(_PARTS[part]),
        kind=Term(kind.name if kind else interest.kind),
        source=(kind.source if kind else "") or N_("the code of conduct"),
    )


def in_hand_then(meeting: Meeting, at: datetime) -> tuple[str, ...]:
    """The items that were taken together at that time."""
    return tuple(item.number for item in meeting.items if item.in_hand_at(at))


def split(meeting: Meeting, numbers: str) -> tuple[str, ...]:
    """The items that are named by numbers parted by commas. Raises Refused."""
    return tuple(meeting.item(n.strip()).number for n in numbers.split(",") if n.strip())


def people(meeting: Meeting, ids: str) -> tuple[str, ...]:
    """The members who are named by ids parted by commas, each once. Raises Refused."""
    named = (meeting.member(id.strip()).id for id in ids.split(",") if id.strip())
    return tuple(dict.fromkeys(named))
