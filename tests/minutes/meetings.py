"""Three whole meetings as they are to be minuted: a board, a planning committee with amendments,
named votes and interests, and a Welsh committee with private business. Nothing is wrong in them."""

from __future__ import annotations

from datetime import date

from server import places
from server.meeting.agenda import Access, Purpose
from server.meeting.convened import PlannedItem
from server.meeting.people import Person
from server.meeting.sides import Sides, sides_of
from server.meeting_file import load_profiles, read_profile
from server.meeting_file.folder import load_meeting_file, read_text
from server.script import play, read_script
from tests.conftest import CAST, Story, convened

PRESENT = ("amin", "shah", "owen", "ruiz", "lloyd")
WELSH_CAST = (
    Person("ap-rhys", "Cyng. Gruffudd ap Rhys", role="Chair", group="Plaid Cymru"),
    Person("wyn", "Cyng. Angharad Wyn Lloyd", role="Vice-chair", group="Llafur"),
    Person("hopkin", "Cyng. Siân Hopkin", group="Annibynnol"),
    Person("protheroe", "Cyng. Dafydd Protheroe", group="Plaid Cymru"),
    Person("mostyn", "Cyng. Ffion Môr-Mostyn", group="Llafur"),
)


def board() -> Sides:
    """The board of 14 July 2020, played from the script of the demonstration."""
    script = places.config() / "demonstration" / "script.jsonl"
    profiles = places.config() / "profiles"
    told = read_script(read_text(script))
    return sides_of(play(told, lambda name: load_meeting_file(script.parent / name, profiles)))


def ready(name: str, /, **changes: object) -> Story:
    """A meeting of a body with this ready profile, not opened yet."""
    profile = read_profile(name, load_profiles(places.config() / "profiles")[name])
    return convened(profile=profile, **changes)


def voted(sat: Story, **choices: str) -> None:
    """Put the question by names; who answers how."""
    sat.do("put_question", way="named")
    for person, choice in choices.items():
        sat.do("cast_vote", person=person.replace("_", "-"), choice=choice.removesuffix("_"))
    sat.do("close_vote")


def planning(*, closed: bool = True) -> Story:
    """A planning committee: an interest, an amendment, named votes, an action; then the close."""
    items = (
        PlannedItem("1", "Apologies for absence"),
        PlannedItem("2", "Declarations of interest", declarations=True),
        PlannedItem("3", "Minutes of the last meeting", minutes_of=date(2026, 6, 9)),
        PlannedItem("4", "26/0412/FUL: Land at Mill Lane", purpose=Purpose.DECISION),
        PlannedItem("5", "26/0533/HOU: 8 Orchard Close", purpose=Purpose.DECISION),
        PlannedItem("6", "Appeals"),
    )
    sat = ready("english_planning_committee", items=items, people=CAST)
    for person in ("amin", "shah", "owen", "ruiz"):
        sat.do("record_present", person=person)
    sat.do("record_apologies", person="lloyd")
    sat.wait_until("18:32")
    sat.do("open_meeting")
    sat.do("take_item", item="1")
    sat.do("record_note", text="Apologies were received from Eve Lloyd.")
    sat.do("take_item", item="2")
    nature = "Owns the house beside the site."
    sat.do("declare_interest", person="owen", kind="disclosable_pecuniary", item="5", nature=nature)
    sat.do("take_item", item="3")
    sat.do("correct_previous_minutes", text="Cllr Ruiz had sent apologies.")
    sat.do("agree_previous_minutes", subject_to_corrections=True)
    _mill_lane(sat)
    _orchard_close(sat)
    sat.do("take_item", item="6")
    sat.do("return_from_interest", person="owen")
    sat.do("record_decision", text="That the report be noted.", outcome="noted")
    if closed:
        sat.do("close_meeting")
    return sat


def _mill_lane(sat: Story) -> None:
    """A motion, and an amendment to it that is carried; both by names."""
    sat.do("take_item", item="4")
    sat.do("record_note", text="Cllr Shah asked about the access from Mill Lane.")
    sat.do(
        "move_motion",
        text="That permission be granted, subject to the conditions in the report.",
        mover="shah",
        seconder="ruiz",
    )
    amended = "That permission be granted, subject to the conditions in the report and to the "
    sat.do("move_amendment", text=f"{amended}planting of a hedge.", mover="owen", seconder="amin")
    voted(sat, amin="for", shah="for", owen="for", ruiz="against")
    voted(sat, amin="for", shah="for", owen="for", ruiz="abstain")
    sat.do("record_action", who="Gwen Hughes", what="write to the applicant")


def _orchard_close(sat: Story) -> None:
    """A refusal, while a member with an interest is out."""
    sat.do("take_item", item="5")
    sat.do("leave_for_interest", person="owen", item="5")
    sat.do("record_note", text="The Planning Officer reported on Tuesday 7 July 2026.")
    sat.do("move_motion", text="That permission be refused.", mover="ruiz", seconder="shah")
    voted(sat, amin="against", shah="for", ruiz="for")


def welsh() -> Story:
    """A Welsh committee that takes one item in private, and publishes what was decided."""
    items = (
        PlannedItem("1", "Datganiadau o fuddiant", declarations=True),
        PlannedItem("2", "Cofnodion", minutes_of=date(2026, 6, 9)),
        PlannedItem("3", "Adroddiad y gwasanaeth ieuenctid", purpose=Purpose.DECISION),
        PlannedItem(
            "4",
            "Tir ger yr harbwr",
            purpose=Purpose.DECISION,
            access=Access.EXEMPT,
            paragraphs=("14",),
            private_title="Gwerthu Cei’r Dderwen i gwmni Tarian",
        ),
    )
    sat = ready(
        "welsh_committee",
        items=items,
        people=WELSH_CAST,
        body="Pwyllgor Craffu Cymunedau",
        name="Pwyllgor Craffu Cymunedau, 14 Gorffennaf 2026",
        council="Cyngor Sir Enghraifft",
        place="Siambr y Cyngor",
    )
    for person in ("ap-rhys", "wyn", "hopkin"):
        sat.do("record_present", person=person)
    sat.do("record_present", person="protheroe", remote=True, heard=True)
    sat.do("record_apologies", person="mostyn")
    sat.wait_until("18:32")
    sat.do("open_meeting")
    sat.do("take_item", item="1")
    sat.do("declare_no_interests")
    sat.do("take_item", item="2")
    sat.do("agree_previous_minutes")
    sat.do("take_item", item="3")
    sat.do("record_note", text="Cyflwynodd y Cynghorydd Wyn Lloyd yr adroddiad.")
    sat.do("record_decision", text="Bod y cynllun yn cael ei argymell.", outcome="noted")
    sat.do("move_exclusion", mover="wyn", seconder="hopkin", items="4", public_interest=True)
    sat.do("put_question", way="hands")
    sat.do("record_counts", in_favour=4, against=0)
    sat.do("close_vote")
    sat.do("take_item", item="4")
    sat.do("record_note", text="Eglurwyd cynnig cwmni Tarian o £480,000.")
    sat.do("record_decision", text="Bod Cei’r Dderwen yn cael ei werthu i gwmni Tarian.")
    sat.do("readmit_public", mover="wyn", seconder="hopkin")
    sat.do("release_decision", item="4", text="Bod y tir yn cael ei werthu.")
    sat.do("release_summary", item="4", text="Trafododd yr aelodau y cynigion.")
    sat.do("close_meeting")
    return sat
