"""What the published note of the meeting of 14 July 2020 says, as facts put down by hand.

The demonstration must end in a note that says the same. Nothing here is read from the program.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

BODY = "Improvement & Innovation Board"
DATE = date(2020, 7, 14)
VENUE = "Zoom video conference"


class Attended(NamedTuple):
    """A line of the attendance list."""

    role: str
    name: str
    authority: str


class Guest(NamedTuple):
    """A line of those in attendance, and the item for which they came."""

    name: str
    item: str
    authority: str


class Correction(NamedTuple):
    """A correction to an earlier note, in the sentence that asks for it."""

    item: str
    note_of: date
    asked_by: str
    words: str


class Action(NamedTuple):
    """Who is to do what; `words` are the note's. Where it names nobody, `who` is empty."""

    item: str
    who: str
    words: str


PRESENT = (
    Attended("Chairman", "Cllr Peter Fleming OBE", "Sevenoaks District Council"),
    Attended("Vice-chair", "Cllr Liz Green", "Kingston upon Thames Royal Borough Council"),
    Attended("Deputy-chair", "Cllr Judi Billing MBE", "Hertfordshire County Council"),
    Attended("Deputy-chair", "Cllr Neil Prior", "Pembrokeshire County Council"),
    Attended("Member", "Cllr Nigel Ashton", "North Somerset Council"),
    Attended("Member", "Cllr Philip Broadhead", "Bournemouth, Christchurch & Poole Council"),
    Attended("Member", "Cllr Carl Les", "North Yorkshire County Council"),
    Attended("Member", "Cllr Damian White", "Havering London Borough Council"),
    Attended("Member", "Cllr Phil North", "Test Valley Borough Council"),
    Attended("Member", "Cllr Alice Perry", "Islington Council"),
    Attended("Member", "Cllr Asma Begum", "Tower Hamlets Council"),
    Attended("Member", "Cllr Vince Maple", "Medway Council"),
    Attended("Member", "Cllr Rebecca Lury", "Southwark Council"),
    Attended("Member", "Cllr Andrew Western", "Trafford Metropolitan Borough Council"),
    Attended("Member", "Cllr Wayne Davies", "Redcar & Cleveland Borough Council"),
    Attended("Member", "Sir Stephen Houghton CBE", "Barnsley Metropolitan Borough Council"),
    Attended("Member", "Cllr Alan Connett", "Teignbridge District Council"),
    Attended("Member", "Cllr Mike Haines", "Teignbridge District Council"),
    Attended("Member", "Mr Richard Priestman", "Independent Observer"),
    Attended("Member", "Mr Philip Sellwood CBE", "Independent Observer"),
)

# The list gives "Apologies" in place of their role: they are members too.
APOLOGIES = (
    Attended("Member", "Cllr Laura Miller", "Dorset Council"),
    Attended("Member", "Cllr Joy Allen", "Durham County Council"),
    Attended("Member", "Mayor Dave Hodgson MBE", "Bedford Borough Council"),
    Attended("Member", "Lord Gary Porter CBE", "South Holland District Council"),
)

IN_ATTENDANCE = (
    Guest("Phil Swann", "3", "Shared Intelligence"),
    Guest("Jabed Hussain", "6", "Achieving for Children"),
    Guest("Cllr Roger Blaney", "6", "Newark and Sherwood District Council"),
)

ITEMS = {
    "1": "Welcome, Apologies and Declarations of Interest",
    "2": "Note of last Improvement & Innovation Board meeting",
    "3": "SLI Shared Intelligence draft reports",
    "4": "Peer Challenge Stocktake",
    "5": "LGA Remote Peer Support Offer",
    "6": "Improvement support to councils on digital",
    "7": "Improvement support to councils on climate change",
    "8": "LGA Board improvement activity",
    "9": "Sector-led improvement in 2019/20 - End of year report",
    "10": "Any other business",
}

# Parts of item 6 that the note sets apart with a heading of their own.
SUB_ITEMS = {
    "6.1": "Digital Inclusion Programme",
    "6.2": "Remote Council Meeting Hub",
}

NO_DECLARATIONS = "No declarations of interest were made."

# In 4, 5 and 6 the note adds the action in the same paragraph: see ACTIONS.
DECISIONS = {
    "3": "The members of the Improvement & Innovation Board noted the reports and agreed that they "
    "will move forward with publication with a view to further activity in the autumn.",
    "4": "The Members of the Improvement & Innovation Board noted the report.",
    "5": "Members of the Improvement & Innovation Board noted the report.",
    "6": "The members of the Improvement & Innovation Board noted the report.",
    "7": "The members of the Improvement & Innovation Board noted the report and agreed the "
    "proposed work programme for the rest of the financial year set out in paragraphs 23-31.",
    "8": "The members of the Improvement & Innovation Board noted the report.",
    "9": "The members of the Improvement & Innovation Board noted the report.",
}

ACTIONS = (
    Action("4", "Officers", "proceed with implementation"),
    Action("5", "Officers", "continue their work providing support to authorities remotely"),
    Action(
        "6", "Officers", "continue their work providing support to authorities on remote working"
    ),
    Action("10", "", "specific findings to be provided to the Board at its next meeting"),
)

AGREED_NOTE_OF = date(2020, 5, 21)

CORRECTIONS = (
    Correction(
        "2",
        AGREED_NOTE_OF,
        "The Chairman",
        "The Chairman noted that previous references to Bournemouth Council should be corrected "
        "to Bournemouth, Christchurch & Poole Council moving forward.",
    ),
)

# Who introduced or presented what, as the text of the note says.
PRESENTERS = {
    "3": ("Matthew Hamilton", "Phil Swann"),
    "4": ("Heather Wills",),
    "5": ("Kevin Kewin",),
    "6": ("Tom Denman",),
    "6.1": ("Jabed Hussain",),
    "6.2": ("Cllr Roger Blaney",),
    "7": ("Grace Abel", "Cllr Liz Green"),
    "8": ("Mia Shelton",),
    "9": ("Mia Shelton",),
}

# The officers whom the text names, with their posts as it words them.
OFFICERS = {
    "Matthew Hamilton": "Head of Improvement Strategy and Coordination",
    "Heather Wills": "Principal Advisor – Improvement",
    "Kevin Kewin": "Programme Manager, LGA",
    "Tom Denman": "Digital Advisor – Productivity",
    "Grace Abel": "Advisor – Productivity",
    "Mia Shelton": "Improvement Strategy Advisor",
    "Lusi Manukyan": "Improvement Strategy Advisor",
}

# The Chairman's thanks, by item: they close the discussion before its decision.
THANKS = {
    "3": "The Chairman thanked Phil for his time.",
    "4": "The Chairman thanked Heather for the report.",
    "6": "The Chairman thanked Roger and Jabed for their time.",
    "9": "The Chairman noted his thanks for such a comprehensive report.",
}

CONFIDENTIAL = {
    "3": "there followed a confidential discussion on the findings.",
    "4": "There followed a confidential discussion on the report.",
    "5": "There followed a confidential discussion on the contents of the report.",
}
