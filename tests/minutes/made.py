"""A small meeting with one of everything that a note can hold, made by commands."""

from __future__ import annotations

from datetime import UTC, date, datetime

import server.business  # noqa: F401  # loads the commands
from server.meeting.agenda import Purpose
from server.meeting.command import Actor, Office, decide
from server.meeting.convened import MeetingConvened, PlannedItem
from server.meeting.event import Event, Recorded, Stamp
from server.meeting.fold import advance, replay
from server.meeting.meeting import Meeting
from server.meeting.people import Capacity, Person
from server.meeting.profile import InterestKind, Profile, QuorumRule, Requires
from server.render.language import Voice, voice

ENGLISH: Voice = voice("en", "Europe/London")

PEOPLE = (
    Person("chair", "Cllr Ada Chair OBE", role="Chairman", authority="Sevenoaks District Council"),
    Person("vice", "Cllr Vic Vice", role="Vice-chair", authority="Kingston Council"),
    Person("shah", "Cllr Shah", authority="Teignbridge District Council"),
    Person("owen", "Cllr Gwenllïan Ŵyn Owen", role="Member", authority="Cyngor Sir Gâr"),
    Person("ruiz", "Mayor Ruiz", authority="Teignbridge District Council"),
    Person("observer", "Mr Observer", authority="Independent Observer", votes=False),
    Person("deputy", "Cllr Deputy", role="Deputy-chair", authority="Dorset Council"),
    Person("miller", "Cllr Miller", authority="Durham County Council"),
    Person("absent", "Cllr Absent", authority="Bedford Borough Council"),
    Person("uncalled", "Cllr Uncalled", authority="Medway Council"),
    Person(
        "swann", "Phil Swann", Capacity.GUEST, authority="Shared Intelligence", items=("3", "4")
    ),
)
ITEMS = (
    PlannedItem("1", "Welcome and declarations", declarations=True),
    PlannedItem("2", "Note of last meeting", minutes_of=date(2020, 5, 21)),
    PlannedItem("3", "Draft reports & findings", purpose=Purpose.DECISION, presenters=("swann",)),
    PlannedItem("4", "Digital"),
    PlannedItem("4(a)", "Inclusion", parent="4"),
    PlannedItem("4(b)", "Remote meetings", parent="4"),
    PlannedItem("5", "Budget"),
    PlannedItem("6", "Lease"),
    PlannedItem("7", "Work programme"),
    PlannedItem("8", "Any other business"),
    PlannedItem("8(a)", "Dates", parent="8"),
)
PROFILE = Profile(
    name="board",
    document="note",
    quorum=QuorumRule(fixed=4),
    remote_counts=True,
    interest_kinds=(InterestKind("dpi", "disclosable pecuniary interest", Requires.LEAVE),),
)


class Made:
    """A meeting to which one command is given after another, at a time of its day."""

    def __init__(self, *, rehearsal: bool = False, profile: Profile = PROFILE) -> None:
        self._recorded: list[Recorded] = []
        convened = MeetingConvened(
            "board-2020",
            "Improvement & Innovation Board",
            "Improvement & Innovation Board",
            "Local Council",
            at("13:00"),
            "Zoom video conference",
            profile,
            PEOPLE,
            ITEMS,
            rehearsal=rehearsal,
        )
        self.meeting = replay(self._stamped((convened,), at("12:00")))

    def __call__(self, time: str, command: str, /, **given: object) -> str:
        """Give a command; the id of the (last) event that it made."""
        actor = Actor(Office.CLERK, at(time), datetime(2020, 7, 15, tzinfo=UTC))
        new = self._stamped(decide(self.meeting, actor, command, given), at(time))
        self.meeting = advance(self.meeting, self._recorded[: -len(new)], new)
        return new[-1].stamp.id

    @property
    def recorded(self) -> tuple[Recorded, ...]:
        """All events."""
        return tuple(self._recorded)

    @property
    def ids(self) -> set[str]:
        """The ids of all events."""
        return {recorded.stamp.id for recorded in self._recorded}

    def _stamped(self, events: tuple[Event, ...], when: datetime) -> list[Recorded]:
        command = f"c{len(self._recorded)}"
        new = [
            Recorded(
                Stamp(f"ev{len(self._recorded) + place:02}", when, when, "clerk", command), event
            )
            for place, event in enumerate(events)
        ]
        self._recorded += new
        return new


