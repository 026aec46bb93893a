"""A meeting of which a part was taken in private, told with words that nobody outside may read.

Whatever is typed in private has the letters of `SECRET` in it, so that a word of it can be found
wherever it went.
"""

from __future__ import annotations

from msgspec.structs import replace

from server.meeting.agenda import Access, Purpose
from server.meeting.convened import PlannedItem
from server.meeting.profile import Paragraph, PrivateRule
from tests.conftest import CAST, PROFILE, Story, convened

SECRET = "zqx"
MARK = (
    "RESTRICTED: contains exempt information under paragraph 3 of Part 1 of Schedule 12A to the "
    "Local Government Act 1972 and confidential information (Local Government Act 1972 "
    "s.100A(2)). Not for publication."
)
PRIVATE = PrivateRule(
    wording=(
        "That under section 100A(4) of the Local Government Act 1972 the press and public be "
        "excluded from the meeting for {items}, as it involves the likely disclosure of exempt "
        "information as defined in {paragraphs} of Part 1 of Schedule 12A to the Act."
    ),
    section="Local Government Act 1972 s.100A(4)",
    schedule="Part 1 of Schedule 12A to the Local Government Act 1972",
    paragraphs=(
        Paragraph("1", "Information relating to any individual"),
        Paragraph("3", "Information relating to the financial or business affairs of any person"),
    ),
    public_interest=True,
    confidential="Local Government Act 1972 s.100A(2)",
    summary="Local Government Act 1972 s.100C(2)",
)
CLOSED = replace(PROFILE, private=PRIVATE)


def exempt(number: str, title: str, private_title: str = "") -> PlannedItem:
    """An item that the agenda has as exempt under paragraph 3."""
    return PlannedItem(
        number,
        title,
        purpose=Purpose.DECISION,
        access=Access.EXEMPT,
        paragraphs=("3",),
        private_title=private_title,
    )


ITEMS = (
    PlannedItem("1", "Apologies and declarations", declarations=True),
    PlannedItem("2", "Land at Mill Lane", purpose=Purpose.DECISION),
    exempt("3", "A property matter", f"Sale of {SECRET}-Wharf for {SECRET}-millions"),
    exempt("4", "A contract", f"Award to {SECRET}-Builders"),
    exempt("5", "Rent review"),
    exempt("6", "A lease", f"Surrender of {SECRET}-Farm"),
    exempt("7", "A licence", f"Licence of {SECRET}-Quay"),
    PlannedItem("8", "Any other business"),
)


def in_public_only() -> Story:
    """The meeting before anything private was done, at item 2."""
    sat = convened(profile=CLOSED, items=ITEMS, people=CAST)
    for person in ("amin", "shah", "owen", "ruiz"):
        sat.do("record_present", person=person)
    sat.wait_until("18:30")
    sat.do("open_meeting")
    sat.do("take_item", item="1")
    sat.do("record_note", text="Members were welcomed.")
    sat.do("take_item", item="2")
    return sat


def in_mid_vote() -> Story:
    """A vote was put in public; the public had to leave, and it was completed in private."""
    sat = in_public_only()
    sat.do("move_motion", text="That permission be granted.", mover="shah", seconder="owen")
    sat.do("put_question", way="named")
    for person in ("amin", "shah"):
        sat.do("cast_vote", person=person, choice="for")
    sat.do("exclude_public", ground="confidential", items="2")
    sat.do("record_note", text=f"A minister's letter of {SECRET}-June was read.")
    for person in ("owen", "ruiz"):
        sat.do("cast_vote", person=person, choice="against")
    sat.do("close_vote", gap=True)
    sat.do("give_casting_vote", choice="against")
    sat.do("readmit_public")
    return sat


def resolved(sat: Story, items: str, *, carried: bool = True) -> Story:
    """It is moved to exclude the public for these items, and carried or lost."""
    sat.do("move_exclusion", mover="owen", seconder="shah", items=items, public_interest=True)
    sat.do("put_question", way="hands")
    sat.do("record_counts", in_favour=2 if carried else 1, against=1 if carried else 2)
    sat.do("close_vote", gap=True)
    return sat


def in_private() -> Story:
    """The public is excluded for items 3, 4 and 5, of which two were considered."""
    sat = resolved(in_mid_vote(), "3,4,5")
    sat.do("take_item", item="3")
    sat.do(
        "declare_interest",
        person="owen",
        kind="pecuniary",
        item="3",
        nature=f"Her {SECRET}-brother bids.",
    )
    sat.do("leave_for_interest", person="owen", item="3")
    sat.do("record_note", text=f"The offer of {SECRET}-pounds was explained.")
    sat.do("move_motion", text=f"That {SECRET}-Wharf be sold.", mover="shah", seconder="ruiz")
    sat.do("put_question", way="named")
    for person, choice in (("amin", "for"), ("shah", "for"), ("ruiz", "against")):
        sat.do("cast_vote", person=person, choice=choice)
    sat.do("close_vote", gap=True)
    sat.do("record_action", who="Gwen Hughes", what=f"complete by {SECRET}-Friday")
    sat.do("take_item", item="4")
    sat.do("record_decision", text=f"That {SECRET}-Builders be awarded the contract.")
    sat.do("adjourn_meeting", until="7.30pm", reason=f"To telephone {SECRET}-Builders.")
    sat.do("resume_meeting")
    sat.do("record_departure", person="ruiz")
    sat.do("record_in_attendance", name=f"Mr {SECRET}-Valuer")
    return sat


def everything_closed() -> Story:
    """The whole meeting, closed: two items in private, one not reached, one opened by a vote."""
    sat = in_private()
    sat.do("readmit_public", mover="shah", seconder="amin")
    sat.do("return_from_interest", person="owen")
    sat.do("release_decision", item="3", text="That the property be sold to the highest bidder.")
    sat.do("release_summary", item="3", text="Members weighed the offers that were made.")
    sat.do("take_item", item="8")
    resolved(sat, "6", carried=False)
    sat.do("take_item", item="6")
    sat.do("record_decision", text="That the lease be surrendered.")
    sat.do("close_meeting")
    return sat
