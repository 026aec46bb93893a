"""Who sat for whom, as the note and the pages tell it."""

from __future__ import annotations

import json
import re

from server.meeting.attended import attended
from server.meeting.profile import Arrival
from server.meeting.record import Audience
from server.minutes import compose, write
from server.render.house import house_of
from server.render.panels import Artist
from server.render.templates import kind
from tests.business.test_substitution import PEOPLE, named, opened, rules
from tests.conftest import ENGLISH, Story, convened, sitting


def remarks(sat: Story, person: str) -> str:
    members = compose(sat.meeting, ENGLISH).members
    (found,) = (member for member in members if member.person == person)
    return ", ".join(remark.text for remark in found.remarks)


def listed(sat: Story) -> list[str]:
    return [member.person for member in compose(sat.meeting, ENGLISH).members]


def panel(sat: Story, audience: Audience, id: str) -> str:
    drawn = Artist(audience, ENGLISH).draw(sat.sides)
    html = next(panel.html for panel in drawn.panels if panel.id == id)
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_the_note_says_for_whom_a_substitute_came() -> None:
    sat = opened(named(), "young")
    assert remarks(sat, "young") == "substitute for Cllr Carys Owen"
    text = write(sat.meeting, ENGLISH)["md"].decode()
    assert "Cllr Fay Young (substitute for Cllr Carys Owen)" in text
    assert "Cllr Fay Young was named as the substitute for Cllr Carys Owen." in text


def test_a_member_who_came_after_the_substitute_attended_without_the_seat() -> None:
    sat = opened(named(), "young")
    sat.do("record_arrival", person="owen")
    assert remarks(sat, "owen") == "joined at 6.33pm, attended; Cllr Fay Young sat in the seat"


def test_a_substitute_who_came_after_the_member_attended_without_the_seat() -> None:
    sat = opened(named(), "owen", "young")
    assert remarks(sat, "owen") == ""
    assert remarks(sat, "young") == (
        "substitute for Cllr Carys Owen, attended; Cllr Carys Owen sat in the seat"
    )


def test_the_note_says_when_a_seat_was_handed_over() -> None:
    sat = opened(named(Arrival.HANDOVER), "young", "owen")
    sat.do("hand_over_seat", person="owen", at="18:33")
    assert remarks(sat, "owen") == "took the seat over at 6.33pm"
    assert remarks(sat, "young") == "substitute for Cllr Carys Owen"
    text = write(sat.meeting, ENGLISH)["md"].decode()
    assert "Cllr Carys Owen took the seat over from Cllr Fay Young at 6.33pm." in text


def test_a_substitute_who_was_not_needed_is_not_listed() -> None:
    assert "young" not in listed(opened(named(), "owen"))
    assert "young" in listed(opened(named()))


def test_the_json_knows_for_whom_a_substitute_came() -> None:
    sat = opened(named(), "young")
    attendance = json.loads(write(sat.meeting, ENGLISH)["json"])["attendance"]
    replacing = {each["person"]: each.get("substitute_for") for each in attendance}
    assert replacing["young"] == "owen"
    assert set(replacing.values()) == {"owen", None}


def test_the_public_reads_who_sits_for_whom_and_who_has_no_seat() -> None:
    sat = opened(named(), "young")
    told = panel(sat, Audience.PUBLIC, "attendance")
    assert "Cllr Fay Young substitute for Cllr Carys Owen Plaid Cymru" in told
    assert "without the seat" not in told
    assert "of those present count" not in told
    sat.do("record_arrival", person="owen")
    told = panel(sat, Audience.PUBLIC, "attendance")
    assert "Cllr Carys Owen without the seat Plaid Cymru" in told
    assert "3 of those present count: one" in told


def test_the_clerk_calls_the_substitute_after_the_member() -> None:
    sat = opened(named(), "young")
    drawn = Artist(Audience.CLERK, ENGLISH).draw(sat.sides)
    roll = [panel.id for panel in drawn.panels if panel.id.startswith("roll-")]
    assert roll[2:4] == ["roll-owen", "roll-young"]
    assert "for Cllr Carys Owen" in panel(sat, Audience.CLERK, "roll-young")
    sat.do("record_arrival", person="owen")
    assert "without the seat" in panel(sat, Audience.CLERK, "roll-owen")


def test_a_substitute_was_here_for_the_items_during_which_they_were() -> None:
    sat = opened(named(), "young")
    sat.do("take_item", item="3")
    assert [person.id for person in attended(sat.meeting, sat.item("3"))] == [
        "shah",
        "young",
        "ruiz",
    ]


def form(sat: Story) -> str:
    macros = kind(ENGLISH, "substitution")
    return str(macros.form(house_of(sat.meeting), "clerk", None, {}))


def test_a_substitute_is_named_in_a_form_where_the_rules_have_substitutes() -> None:
    assert 'value="young"' in form(named())
    assert "hand_over_seat" not in form(named())
    assert "hand_over_seat" in form(named(Arrival.HANDOVER))
    assert form(sitting()).strip() == ""


def test_a_rule_that_was_not_followed_is_minuted_with_its_reason() -> None:
    sat = convened(profile=rules(), people=PEOPLE)
    sat.do("name_substitute", person="zaman", member="owen", override="Agreed by both groups")
    told = "Rule not followed: A substitute is of the same group. Reason: Agreed by both groups"
    assert told in write(sat.meeting, ENGLISH)["md"].decode()