def at(time: str) -> datetime:
    """A time of the meeting's day, as the journal holds it."""
    hour, minute = map(int, time.split(":"))
    return datetime(2020, 7, 14, hour - 1, minute, tzinfo=UTC)


def opened(**options: object) -> Made:
    """A meeting that has been opened, with four members present, at its first item."""
    made = Made(**options)  # type: ignore[arg-type]
    for person in ("chair", "vice", "shah"):
        made("12:55", "record_present", person=person)
    made("12:55", "record_present", person="ruiz", remote=True, heard=True)
    made("13:00", "open_meeting")
    made("13:01", "take_item", item="1")
    return made


def noted(text: str) -> Meeting:
    """A meeting with one note, of these words."""
    made = opened()
    made("13:02", "record_note", text=text)
    return made.meeting


def everything(**options: object) -> Made:
    """A closed meeting with one of everything."""
    made = opened(**options)
    made("13:01", "record_apologies", person="deputy")
    made("13:01", "record_apologies", person="miller", note="influenza")
    made("13:01", "record_absent", person="absent")
    made("13:01", "record_present", person="observer")
    made("13:02", "record_in_attendance", person="swann")
    made("13:02", "record_in_attendance", name="Cllr Guest", position="Ward member", items="5")
    note = made("13:02", "record_note", text="The Chairman welcomd everybody.")
    made("13:03", "edit_note", entry=note, text="The Chairman welcomed everybody.")
    made("13:04", "declare_interest", person="shah", kind="dpi", item="3", nature="Wrote it")
    nature = "Is employed by the body."
    made("13:04", "declare_interest", person="vice", kind="dpi", item="all", nature=nature)
    _earlier_minutes(made)
    _reports(made)
    _digital(made)
    made("14:10", "take_item", item="5")
    made("14:10", "record_note", text="Never said.")
    made("14:11", "strike_entry", entry=made.meeting.items[6].record[0].id, reason="not said")
    made("14:12", "defer_item", item="5", to="the September meeting", reason="The figures are late")
    made("14:13", "withdraw_item", item="6")
    made("14:20", "close_meeting")
    action = next(e for e in made.meeting.items[3].record if e.matter.name == "ActionRecorded")
    made("14:40", "correct_entry", entry=action.id, text="publish the list.", reason="clearer")
    return made


def _earlier_minutes(made: Made) -> None:
    made("13:05", "take_item", item="2")
    made("13:06", "correct_previous_minutes", text="Bournemouth Council is now called BCP Council")
    made("13:06", "correct_previous_minutes", text="page 3 should read “June”.")
    made("13:07", "agree_previous_minutes", subject_to_corrections=True)


def _reports(made: Made) -> None:
    made("13:10", "take_item", item="3")
    made("13:10", "leave_for_interest", person="shah", item="3")
    made("13:12", "record_decision", text="The Board noted <the> report.", outcome="noted")
    made("13:20", "record_arrival", person="owen")
    made("13:25", "return_from_interest", person="shah")
    made("13:26", "record_note", text="Members said:\n\n- first *point*\n- second\n\nand\nmore.")
    made(
        "13:27",
        "record_decision",
        text="The scheme be adopted.",
        outcome="recommended",
        to="Council",
    )
    made("13:28", "record_action", who="Officers", what="to report back.", by_when="by the autumn")
    made("13:30", "adjourn_meeting", until="1.40pm", reason="fire alarm")
    made("13:42", "resume_meeting")


def _digital(made: Made) -> None:
    made("13:45", "take_item", item="4")
    made("13:46", "record_note", text="The item was introduced.")
    made("13:47", "take_item", item="4(a)")
    made("13:48", "record_decision", text="The work be welcomed.")
    made("13:49", "take_item", item="4(b)")
    made("13:50", "record_departure", person="vice")
    made("13:55", "record_arrival", person="vice", remote=True, heard=True)
    made("14:00", "take_item", item="4")
    made("14:01", "record_note", text="Members thanked the speakers.")
    made("14:05", "record_departure", person="ruiz")
    made("14:06", "record_action", who="chair", what="publish the lst", item="4")
