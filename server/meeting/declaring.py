"""Declaring: of which kind an interest is, in what, and whether it is on record already."""

from __future__ import annotations

from server.meeting.interests import WHOLE_MEETING
from server.meeting.meeting import Meeting
from server.meeting.profile import InterestKind
from server.meeting.refused import Refused
from server.words import N_


def kind_of_interest(meeting: Meeting, key: str) -> InterestKind:
    """The kind with this key, of those that the body has. Raises Refused."""
    found = meeting.profile.interest_kind(key)
    if found is None:
        kinds = (f"{kind.name} ({kind.key})" for kind in meeting.profile.interest_kinds)
        raise Refused(
            N_("Say which of the kinds of interest of {body} it is: {kinds}."),
            body=meeting.body,
            kinds=", ".join(kinds),
        )
    return found


def is_whole(kind: InterestKind, item: str) -> bool:
    """Whether it is in the whole meeting: arrears are the member's, on any item."""
    return item == WHOLE_MEETING or kind.budget_only


def on_record(meeting: Meeting, person: str, about: str, kind: str) -> bool:
    """Whether it was declared; in public, so that it was heard there: else it is declared anew."""
    unheard = meeting.sealed if meeting.private is None else ()
    return any(
        (i.person, i.item, i.kind) == (person, about, kind) and i.id not in unheard
        for i in meeting.interests.declared
    )
