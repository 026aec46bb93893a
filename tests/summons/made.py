"""Three meetings that were called: of a parish, of a board, and of a Welsh council."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from server import places
from server.meeting.agenda import Access, Link, Purpose
from server.meeting.convened import MeetingConvened, PlannedItem
from server.meeting_file import load_profiles, read_profile
from server.meeting_file.folder import load_meeting_file
from server.render.language import Voice, voice
from server.summons import Around
from tests.conftest import CONVENED, LONDON, Story

SECRET = "zqx"
ENGLISH: Voice = voice("en", "Europe/London")
WELSH: Voice = voice("cy", "Europe/London")
PROFILES = places.config() / "profiles"
AROUND = Around("Jo Clerk, 01234 567890", "https://meetings.example")
KEPT_AWAY = AROUND._replace(apart=True)
PAPER = "/papers/" + "a" * 64

EXEMPT = PlannedItem(
    "126/20",
    "Staffing",
    purpose=Purpose.DECISION,
    summary=f"The {SECRET}-groundsman asks for more.",
    recommendations=(f"That {SECRET}-hours be raised.",),
    presenters=(f"Dr {SECRET}",),
    papers=(Link(f"{SECRET} report", f"{PAPER}/{SECRET}.pdf"),),
    access=Access.EXEMPT,
    private_title=f"Pay of the {SECRET}-groundsman",
    public_interest="It concerns one person.",
)
OPEN = PlannedItem(
    "125/20",
    "Allotments",
    purpose=Purpose.DECISION,
    summary="The fence is down.\n\n- on the left\n- on the right",
    recommendations=("That a fence be bought.", "That it be painted."),
    presenters=("hollis", "A resident"),
    papers=(
        Link("Quotations", f"{PAPER}/quotations.pdf"),
        Link("Plan", "https://council.example/plan.pdf"),
        Link(f"Appendix {SECRET}", f"{PAPER}/{SECRET}-2.pdf", exempt=True),
    ),
)


def parish(*items: PlannedItem, **changes: object) -> Story:
    """The council of Little Oakham, with an item that is exempt and one with an exempt paper."""
    file = load_meeting_file(places.config() / "example_meeting.toml", PROFILES)
    own = (replace(file.items[0], number="124/20"), OPEN, EXEMPT)
    return Story(replace(file, items=items or own, **changes))


def board() -> Story:
    """The board of 14 July 2020, which no act has give notice."""
    return Story(load_meeting_file(places.config() / "demonstration" / "meeting.toml", PROFILES))


def welsh() -> Story:
    """A Welsh council, kept in both languages."""
    profile = read_profile("welsh", load_profiles(PROFILES)["welsh_principal_council"])
    return Story(_welsh(replace(profile, languages=("cy", "en"))))


def _welsh(profile: object) -> MeetingConvened:
    return replace(
        CONVENED,
        body="Cyngor Sir",
        name="Cyngor Sir",
        council="Cyngor Sir Enghraifft",
        starts_at=datetime(2026, 7, 21, 10, 0, tzinfo=LONDON),
        place="Siambr y Cyngor",
        profile=profile,
        items=(
            PlannedItem("1", "Ymddiheuriadau"),
            PlannedItem("2", "Mater eiddo", access=Access.EXEMPT, paragraphs=("14",)),
            PlannedItem("2.1", "Prydles", parent="2", private_title=f"{SECRET}"),
        ),
    )
