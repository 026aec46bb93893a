"""A meeting that is as long as they get, in the middle of its business: to be weighed.

Thirty items and sixty members, a decision and an action on each of the twenty items that have been
considered, interests, a motion and the vote on it. Its words are drawn at random from those of the
demonstration, so that they can be compressed no better than what councils write.
"""

from __future__ import annotations

import re
from random import Random

from msgspec.structs import replace

from server import places
from server.meeting.agenda import Link, Purpose
from server.meeting.convened import PlannedItem
from server.meeting.people import Person
from tests import conftest
from tests.live.conftest import CONVENED
from tests.serve import Town

ITEMS, MEMBERS, CONSIDERED = 30, 60, 20

_random = Random(14072020)
_script = (places.config() / "demonstration" / "script.jsonl").read_text()
_words = [word for text in re.findall(r'"text": "(.*?)"', _script) for word in text.split()]


def said(words: int) -> str:
    """A sentence of so many words."""
    text = " ".join(_random.choices(_words, k=words)).replace(".", "").replace("\\n", " ")
    return text.capitalize() + "."


BUSY = replace(
    CONVENED,
    key="busy",
    profile=conftest.PROFILE,
    people=tuple(
        Person(f"m{place}", f"Cllr {said(2)[:-1].title()}", authority=f"{said(1)[:-1]} Ward")
        if place > 1
        else Person("m1", "Cllr Ann Amin", role="Chair")
        for place in range(1, MEMBERS + 1)
    ),
    items=tuple(
        PlannedItem(
            str(number),
            said(7)[:-1],
            purpose=Purpose.DECISION,
            summary=said(40),
            recommendations=(said(20),),
            presenters=("m3",),
            papers=(Link(said(5)[:-1], f"https://council.example/papers/{number}.pdf"),),
            minutes=10,
        )
        for number in range(1, ITEMS + 1)
    ),
)


async def begin(town: Town) -> None:
    """Bring it into the middle of its business."""
    for person in BUSY.people:
        await town.do("record_present", person=person.id)
    await town.do("open_meeting")
    for number in range(1, CONSIDERED + 1):
        await town.do("take_item", item=str(number))
        await town.do("record_decision", text=said(25))
        await town.do("record_action", who="m3", what=said(10))
    for member in ("m5", "m6", "m7"):
        about = {"person": member, "kind": "pecuniary", "item": "30", "nature": said(8)}
        await town.do("declare_interest", **about)


async def put_to_the_vote(town: Town) -> None:
    """Have a motion moved and put."""
    await town.do("move_motion", text=said(60), mover="m8", seconder="m9")
    await town.do("put_question", way="named")
