"""Simulated members act in a rehearsal as members do, and nowhere else."""

from __future__ import annotations

import asyncio
import heapq
from itertools import count

import pytest
from msgspec.structs import replace

from server.journal.journal import Journal
from server.live.answering import MARK, wishes
from server.live.cast import Cast, Part, cast_of
from server.live.meetings import Meetings, Running
from server.live.order import Order
from server.live.rehearsals import Rehearsals, rehearsal_of
from server.live.rehearsed import stream_of
from server.live.signed_in import SignedIn
from server.live.simulated import NoRehearsal, Simulated
from server.meeting.agenda import Purpose
from server.meeting.command import Office
from server.meeting.convened import MeetingConvened, PlannedItem
from server.meeting.event import Stamp
from server.meeting.meeting import NOWHERE, Meeting
from server.meeting.people import Person
from server.meeting.profile import InterestKind, Profile, Requires
from server.meeting.sitting import Phase
from server.meeting.votes import Choice, Vote
from tests.live.conftest import CONVENED, Told

PEOPLE = tuple(
    Person(id, f"Cllr {id.title()}", role="Chair" if id == "chair" else "")
    for id in ("chair", "shah", "owen", "ruiz", "price", "baird", "ames")
)
COUNCIL = replace(
    CONVENED,
    people=PEOPLE,
    profile=Profile(
        name="committee",
        remote_counts=True,
        interest_kinds=(InterestKind("pecuniary", "Pecuniary interest", Requires.LEAVE),),
    ),
    items=(
        PlannedItem("1", "Apologies and declarations", declarations=True),
        PlannedItem(
            "2", "The fence", purpose=Purpose.DECISION, recommendations=("That it be mended.",)
        ),
        PlannedItem(
            "3", "The hall", purpose=Purpose.DECISION, recommendations=("That it be painted.",)
        ),
    ),
)
LONG = 60.0  # seconds after which everybody has done what they wanted


