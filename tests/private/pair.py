"""Two meetings of one public life and two private ones, told at random.

What is done in private by the second is drawn freely, but so that what is released by name comes
out as in the first: who is here and presides on return, what goes on, what was considered.
"""

from __future__ import annotations

import contextlib
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from server.live.order import Order
from server.meeting.command import Office, commands
from server.meeting.event import Recorded
from server.meeting.faults import lost
from server.meeting.meeting import Meeting
from server.meeting.presence import Answer, Mode
from server.meeting.presiding import presiding, standing_office
from server.meeting.readmission import Return, Seen, on_return
from server.meeting.refused import Refused
from server.meeting.sitting import Phase
from server.meeting.votes import Way
from tests.conftest import CONVENED
from tests.private.choosing import Chooser
from tests.private.convened import CANARIES, VOTERS, convened
from tests.private.world import UNDER_CLOSED, Given, World

NEVER = {"open_meeting"}  # before the meeting is opened it cannot be in private
TOGETHER = {"readmit_public", "adjourn_meeting", "resume_meeting", "close_meeting"}
PUBLIC_ONLY = {name for name, asked in commands.items() if asked.in_public}
IN_PRIVATE = set(commands) - PUBLIC_ONLY - NEVER
"""What can be given in private."""
FREELY = IN_PRIVATE - TOGETHER
"""What each of the two does in private as it likes."""
OFFERED = {name for name, asked in commands.items() if asked.offered}
"""What a member may send to the clerk."""
IN_PUBLIC = set(commands) - {"readmit_public", "close_meeting", "open_meeting"}
MOST = 10  # commands of a private life, without what leads back


class Discarded(Exception):
    """What is released could not be made equal."""


