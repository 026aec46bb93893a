"""A meeting in each state that a page can show, on one server, with a browser let in everywhere."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import msgspec
from msgspec.structs import replace

from server.app import Server, serving
from server.config import Settings
from server.control import Links
from server.live.order import Answer, Order
from server.meeting.agenda import Link, Purpose
from server.meeting.command import Office
from server.meeting.convened import MeetingConvened, PlannedItem
from server.words import N_, Said
from tests import conftest
from tests.live.conftest import START, StepClock
from tests.serve import Town

CONVENED = replace(
    conftest.CONVENED,
    starts_at=START,
    profile=replace(conftest.PROFILE, remote_counts=True, languages=("en", "cy")),
    items=(
        PlannedItem("1", "Apologies and declarations", declarations=True),
        PlannedItem("2", "Minutes of the last meeting", minutes_of=date(2026, 2, 3)),
        PlannedItem(
            "3",
            "Land at Mill Lane",
            purpose=Purpose.DECISION,
            summary="Forty homes:\n- of which 12 are affordable\n- with a new footpath",
            recommendations=("That permission be granted.", "That conditions 1 to 9 be imposed."),
            presenters=("hughes", "A resident"),
            papers=(
                Link("Report", "https://council.example/3.pdf"),
                Link("Plan of the site", "https://council.example/3-plan.pdf"),
            ),
            minutes=20,
        ),
        PlannedItem("4", "Budget", purpose=Purpose.DISCUSSION, presenters=("All",)),
        PlannedItem("4.1", "Fees", parent="4", summary="The fees of next year."),
        PlannedItem("4.2", "Reserves", parent="4"),
        PlannedItem("5", "Any other business"),
    ),
)
MEMBER = "Cllr Diego Ruiz"  # who is remote, has the interest and is out of the room
EMPTY = "empty"


class Step(msgspec.Struct, frozen=True):
    """One command, of the clerk or `by` a member. A `$command` stands for the entry that it last
    made."""

    command: str
    given: dict[str, str]
    by: str = ""


def do(command: str, by: str = "", **given: str) -> Step:
    """The clerk, or this member, does this."""
    return Step(command, given, by)


class State(msgspec.Struct, frozen=True):
    """What is done until it is so, and what then stands on a page that shows it."""

    steps: tuple[Step, ...]
    shows: str
    convened: MeetingConvened = CONVENED


def is_present(*people: str) -> tuple[Step, ...]:
    """These members answer the roll-call in the room."""
    return tuple(do("record_present", person=person) for person in people)


ROLL = (
    *is_present("amin"),
    do("record_present", person="ruiz", remote="true", heard="true"),
    do("record_apologies", person="shah"),
    do("record_absent", person="owen"),
)
OPEN = (*is_present("amin", "shah", "owen", "ruiz"), do("open_meeting"))
IN_HAND = (
    *OPEN,
    do("record_in_attendance", person="hughes"),
    do("record_in_attendance", name="A resident", items="3"),
    do("take_item", item="1"),
    do("declare_no_interests"),
    do("take_item", item="2"),
    do("correct_previous_minutes", text="On page 2 “1999” is to read “2019”."),
    do("agree_previous_minutes", subject_to_corrections="true"),
    do("defer_item", item="4.2", to="the next meeting", reason="The figures are not ready."),
    do("withdraw_item", item="5"),
    do("take_item", item="3"),
    do("record_note", text="Members asked about:\n- the access\n- the footpath"),
    do("record_decision", text="That permission be granted."),
    do("record_action", who="hughes", what="issue the notice", by_when="1 September"),
)
INTERESTS = (
    *OPEN,
    do("take_item", item="1"),
    do("declare_interest", person="ruiz", kind="pecuniary", item="3", nature="He owns the field."),
    do("declare_interest", person="shah", kind="registrable", item="3"),
    do("declare_interest", person="owen", kind="affected", item="all"),
    do("take_item", item="3"),
)
OUT = (*INTERESTS, do("leave_for_interest", person="ruiz", item="3"))
ADJOURNED = (*IN_HAND, do("adjourn_meeting", until="7.30pm", reason="The sound failed."))
STRUCK = (
    *IN_HAND,
    do("edit_note", entry="$record_note", text="Members asked about the access."),
    do("correct_entry", entry="$record_decision", text="That permission be refused."),
    do("strike_entry", entry="$record_action", reason="It was not agreed."),
)
MOVED = (
    *INTERESTS,
    do("leave_for_interest", person="ruiz", item="3"),
    do("leave_for_interest", person="shah", item="3"),
    do("move_motion", text="That permission be granted.", mover="amin", seconder="owen"),
)
AMENDMENT = (
    *MOVED,
    do("move_amendment", text="That permission be refused.", mover="owen", seconder="amin"),
)
VOTING = (*MOVED, do("put_question", way="named"), do("cast_vote", person="amin", choice="for"))
TIED = (*VOTING, do("cast_vote", person="owen", choice="against"), do("close_vote"))
FAULT = (*AMENDMENT, do("record_fault", what="stream"))
QUEUE = (
    *OPEN,
    do("take_item", item="3"),
    do("register_speaker", item="3", name="Mr J. Hall"),
    do("ask_to_speak", by="owen"),
    do("ask_to_speak", by="ruiz", kind="point_of_order", rule="14.2"),
    do("ask_to_speak", by="amin", kind="question"),
    do("move_motion", by="owen", text="That it be refused."),
    do("declare_interest", by="ruiz", kind="affected", item="4"),
    do("expect_late", person="lloyd", when="19:30"),
)
SPEAKING = (
    *OPEN,
    do("take_item", item="3"),
    do("ask_to_speak", by="owen"),
    do("ask_to_speak", by="ruiz", kind="point_of_order", rule="14.2"),
    do("call_speaker", request="$ask_to_speak owen"),
    do("call_speaker", request="$ask_to_speak ruiz"),
)
BALLOT = (
    *OPEN,
    do("take_item", item="3"),
    do("move_motion", text="That permission be granted.", mover="amin", seconder="owen"),
    do("put_question", way="named"),
)
VOTED = (*BALLOT, do("cast_vote", by="ruiz", choice="for"))
IN_HAND_SHOWN = ".app-now__title:has-text('Mill Lane'), .app-hand__title:has-text('Mill Lane')"

STATES = {
    "before_opening": State((), ".app-phase--before, [data-phase=before]"),
    "roll_call": State(
        ROLL, ".app-person__note:has-text('remote'), .app-roll__here:has-text('remote')"
    ),
    "in_hand": State(IN_HAND, IN_HAND_SHOWN),
    "sub_item": State((*IN_HAND, do("take_item", item="4.1")), ".app-now__above, .app-hand__above"),
    "must_leave": State(INTERESTS, ".app-reminder--leave, .app-columns .app-interest"),
    "is_out": State(OUT, ".app-interest:has-text('Left the meeting at')"),
    "may_return": State(
        (*OUT, do("take_item", item="4")), ".app-reminder--return, .app-columns .app-interest"
    ),
    "adjourned": State(ADJOURNED, ".app-phase--adjourned, [data-phase=adjourned]"),
    "closed": State((*INTERESTS, do("close_meeting")), ".app-undone, .app-documents"),
    "rehearsal": State(
        IN_HAND,
        ".app-rehearsal, .app-sitting__performed",
        replace(CONVENED, rehearsal=True, performed=True),
    ),
    "inquorate": State(
        (
            *OPEN,
            do("take_item", item="3"),
            *(do("record_departure", person=person) for person in ("shah", "owen", "ruiz")),
            do("record_decision", text="That permission be granted."),
        ),
        ".app-quorum--short, .app-aside",
    ),
    EMPTY: State(
        (do("open_meeting"),),
        ".app-nothing:has-text('agenda has no items'), .app-hand:has-text('No item is in hand')",
        replace(CONVENED, items=()),
    ),
    "amendment": State(AMENDMENT, ".app-wording ins"),
    "voting": State(VOTING, ".app-vote--open"),
    "tied": State(TIED, ".app-vote--tied"),
    "fault": State(FAULT, ".app-trouble"),
    "queue": State(QUEUE, ".app-queue, .app-own__waiting"),
    "speaking": State(SPEAKING, ".app-speaking--point, .screen"),
    "ballot": State(BALLOT, ".app-cast"),
    "voted": State(VOTED, ".app-receipt"),
    "struck": State(STRUCK, ":text('permission be refused')"),
}


class Hall:
    """A server with a meeting in each state, and one that is damaged; a second server has none."""

    def __init__(self, server: Server, empty: Server) -> None:
        self._server = server
        self.url = f"http://127.0.0.1:{server.port}"
        self.empty_url = f"http://127.0.0.1:{empty.port}"
        self.links: dict[str, Links] = {}

    async def convene(self, state: str) -> None:
        """A meeting, by the name of its state, brought into it."""
        wanted = STATES[state]
        running = await self._server.meetings.convene(replace(wanted.convened, key=state), "test")
        self.links[state] = await self._server.control.links(running.live.meeting)
        clerk = Town(self._server, running, self.links[state])
        made: dict[str, str] = {}
        for step in wanted.steps:
            given = {name: made.get(value, value) for name, value in step.given.items()}
            answer = await self._do(clerk, step, given)
            made[f"${step.command} {step.by}".rstrip()] = answer.entry

    async def _do(self, clerk: Town, step: Step, given: dict[str, str]) -> Answer:
        if not step.by:
            return await clerk.do(step.command, **given)
        id = f"{step.command}-{step.by}"
        order = Order(Office.MEMBER, step.command, dict(given), id, step.by)
        return await clerk.running.live.handle(order)

    def door(self, link: str) -> str:
        """A link of this server, whatever address it was printed for."""
        return self.url + "/" + link.split("/", 3)[3]


@contextlib.asynccontextmanager
async def hall(folder: Path) -> AsyncIterator[Hall]:
    """Both servers, with every meeting in its state."""
    async with (
        serving(Settings(port=0, data=folder / "meetings"), StepClock()) as server,
        serving(Settings(port=0, data=folder / "none"), StepClock()) as empty,
    ):
        built = Hall(server, empty)
        server.meetings.faults["damaged"] = Said(N_("Its journal is damaged."))
        for state in STATES:
            await built.convene(state)
        yield built