class Pace:
    """A time that goes on when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0
        self._places = count()
        self._asleep: list[tuple[float, int, asyncio.Future[None]]] = []

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        heapq.heappush(self._asleep, (self.now + seconds, next(self._places), woken))
        await woken

    async def go_on(self, hall: Hall, seconds: float = LONG) -> None:
        """Let so many seconds pass: whoever sleeps wakes in order, and acts."""
        until = self.now + seconds
        await hall.settled()
        while self._asleep and self._asleep[0][0] <= until:
            self.now, _, woken = heapq.heappop(self._asleep)
            if not woken.done():
                woken.set_result(None)
            await hall.settled()
        self.now = until


class Hall:
    """A rehearsal with its clerk, and members who are simulated."""

    def __init__(self, running: Running, pace: Pace) -> None:
        self.running = running
        self.pace = pace
        self.simulated = Simulated(pace.sleep)
        self.simulated.begin(running)
        self.clerk = Told(running.live)

    @property
    def meeting(self) -> Meeting:
        return self.running.live.meeting

    @property
    def cast(self) -> Cast:
        return cast_of(self.meeting)

    async def settled(self) -> None:
        """Wait until nobody acts who is awake: there is no time in it."""
        for _ in range(20):
            await asyncio.sleep(0)
            await self.running.live.settled()

    async def passes(self, seconds: float = LONG) -> None:
        await self.pace.go_on(self, seconds)

    async def call_the_roll(self) -> None:
        """As the clerk does who hears what each answers."""
        for person, part in self.cast.parts.items():
            if part is Part.CHAMBER:
                await self.clerk.do("record_present", person=person)
            if part is Part.REMOTE:
                await self.clerk.do("record_present", person=person, remote=True, heard=True)

    async def take_up(self, command: str) -> list[str]:
        """Record what members sent of this kind; who sent it."""
        found = [each for each in self.meeting.offers.waiting if each.command == command]
        for offer in found:
            await self.clerk.do("take_up_offer", offer=offer.id)
        return [offer.person for offer in found]

    def acted(self) -> list[tuple[str, str]]:
        """Who did what, of what is simulated."""
        known = self.running.live.recorded
        return [
            (r.stamp.actor, type(r.event).__name__)
            for r in known
            if r.stamp.command.startswith(MARK)
        ]


@pytest.fixture
def pace() -> Pace:
    return Pace()


@pytest.fixture
async def hall(meetings: Meetings, journal: Journal, pace: Pace) -> Hall:
    running = await Rehearsals(meetings, journal).begin(COUNCIL, "test")
    return Hall(running, pace)


async def comes_in(hall: Hall) -> None:
    """Everybody sends word or connects, and the roll is called."""
    cast, parts = hall.cast, hall.cast.parts
    hall.simulated.switch_on(hall.running)
    await hall.passes()
    apologies = [id for id, part in parts.items() if part is Part.APOLOGIES]
    assert await hall.take_up("record_apologies") == apologies
    assert hall.meeting.presence.of(late(cast)).expected == "after item 1"
    connected = {p.id for p in PEOPLE if hall.meeting.connections.connected(p.id)}
    assert connected == set(parts) - {*apologies, late(cast)}
    await hall.call_the_roll()
    await hall.clerk.do("open_meeting")


async def declares(hall: Hall) -> None:
    """An interest is declared under the first item."""
    await hall.clerk.do("take_item", item="1")
    await hall.passes()
    assert await hall.take_up("declare_interest") == [hall.cast.interested]


async def debates(hall: Hall) -> None:
    """The second item: somebody comes late, some speak, one moves and one seconds."""
    await hall.clerk.do("take_item", item="2")
    await hall.passes()
    assert hall.meeting.connections.connected(late(hall.cast))
    await hall.clerk.do("record_arrival", person=late(hall.cast))
    asked = hall.meeting.debate.requests
    assert 1 <= len(asked) <= 2
    await hall.clerk.do("call_speaker", request=asked[0].id)
    assert hall.meeting.debate.floor is not None
    await hall.passes()
    assert hall.meeting.debate.floor is None, "whoever spoke has ended"


async def votes(hall: Hall) -> Vote:
    """What the report asks for is moved, seconded and voted on; the vote before its close."""
    (mover,) = await hall.take_up("move_recommendations")
    await hall.passes()
    (seconder,) = await hall.take_up("second_motion")
    assert mover != seconder
    await hall.clerk.do("put_question", way="named")
    await hall.passes()
    vote = hall.meeting.vote()
    await hall.clerk.do("close_vote")
    assert vote.uncast == 0
    assert set(vote.by_device) == set(vote.roll)
    return vote


async def whole(hall: Hall) -> None:
    """A rehearsal from its roll-call to its close."""
    await comes_in(hall)
    await declares(hall)
    await debates(hall)
    totals = (await votes(hall)).totals
    assert (totals.against, totals.abstained) == (1, 1)
    assert totals.in_favour > 1
    await hall.clerk.do("take_item", item="3")
    await hall.clerk.do("leave_for_interest", person=hall.cast.interested, item="3")
    await hall.passes()
    assert hall.cast.interested not in (await votes(hall)).cast
    await hall.clerk.do("close_meeting")


def late(cast: Cast) -> str:
    return next(id for id, part in cast.parts.items() if part is Part.LATE)


async def test_a_whole_rehearsal_runs_to_its_close_and_then_nobody_acts(hall: Hall) -> None:
    await whole(hall)
    before = len(hall.running.live.recorded)
    await hall.passes()
    assert len(hall.running.live.recorded) == before
    assert hall.simulated.company(hall.running) is None


async def test_nothing_that_is_simulated_was_done_by_the_clerk(hall: Hall) -> None:
    await whole(hall)
    told = hall.acted()
    assert len(told) > 20
    assert {who for who, _ in told} <= {f"person:{p.id}" for p in PEOPLE} | {"server"}
    assert {what for who, what in told if who == "server"} == {"DeviceConnected"}


async def test_one_is_silent_for_a_while_when_a_question_is_put(hall: Hall) -> None:
    hall.simulated.switch_on(hall.running)
    await hall.call_the_roll()
    await hall.clerk.do("open_meeting")
    await hall.clerk.do("take_item", item="2")
    await hall.clerk.do("put_question", way="named", text="That the fence be mended.")
    await hall.passes(1)
    vote = hall.meeting.votes.pending
    assert vote is not None
    assert vote.cast == {}, "nobody votes at once"
    await hall.passes(19)
    vote = hall.meeting.vote()
    assert set(vote.roll) - set(vote.cast) == {hall.cast.slow}
    await hall.passes(30)
    assert hall.meeting.vote().uncast == 0


async def test_a_show_of_hands_is_left_to_the_clerk(hall: Hall) -> None:
    hall.simulated.switch_on(hall.running)
    await hall.call_the_roll()
    await hall.clerk.do("open_meeting")
    await hall.clerk.do("take_item", item="2")
    await hall.clerk.do("put_question", way="hands", text="That the fence be mended.")
    await hall.passes()
    assert "VoteCast" not in {what for _, what in hall.acted()}


async def test_a_member_who_comes_by_a_link_is_simulated_no_more(hall: Hall) -> None:
    hall.simulated.switch_on(hall.running)
    hall.simulated.came(
        "page", hall.running, SignedIn(hall.meeting.key, Office.MEMBER, "owen", "s")
    )
    await hall.call_the_roll()
    await hall.clerk.do("open_meeting")
    await hall.clerk.do("take_item", item="2")
    await hall.clerk.do("put_question", way="named", text="That the fence be mended.")
    await hall.passes()
    assert "person:owen" not in {who for who, _ in hall.acted()}
    assert not hall.meeting.connections.connected("owen")
    assert set(hall.meeting.vote().roll) - set(hall.meeting.vote().cast) <= {"owen"}


async def test_a_member_who_acts_by_a_plain_form_is_simulated_no_more(hall: Hall) -> None:
    hall.simulated.switch_on(hall.running)
    note = {"person": "owen", "note": "Unwell"}
    await hall.running.live.handle(
        Order(Office.MEMBER, "record_apologies", dict(note), "own-1", "owen")
    )
    await hall.passes()
    assert "person:owen" not in {who for who, _ in hall.acted()}


async def test_sent_away_they_do_nothing_more_and_switched_on_again_they_go_on(
    hall: Hall,
) -> None:
    hall.simulated.switch_on(hall.running)
    hall.simulated.switch_off(hall.running)
    await hall.passes()
    assert hall.acted() == []
    hall.simulated.switch_on(hall.running)
    hall.simulated.switch_on(hall.running)
    await hall.passes()
    told = hall.acted()
    assert told
    assert len(told) == len(set(told) - {("server", "DeviceConnected")}) + sum(
        part in (Part.CHAMBER, Part.REMOTE) for part in hall.cast.parts.values()
    ), "each once"


async def test_they_stop_with_the_server(hall: Hall) -> None:
    hall.simulated.switch_on(hall.running)
    hall.simulated.stop()
    await hall.passes()
    assert hall.acted() == []


# Nothing of it in a real meeting


@pytest.mark.parametrize("convened", [COUNCIL, replace(COUNCIL, rehearsal=True)])
async def test_no_member_is_simulated_in_what_stands_in_the_record(
    meetings: Meetings, pace: Pace, convened: MeetingConvened
) -> None:
    hall = Hall(await meetings.convene(convened, "test"), pace)
    with pytest.raises(NoRehearsal, match="no rehearsal"):
        hall.simulated.switch_on(hall.running)
    await hall.passes()
    assert hall.acted() == []


async def test_no_member_is_simulated_in_a_meeting_that_only_lies_beside_the_record(
    meetings: Meetings, pace: Pace
) -> None:
    hall = Hall(await meetings.convene(COUNCIL, "test", stream_of(COUNCIL.key)), pace)
    with pytest.raises(NoRehearsal):
        hall.simulated.switch_on(hall.running)
    assert wishes(hall.meeting, hall.cast) == []


async def test_what_was_about_to_be_done_is_not_done_once_it_is_no_rehearsal(hall: Hall) -> None:
    hall.simulated.switch_on(hall.running)
    hall.running.live.meeting = replace(hall.meeting, rehearsal=False)
    await hall.passes()
    assert hall.acted() == []


# Who plays what


def rehearsed(meetings: Meetings, members: int) -> Meeting:
    convened = rehearsal_of(replace(COUNCIL, people=PEOPLE[:members]), meetings)
    now = convened.starts_at
    return convened.apply(NOWHERE, Stamp("e", now, now, "test", "c"))


@pytest.mark.parametrize("members", range(1, 8))
async def test_enough_come_for_a_quorum_and_the_chair_among_them(
    meetings: Meetings, members: int
) -> None:
    cast = cast_of(rehearsed(meetings, members))
    assert len(cast.parts) == members
    assert cast.parts["chair"] is Part.CHAMBER
    coming = [part for part in cast.parts.values() if part in (Part.CHAMBER, Part.REMOTE)]
    assert 2 * len(coming) >= members


async def test_one_sends_apologies_one_is_late_one_is_against_and_one_abstains(
    meetings: Meetings,
) -> None:
    cast = cast_of(rehearsed(meetings, 7))
    parts = list(cast.parts.values())
    assert parts.count(Part.APOLOGIES) == parts.count(Part.LATE) == 1
    assert parts.count(Part.REMOTE) >= 1
    choices = [cast.choice(id) for id in cast.parts]
    assert choices.count(Choice.AGAINST) == choices.count(Choice.ABSTAIN) == 1


async def test_the_same_rehearsal_has_the_same_cast_and_another_may_have_another(
    meetings: Meetings,
) -> None:
    meeting = rehearsed(meetings, 7)
    assert cast_of(meeting) == cast_of(meeting)
    others = [cast_of(replace(meeting, key=f"k{n}")).parts for n in range(9)]
    assert any(other != others[0] for other in others)


async def test_nobody_wants_anything_once_the_meeting_is_closed(hall: Hall) -> None:
    await hall.call_the_roll()
    await hall.clerk.do("open_meeting")
    assert hall.meeting.sitting.phase is Phase.OPEN
    await hall.clerk.do("close_meeting", override="It is late.")
    assert wishes(hall.meeting, hall.cast) == []
