"""What members have sent, as the clerk reads it; and what is said of it where its time has come."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from server.meeting.people import Capacity, Person
from server.meeting.profile import LimitRule, SubstituteRule, VotingRule
from server.meeting.record import Audience
from tests.conftest import CAST, PROFILE, Story, at_item, convened
from tests.debated import CONDITIONS, GRANT, counted, moved
from tests.render.test_business_panels import html, read

CLERK = Audience.CLERK
YOUNG = Person("young", "Cllr Fay Young", Capacity.SUBSTITUTE, group="Plaid Cymru")
RULES = replace(
    PROFILE,
    substitutes=SubstituteRule(allowed=True),
    limit=LimitRule(minutes=60),
    voting=VotingRule(own_vote=True),
)


def panel(sat: Story) -> str:
    return read(sat, "offers", CLERK)


def entries(sat: Story) -> list[str]:
    """What was sent, in the order in which it is shown."""
    found = re.findall(r"<strong>([^<]+)</strong>", html(sat, "offers", CLERK))
    return [each.strip() for each in found]


def ahead() -> Story:
    """Before the meeting, with substitutes and a time limit."""
    return convened(profile=RULES, people=(*CAST, YOUNG))


def ruiz_amends() -> Story:
    sat = moved(profile=RULES)
    sat.do("move_amendment", text=CONDITIONS, mover="ruiz")
    return sat


@pytest.mark.parametrize(
    ("sat", "command", "given", "words"),
    [
        (at_item("3"), "move_motion", {"text": GRANT}, f"Cllr Carys Owen moves a motion: {GRANT}"),
        (
            at_item("3"),
            "move_recommendations",
            {},
            "Cllr Carys Owen moves the recommendations of item 3.",
        ),
        (
            ruiz_amends(),
            "second_motion",
            {},
            "Cllr Carys Owen seconds the amendment of Cllr Diego Ruiz.",
        ),
        (
            moved(seconder=""),
            "second_motion",
            {},
            "Cllr Carys Owen seconds the motion of Cllr Bilal Shah.",
        ),
        (
            moved(),
            "move_amendment",
            {"text": CONDITIONS},
            "Cllr Carys Owen moves an amendment: That permission be granted [inserted: with "
            "conditions end of insertion]",
        ),
        (
            moved(),
            "move_procedural",
            {"what": "closure"},
            "Cllr Carys Owen moves that the question be now put.",
        ),
        (
            moved(),
            "move_procedural",
            {"what": "adjourn", "until": "8pm."},
            "Cllr Carys Owen moves to adjourn until 8pm.",
        ),
        (
            moved(profile=RULES),
            "move_procedural",
            {"what": "extend", "minutes": 30},
            "Cllr Carys Owen moves to extend the sitting by 30 minutes.",
        ),
        (
            ahead(),
            "declare_interest",
            {"kind": "pecuniary", "item": "3", "nature": "A field"},
            "Cllr Carys Owen declares an interest in item 3: Disclosable pecuniary interest. "
            "A field",
        ),
        (
            ahead(),
            "declare_interest",
            {"kind": "affected", "item": "all", "sensitive": True},
            "Cllr Carys Owen declares an interest in the whole meeting: Interest that is merely "
            "affected. The interest is sensitive, so its nature is not given.",
        ),
        (
            ahead(),
            "record_apologies",
            {"note": "Ill"},
            "Cllr Carys Owen sends apologies. Ill",
        ),
        (
            ahead(),
            "name_substitute",
            {"person": "young"},
            "Cllr Carys Owen cannot come, and names Cllr Fay Young as substitute.",
        ),
        (
            counted(moved(profile=RULES), 3, 1),
            "record_own_vote",
            {"choice": "against"},
            "Cllr Carys Owen asks that it be minuted that they voted against.",
        ),
    ],
)
def test_each_is_told_in_plain_words(
    sat: Story, command: str, given: dict[str, object], words: str
) -> None:
    sat.do(command, by="owen", **given)
    assert words in panel(sat)
    assert not [a for a in Audience if a is not CLERK and html(sat, "offers", a)]


def test_the_key_is_on_the_first_and_an_answer_takes_it_away() -> None:
    sat = at_item("3")
    first = sat.do("move_motion", by="owen", text=GRANT)
    sat.do("move_motion", by="ruiz", text=CONDITIONS)
    shown = html(sat, "offers", CLERK)
    assert shown.count('data-key="="') == 1
    assert shown.index('data-key="="') < shown.index("Cllr Diego Ruiz moves")
    sat.do("put_aside_offer", offer=first)
    assert entries(sat) == ["Cllr Diego Ruiz moves a motion:"]
    sat.do("undo")
    assert len(entries(sat)) == 2


def test_a_declaration_comes_first_when_its_item_is_in_hand() -> None:
    sat = at_item("3")
    sat.do("move_motion", by="owen", text=GRANT)
    sat.do("declare_interest", by="ruiz", kind="pecuniary", item="4")
    assert "Due now." not in panel(sat)
    assert "sent a declaration" not in read(sat, "reminders", CLERK)
    sat.do("take_item", item="4.1")
    assert entries(sat)[0].startswith("Cllr Diego Ruiz declares")
    reminder = "Cllr Diego Ruiz sent a declaration for this item, and it is not recorded yet."
    assert reminder in read(sat, "reminders", CLERK)
    assert reminder not in read(sat, "reminders", Audience.CHAIR)
    sat.do("take_up_offer", offer=sat.meeting.offers.waiting[1].id)
    assert reminder not in read(sat, "reminders", CLERK)


def test_a_declaration_comes_first_when_declarations_are_asked_for() -> None:
    sat = at_item("1")
    sat.do("record_apologies", by="lloyd")
    sat.do("declare_interest", by="ruiz", kind="pecuniary", item="5")
    assert entries(sat)[0].startswith("Cllr Diego Ruiz declares")
    assert "Due now." in panel(sat)


def test_what_was_sent_in_private_has_no_button_that_would_publish_it() -> None:
    sat = at_item("3")
    sat.do("exclude_public", ground="own_rules", items="3")
    sat.do("declare_interest", by="owen", kind="affected", item="3")
    assert 'data-key="="' in html(sat, "offers", CLERK)
    sat.do("readmit_public")
    assert 'data-key="="' not in html(sat, "offers", CLERK)
    assert "It was sent in private, and that has ended" in panel(sat)


def test_who_comes_late_is_told_until_they_come() -> None:
    sat = convened()
    sat.do("expect_late", by="owen", when="7.15pm.")
    assert "Cllr Carys Owen comes late: 7.15pm." in panel(sat)
    assert "late: 7.15pm" in read(sat, "roll-owen", CLERK)
    sat.do("record_present", person="owen")
    assert panel(sat) == ""
    assert "late" not in read(sat, "roll-owen", CLERK)


def test_after_the_close_there_is_nothing_to_answer() -> None:
    sat = at_item("3")
    sat.do("move_motion", by="owen", text=GRANT)
    sat.do("close_meeting", override="It is late.")
    assert panel(sat) == ""
