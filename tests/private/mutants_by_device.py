"""Mutants of what members do from their own device: what is between them and the clerk, who waits
to speak, and what is carried from one side of an exclusion to the other.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.private.mutant import Mutant

OFFERS, OFFER = "server/meeting/offers.py", "server/business/offer.py"
FLOOR, SIGHT = "server/meeting/floor.py", "server/meeting/audience.py"
ASKING, SPEAKING = "server/meeting/asking.py", "server/business/speaking.py"

OF_OFFERS = "tests/business/test_offer.py"
OF_SPEAKING = "tests/business/test_speaking.py"
OF_THE_FLOOR = "tests/business/test_floor.py"
OF_DEMANDS = "tests/business/test_demand.py"
OF_SIGHT = "tests/meeting/test_audience.py"

_TOLD = "    def told(self, heard: Meeting, stamp: Stamp) -> Event | None:\n        return None\n\n"


def by_device() -> Iterator[Mutant]:
    """All of them."""
    yield from _between_member_and_clerk()
    yield from _sight()
    yield from _from_side_to_side()


def _between_member_and_clerk() -> Iterator[Mutant]:
    """Those outside hear of it."""
    apply = "    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:\n        "
    for what, file, begins, test in (
        ("what a member sends", OFFERS, "item, public =", "tests/meeting/test_offers.py"),
        ("the answer to it", OFFER, "reason =", OF_OFFERS),
        (
            "a device that is connected",
            "server/business/connection.py",
            "joined =",
            "tests/business/test_connection.py",
        ),
        (
            "a device that is lost",
            "server/business/connection.py",
            "lost =",
            "tests/business/test_connection.py",
        ),
        (
            "who comes late",
            "server/business/late_arrival.py",
            "expected =",
            "tests/business/test_late_arrival.py",
        ),
    ):
        old = f"{_TOLD}{apply}{begins}"
        yield Mutant(f"{what} is told outside", file, old, apply + begins, test)


def _sight() -> Iterator[Mutant]:
    """More is shown than is allowed."""
    yield Mutant(
        "the public sees who waits to speak",
        SIGHT,
        "else Debate((), debate.open)",
        "else Debate(debate.requests, debate.open)",
        OF_SIGHT,
    )
    yield Mutant(
        "the public sees who has spoken",
        SIGHT,
        "if self.audience is not Audience.PUBLIC:\n            return debate",
        "if True:\n            return debate",
        OF_SIGHT,
    )
    yield Mutant(
        "those who may stay see who waits on other private items",
        SIGHT,
        "tuple(request for request in inside.debate.requests if request.item in numbers)",
        "inside.debate.requests",
        OF_SIGHT,
    )
    yield Mutant(
        "those who may stay see who spoke on other private items",
        SIGHT,
        "tuple(turn for turn in inside.debate.turns if turn.item in numbers)",
        "inside.debate.turns",
        OF_SIGHT,
    )
    yield Mutant(
        "those outside know when members come",
        SIGHT,
        "Attendance(person=a.person, answer=a.answer, spells=a.spells)",
        "a",
        OF_SIGHT,
    )


def _from_side_to_side() -> Iterator[Mutant]:
    """What began on one side of an exclusion goes on at the other."""
    yield Mutant(
        "who waits stays when the public goes or comes",
        FLOOR,
        "    if was.exclusions is not meeting.exclusions:",
        "    if False:",
        OF_SPEAKING,
    )
    yield Mutant(
        "who asked in private waits in public",
        FLOOR,
        "return asked.kind in REGISTERED and asked.id not in meeting.sealed",
        "return True",
        OF_SPEAKING,
    )
    yield Mutant(
        "what was sent in private is recorded in public",
        OFFER,
        "        if then is None or not then.at(actor.at):",
        "        if False:",
        OF_OFFERS,
    )
    yield Mutant(
        "what was sent in public is recorded in private",
        OFFER,
        "    elif meeting.private is not None and not _about_what_is_in_hand(meeting, found):",
        "    elif False:",
        OF_OFFERS,
    )
    yield Mutant(
        "what was sent in private bars in public",
        "server/meeting/declared_ahead.py",
        ' or offer.side not in ("", side):',
        ":",
        "tests/meeting/test_declared_ahead.py",
    )
    yield Mutant(
        "in private a named vote is demanded on what was moved in public",
        "server/business/demand.py",
        "    require_same_side(meeting, found.id)\n    return found",
        "    return found",
        OF_DEMANDS,
    )
    yield Mutant(
        "in private a request of public is changed",
        SPEAKING,
        "    require_same_side(meeting, found.id)\n\n\n",
        "\n\n",
        OF_SPEAKING,
    )
    yield Mutant(
        "in private somebody is called who asked in public",
        "server/business/floor.py",
        "    require_same_side(meeting, asked.id)\n",
        "",
        OF_SPEAKING,
    )
    yield Mutant(
        "in private the floor is given by a request of public",
        ASKING,
        "            and (meeting.private is None or r.id in meeting.sealed)\n",
        "",
        OF_THE_FLOOR,
    )
    yield Mutant(
        "what happened in private is asked in public",
        ASKING,
        "    if meeting.private is None and meeting.private_at(actor.at):",
        "    if False:",
        OF_SPEAKING,
    )
    yield Mutant(
        "a point of private business is ruled on in public",
        "server/business/point_of_order.py",
        "known = turn.id in meeting.sealed if meeting.private else turn.id not in meeting.sealed",
        "known = True",
        "tests/business/test_point_of_order.py",
    )