class Pair:
    """Two meetings that differ in nothing but what was done in private."""

    def __init__(self, seed: int, focus: Sequence[str] = ()) -> None:
        self.seed = seed
        self.chance = random.Random(seed)
        self.chooser = Chooser(self.chance, focus)
        self.now = CONVENED.starts_at
        self.accepted: Counter[str] = Counter()
        self.alone = 0
        self.tried = 0
        self._orders = 0
        published = self.chance.random() < 0.3
        rules = self.chance.getrandbits(32)
        self.worlds = tuple(
            World(convened(random.Random(rules), canary, "a bidder" if published else canary))
            for canary in CANARIES
        )
        self.published = published

    def whole(self) -> Pair:
        """Tell the whole of both. Raises Discarded."""
        for _ in self.told():
            pass
        return self

    def told(self) -> Iterator[str]:
        """Tell both, stopping wherever both have done the same and are to look the same."""
        self._begin()
        yield "begun"
        for _ in range(self.chance.choice([1, 1, 2])):
            self._in_public(self.chance.randint(2, 10))
            self._exclude()
            yield "private"
            closed = self._in_private()
            yield "back"
            if closed:
                self._late(4)
                yield "closed"
                return
            self._in_public(self.chance.randint(2, 10), late=True)
            yield "public"
        self._together("close_meeting", override="It is late.")
        self._late(4)
        yield "end"

    # Both

    def _begin(self) -> None:
        for person in VOTERS:
            if self.chance.random() < 0.9:
                self._together("record_present", person=person)
        self._together("record_present", person="lloyd", remote=True, heard=True)
        self._together("open_meeting")
        self._together("take_item", item=self.chance.choice(["1", "4", "7"]))

    def _together(
        self, command: str, /, at: str = "", person: str = "", by: str = "", **given: object
    ) -> bool:
        """The same order in both, if both take it."""
        if person:
            given["person"] = person
        order = self._order(command, given, at, by)
        return self._both([order, order])

    def _both(self, orders: list[Order]) -> bool:
        """An order for each of the two; nothing is done if one of them refuses."""
        new = []
        self.tried += 1
        for world, order in zip(self.worlds, orders, strict=True):
            with contextlib.suppress(Refused):
                new.append(world.decide(order, self.now))
        if len(new) < 2:
            self.alone += len(new)
            return False
        first, second = self.worlds
        if orders[0].command == "undo" and new[0][0].event != new[1][0].event:
            return False
        asked = [Given(order, self.now) for order in orders]
        if first.releases(asked[0], new[0]) != second.releases(asked[1], new[1]):
            return False
        for world, order, events in zip(self.worlds, orders, new, strict=True):
            self._take(world, Given(order, self.now), events)
        return True

    def _take(self, world: World, given: Given, new: tuple[Recorded, ...]) -> None:
        if new and all(stamp.private for stamp, _ in new):
            self.accepted[given.order.command] += 1
        world.take(given, new)

    def _order(self, command: str, given: dict[str, object], at: str = "", by: str = "") -> Order:
        self._orders += 1
        self.now += timedelta(seconds=self.chance.choice([1, 7, 20, 45]))
        office = Office.MEMBER if by else _giver(command)
        if by:
            office = standing_office(self.worlds[0].outside, office, by)
        given = own_words(command, given) if by else given
        return Order(office, command, given, f"both-{self._orders}", by, "" if by else at)

    def _in_public(self, most: int, *, late: bool = False) -> None:
        for _ in range(most):
            known = self.worlds[0].outside
            command = self.chooser.command(known, IN_PUBLIC)
            if command == "open_item" and not self.published:
                continue
            given = self.chooser.given(command, known, lambda: "That it be done.")
            if command == "undo":
                given = {}
            self._together(command, at=self._stated(0.1), **given)
            out = [i.person for i in self.worlds[0].inside.interests.declared if i.out]
            if out and self.chance.random() < 0.3:
                self._together("return_from_interest", person=self.chance.choice(out))
            self._sent_or_answered()
            if late and self.chance.random() < 0.5:
                self._late(1)

    def _sent_or_answered(self) -> None:
        """At times a member sends something, and the clerk answers what was sent in both."""
        known = self.worlds[0].outside
        if self.chance.random() < 0.3:
            command = self.chooser.command(known, OFFERED)
            given = self.chooser.given(command, known, lambda: "That it be done.")
            given.pop("override", None)
            by = str(given.get(commands[command].offered, ""))
            self._together(command, by=by, **given)
        first, second = (world.inside.offers for world in self.worlds)
        both = [offer.id for offer in first.waiting if second.find(offer.id) is not None]
        if both and self.chance.random() < 0.3:
            answer = self.chance.choice(["take_up_offer", "take_up_offer", "put_aside_offer"])
            self._together(answer, at=self._stated(0.2), offer=self.chance.choice(both))

    def _stated(self, odds: float) -> str:
        """Now, or at times a little while ago."""
        if self.chance.random() >= odds:
            return ""
        ago = timedelta(seconds=self.chance.choice([10, 30, 90, 400]))
        return (self.now - ago).isoformat()

    # Out and back

    def _exclude(self) -> None:
        """Leave by one of the ways, at times with a vote or a motion open. Raises Discarded."""
        if self.worlds[0].outside.sitting.phase is Phase.ADJOURNED:
            self._together("resume_meeting", override="All are back.")
        if self.chance.random() < 0.4:
            self._open_something()
        ways = ["confidential", "own_rules", "resolution"]
        if self.worlds[0].outside.votes.pending is not None:
            ways.pop()
        way = self.chance.choice(ways)
        items = self.chance.choice(["3", "3,8", "6", "4,6", "2,3", "3,7,8", "5,3", ""])
        if way != "resolution":
            self._together("exclude_public", ground=way, items=items)
        elif self._move_exclusion(items):
            pass
        if self.worlds[0].outside.private is None:
            self._together("exclude_public", ground="confidential", items=self._some_items())
        if self.worlds[0].outside.private is None:
            raise Discarded("it could not go into private")

    def _some_items(self) -> str:
        on = [i.number for i in self.worlds[0].outside.items if i.standing.value != "deferred"]
        on = [n for n in on if self.worlds[0].outside.item(n).standing.value != "withdrawn"]
        return ",".join(self.chance.sample(on, min(2, len(on))))

    def _open_something(self) -> None:
        present = [p for p in VOTERS if self.worlds[0].outside.presence.of(p).here is not None]
        if len(present) < 2:
            return
        mover, seconder = present[:2]
        seconded = {"seconder": seconder} if self.chance.random() < 0.7 else {}
        self._together("move_motion", text="That it be so.", mover=mover, **seconded)
        if self.chance.random() < 0.4:
            self._together("move_amendment", text="That it be otherwise.", mover=seconder)
        if self.chance.random() < 0.6:
            way = self.chance.choice(["named", "hands"])
            self._together("put_question", way=way, override="All wished it.")
            self._together("cast_vote", person=mover, choice="for")

    def _move_exclusion(self, items: str) -> bool:
        present = [p for p in VOTERS if self.worlds[0].outside.presence.of(p).here is not None]
        if len(present) < 2 or not self._together(
            "move_exclusion",
            mover=present[0],
            seconder=present[1],
            items=items,
            paragraphs="3",
            public_interest=True,
        ):
            return False
        self._together("put_question", way="hands")
        vote = self.worlds[0].outside.votes.pending
        carried = len(vote.roll) if vote is not None else 0
        self._together("record_counts", in_favour=carried, against=0)
        return self._together("close_vote")

    def _in_private(self) -> bool:
        """What each does in private, and the return of both; whether the meeting was closed."""
        began = self.now
        lengths = self.chance.choice([(MOST, MOST), (MOST, 0), (0, MOST), (MOST, 2 * MOST)])
        stops = self.chance.random() < 0.4
        if stops:
            self._halves(began, lengths)
        else:
            self._lives(lengths)
        first, second = self.worlds
        target = self._settled(first, None)
        self._settled(second, target)
        both = max(each.given[-1].now for each in self.worlds)
        self.now = max(self.now, both) + timedelta(seconds=5)
        if on_return(first.inside, self.now) != on_return(second.inside, self.now):
            raise Discarded("what is told on return is not the same")
        if self.chance.random() < 0.25:
            if not self._both(self._own_words("close_meeting", "override")):
                raise Discarded("they were not both closed")
            return True
        if not self._together("readmit_public"):
            raise Discarded("they did not both come back")
        return False

    def _halves(self, began: datetime, lengths: tuple[int, int]) -> None:
        """Two parts, between which both adjourn, each for a reason of its own."""
        self._lives((lengths[0] // 2, lengths[1] // 2))
        target = self._settled(self.worlds[0], None)
        self._settled(self.worlds[1], target)
        moved = self.chance.random() < 0.4 and self._moved_to_adjourn()
        if not moved:
            self._both(self._own_words("adjourn_meeting", "reason", until="8pm"))
        self._lives((2, 3))
        if self.worlds[0].inside.sitting.phase is Phase.ADJOURNED:
            self._both(self._own_words("resume_meeting", "override"))
        self._lives(lengths)

    def _own_words(self, command: str, field: str, **given: object) -> list[Order]:
        order = self._order(command, given)
        return [
            Order(order.office, command, {**given, field: f"{canary} words"}, order.id)
            for canary in CANARIES
        ]

    def _moved_to_adjourn(self) -> bool:
        """Both resolve to adjourn, by other movers and other counts."""
        orders = []
        here = [p for p in VOTERS if self.worlds[0].inside.presence.of(p).here is not None]
        if len(here) < 2:
            return False
        for pair in (here[:2], here[::-1][:2]):
            given = {"what": "adjourn", "mover": pair[0], "seconder": pair[1], "until": "9pm"}
            orders.append(given)
        order = self._order("move_procedural", {})
        moved = [Order(order.office, "move_procedural", g, order.id) for g in orders]
        if not self._both(moved):
            return False
        self._together("put_question", way="hands")
        votes = [world.inside.votes.pending for world in self.worlds]
        if any(vote is None for vote in votes):
            return False
        order = self._order("record_counts", {})
        counts = []
        for less, vote in enumerate(votes):
            roll = len(vote.roll) if vote is not None else 0
            given = {"in_favour": roll - less, "against": 0, "abstained": less}
            counts.append(Order(order.office, "record_counts", given, order.id))
        return self._both(counts) and self._together("close_vote")

    def _lives(self, lengths: tuple[int, int]) -> None:
        """So many private commands of each; both begin at the same time."""
        began, ended = self.now, self.now
        for world, length in zip(self.worlds, lengths, strict=True):
            self.now = began
            keep = on_return(self.worlds[0].inside, self.now) if world is self.worlds[1] else None
            self._life(world, length, keep)
            ended = max(ended, self.now)
        self.now = ended

    def _life(self, world: World, length: int, keep: Return | None) -> None:
        canary = CANARIES[self.worlds.index(world)]
        for number in range(4 * length):
            if number >= length and self.chance.random() < 0.5:
                continue
            command = self.chooser.command(world.inside, FREELY)
            given = self.chooser.given(command, world.inside, lambda: f"{canary} words")
            self._alone(world, command, given, self._stated(0.2), keep=keep)

    def _alone(
        self,
        world: World,
        command: str,
        given: dict[str, object],
        at: str = "",
        keep: Return | None = None,
    ) -> bool:
        """An order in one of the two, if it is taken and releases nothing."""
        self.tried += 1
        office, person = _giver(command), ""
        chair = presiding(world.inside)
        if command in ("give_casting_vote", "undo") and chair and self.chance.random() < 0.3:
            person = chair.id
        elif Office.MEMBER in commands[command].offices and self.chance.random() < 0.4:
            person = str(given.get("person", ""))  # they act from their own device
        elif command in OFFERED and self.chance.random() < 0.3:
            person = str(given.get(commands[command].offered, ""))  # they send it to the clerk
        elif command == "withdraw_offer":
            person = next((o.person for o in world.inside.offers.waiting[-1:]), "")
        if person:
            office = standing_office(world.inside, Office.MEMBER, person)
        order = self._order(command, given, at)
        id = f"{CANARIES[self.worlds.index(world)]}-{order.id}"
        if person:  # from a device nobody states a time
            given, at = own_words(command, given), ""
        order = Order(office, command, given, id, person, at)
        try:
            new = world.decide(order, self.now)
        except Refused:
            return False
        after = world.would_be(new)
        given_ = Given(order, self.now, private=True)
        if world.releases(given_, new) or (keep is not None and not _keeps(after, keep)):
            return False
        if not world.is_meant_privately(order, self.now) or not _stays(world.inside, after):
            return False
        self._take(world, given_, new)
        return True

    # The same return

    def _settled(self, world: World, target: Return | None) -> Return:
        """Bring to an end what was begun in private; and come out as the target, if there is one.

        Raises Discarded.
        """
        for _ in range(40):
            steps = list(self._lacking(world, target))
            if not steps:
                break
            if not any(step() for step in steps):
                raise Discarded("it could not be brought to an end")
        return on_return(world.inside, self.now)

    def _lacking(self, world: World, target: Return | None) -> Iterator[Callable[[], bool]]:
        """What is still to be done, each as what does it."""
        meeting, canary = world.inside, CANARIES[self.worlds.index(world)]
        left = target.open if target is not None else ()
        vote = meeting.votes.pending
        own = vote is not None and vote.id in meeting.sealed

        def do(command: str, **given: object) -> Callable[[], bool]:
            return lambda: self._alone(world, command, given)

        if meeting.sitting.phase is Phase.ADJOURNED:
            if target is not None:
                yield from self._attendance(world, target)
            return
        if vote is not None and (own or (target is not None and vote.id not in left)):
            yield self._end_vote(world)
        for motion in reversed(meeting.motions.moved):
            known = motion.id not in meeting.sealed
            if motion.open and (not known or (target is not None and motion.id not in left)):
                yield do("withdraw_motion", motion=motion.id, consent=True)
        if target is None:
            return
        yield from self._attendance(world, target)
        considered = on_return(meeting, self.now).considered
        for number in target.considered:
            if number not in considered:
                yield do("take_item", item=number, override=f"{canary} words")
        for number in target.resumed:
            if number not in on_return(meeting, self.now).resumed:
                yield do("take_item", item=number, override=f"{canary} words")

    def _end_vote(self, world: World) -> Callable[[], bool]:
        vote = world.inside.votes.pending
        canary = CANARIES[self.worlds.index(world)]

        def end() -> bool:
            assert vote is not None
            if vote.tied:
                casting = {"choice": "against", "override": f"{canary} words"}
                return (
                    self._alone(world, "give_casting_vote", casting)
                    or self._alone(world, "draw_lot", {"result": "lost"})
                    or self._alone(world, "void_vote", {"reason": f"{canary} words"})
                )
            if vote.way is not Way.NAMED and vote.counts is None:
                against = {"in_favour": 0, "against": len(vote.roll)}
                self._alone(world, "record_counts", against)
            return self._alone(world, "close_vote", {"gap": True}) or self._alone(
                world, "void_vote", {"reason": f"{canary} words"}
            )

        return end

    def _attendance(self, world: World, target: Return) -> Iterator[Callable[[], bool]]:
        """Who is to come and go, and to preside, for the same to be here on return."""
        now = on_return(world.inside, self.now)
        here = {seen.person: seen for seen in now.people}
        for wanted in target.people:
            seen = here.get(wanted.person, Seen(wanted.person))
            if seen == wanted:
                continue
            if seen.mode is not None:
                yield self._goes(world, wanted.person)
            elif wanted.mode is not None or wanted.answer is Answer.PRESENT:
                yield self._comes(world, wanted.person, wanted.mode or Mode.CHAMBER)
            elif wanted.answer is not None:
                apologies = wanted.answer is Answer.APOLOGIES
                name = "record_apologies" if apologies else "record_absent"
                yield partial(self._alone, world, name, {"person": wanted.person})
        for fault in set(now.faults) - set(target.faults):
            yield self._mends(world, fault)
        if now.extended < target.extended:
            more: dict[str, object] = {"minutes": target.extended - now.extended}
            yield partial(self._alone, world, "extend_sitting", more)
        presides = world.inside.sitting.phase is Phase.OPEN and target.presiding
        if presides and now.presiding != target.presiding:
            given: dict[str, object] = {"person": target.presiding, "override": "zq"}
            yield partial(self._alone, world, "take_chair", given)

    def _mends(self, world: World, id: str) -> Callable[[], bool]:
        fault = next(each for each in world.inside.faults if each.id == id)
        given: dict[str, object] = {"what": fault.what.value, "heard": True}
        if fault.person:
            given["person"] = fault.person
        return partial(self._alone, world, "record_restored", given)

    def _goes(self, world: World, person: str) -> Callable[[], bool]:
        """Somebody leaves, for an interest if that is why they left in the other meeting."""

        def go() -> bool:
            out = any(each.inside.interests.out(person) for each in self.worlds)
            in_hand = world.inside.in_hand
            if out and in_hand is not None:
                given = {"person": person, "kind": "pecuniary", "item": in_hand.number}
                self._alone(world, "declare_interest", given)
                left = {"person": person, "item": in_hand.number}
                if self._alone(world, "leave_for_interest", left):
                    return True
            return self._alone(world, "record_departure", {"person": person})

        return go

    def _comes(self, world: World, person: str, mode: Mode) -> Callable[[], bool]:
        def come() -> bool:
            if world.inside.interests.out(person):
                return self._alone(world, "return_from_interest", {"person": person})
            given: dict[str, object] = {"person": person, "heard": True}
            if lost(world.inside.faults, person) is not None:
                return self._alone(world, "record_restored", {**given, "what": "member"})
            given["remote"] = mode is Mode.REMOTE
            return self._alone(world, "record_arrival", given)

        return come

    # Later

    def _late(self, most: int) -> None:
        """Private business that is entered, corrected or undone when the public is back."""
        world = self.chance.choice(self.worlds)
        canary = CANARIES[self.worlds.index(world)]
        for _ in range(most):
            late = self._late_order(world, lambda: f"{canary} words")
            if late is not None:
                self._alone(world, *late)

    def _late_order(
        self, world: World, words: Callable[[], str]
    ) -> tuple[str, dict[str, object], str] | None:
        """A command that is private though the meeting is in public: by its stated time, by what
        it changes, or by its item."""
        meeting = world.inside
        sealed = [
            e for item in meeting.items for e in item.record if e.private and e.struck is None
        ]
        way = self.chance.choice(["then", "then", "entry", "vote", "closed", "undo"])
        if way == "then" and meeting.exclusions:
            gone = self.chance.choice(meeting.exclusions)
            if gone.until is not None:
                at = gone.since + (gone.until - gone.since) * self.chance.random() * 0.99
                command = self.chooser.command(meeting, FREELY - {"undo"})
                return command, self.chooser.given(command, meeting, words), at.isoformat()
        if way == "entry" and sealed:
            entry = self.chance.choice(sealed)
            command = self.chance.choice(["correct_entry", "strike_entry", "edit_note"])
            given: dict[str, object] = {"entry": entry.id, "text": words(), "reason": words()}
            given.pop({"strike_entry": "text", "edit_note": "reason"}.get(command, ""), None)
            return command, given, ""
        votes = [v for v in meeting.votes.taken if v.id in meeting.sealed and v.roll]
        if way == "vote" and votes:
            vote = self.chance.choice(votes)
            command = self.chance.choice(["correct_vote", "record_own_vote", "void_vote"])
            person, choice = self.chance.choice(vote.roll), "against"
            given = {"vote": vote.id, "person": person, "choice": choice, "reason": words()}
            if command == "record_own_vote":
                given.pop("reason")
            return (
                command,
                ({"vote": vote.id, "reason": words()} if command == "void_vote" else given),
                "",
            )
        if way == "closed":
            closed = [i.number for i in meeting.items if meeting.is_closed(i.number)]
            command = self.chance.choice(UNDER_CLOSED)
            if closed:
                given = self.chooser.given(command, meeting, words)
                return command, {**given, "item": self.chance.choice(closed)}, ""
        own = [act for act in meeting.acts if act.actor == Office.CLERK.value]
        if way == "undo" and own and own[-1].command in world.own:
            return "undo", {}, ""
        return None


def whole_pair(seed: int) -> Pair:
    """The first pair from this seed on that comes to something, told whole."""
    while True:
        try:
            return Pair(seed).whole()
        except Discarded:
            seed += 1


def own_words(command: str, given: dict[str, object]) -> dict[str, object]:
    """What of it a member can give who sends it to the clerk."""
    asked = commands[command]
    if Office.MEMBER in asked.offices or not asked.offered:
        return given
    return {k: v for k, v in given.items() if k in (asked.offered, *asked.sends)}


def _giver(command: str) -> Office:
    """Who gives it, if no member does: the clerk; the server, if it is for nobody else."""
    alone = commands[command].offices == (Office.SERVER,)
    return Office.SERVER if alone else Office.CLERK


def _keeps(after: Meeting, keep: Return) -> bool:
    """Whether what is told on return can still come out as this."""
    now = on_return(after, after.sitting.changes[-1].at)
    wanted = {seen.person: seen.answer for seen in keep.people}
    reachable = all(
        seen.answer is wanted.get(seen.person)
        or (seen.answer is not Answer.PRESENT and wanted.get(seen.person) is not None)
        for seen in now.people
    )
    return (
        reachable
        and set(keep.open) <= set(now.open)
        and set(keep.faults) <= set(now.faults)
        and set(now.considered) <= set(keep.considered)
    )


def _stays(before: Meeting, after: Meeting) -> bool:
    """Whether what is done late leaves the meeting in public, and what is open there open."""
    if before.private is not None:
        return True
    now, then = on_return(before, before.starts_at), on_return(after, before.starts_at)
    return after.private is None and now.open == then.open
