"""Panels are drawn when what they show has changed, and then only those."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from jinja2 import meta
from msgspec.structs import replace

from server.digest import short_digest
from server.meeting.event import Recorded
from server.meeting.record import Audience
from server.meeting.sides import sides_of
from server.render.house import Houses, house_of
from server.render.layout import Layout
from server.render.panel import Panel, same
from server.render.panels import Artist, Drawing
from server.render.seat import Seat
from server.render.templates import environment
from tests.conftest import ENGLISH, Story, at_item, convened

AUDIENCES = list(Audience)
STEPS: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("record_decision", "clerk", {"text": "Granted."}),
    ("leave_for_interest", "clerk", {"person": "owen", "item": "3"}),
    ("record_connection", "server", {"person": "shah", "connected": True}),
    ("record_arrival", "clerk", {"person": "lloyd", "remote": True, "heard": True}),
    ("record_fault", "clerk", {"what": "member", "person": "lloyd"}),
    ("record_departure", "clerk", {"person": "shah"}),
    ("take_item", "clerk", {"item": "5"}),
    ("exclude_public", "clerk", {"ground": "own_rules"}),
    ("record_note", "clerk", {"text": "Said in private."}),
    ("readmit_public", "clerk", {}),
    ("adjourn_meeting", "clerk", {"until": "8pm", "reason": "The alarm rang."}),
)


def draw(sat: Story, audience: Audience = Audience.PUBLIC) -> Drawing:
    return Artist(audience, ENGLISH).draw(sat.sides)


def eventful() -> Story:
    """A meeting in which something of everything has happened; item 3 is in hand."""
    sat = at_item("1", "amin", "shah", "owen")
    sat.do("record_in_attendance", person="patel")
    sat.do("declare_interest", person="owen", kind="pecuniary", item="3", nature="Lives there")
    sat.do("take_item", item="2")
    sat.do("agree_previous_minutes")
    sat.do("take_item", item="3")
    sat.do("leave_for_interest", person="owen", item="3")
    sat.do("record_note", text="Members asked about flooding.")
    sat.do("record_decision", text="That permission be granted.")
    sat.do("record_departure", person="shah")
    sat.do("defer_item", item="5", to="September")
    return sat


def changed(sat: Story, audience: Audience, command: str, **given: str) -> set[str]:
    """The panels that differ, came or went when this was done."""
    artist = Artist(audience, ENGLISH)
    before = artist.draw(sat.sides).digests
    sat.do(command, **given)
    after = artist.draw(sat.sides).digests
    return {id for id in before.keys() | after.keys() if before.get(id) != after.get(id)}


# The same meeting, the same drawing


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_same_meeting_is_drawn_the_same_by_everybody(audience: Audience) -> None:
    assert draw(eventful(), audience) == draw(eventful(), audience)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_panel_made_of_the_same_objects_is_taken_over(audience: Audience) -> None:
    sat, artist = eventful(), Artist(audience, ENGLISH)
    before, after = artist.draw(sat.sides), artist.draw(sat.sides)
    assert all(a is b for a, b in zip(before.panels, after.panels, strict=True))
    assert before.root == after.root


def test_what_has_not_changed_is_not_drawn_again() -> None:
    sat, artist = eventful(), Artist(Audience.PUBLIC, ENGLISH)
    before = {panel.id: panel for panel in artist.draw(sat.sides).panels}
    sat.do("take_item", item="4")
    after = {panel.id: panel for panel in artist.draw(sat.sides).panels}
    kept = {"agenda-item-1", "agenda-item-2", "agenda-item-5", "attendance", "interests"}
    assert {id for id in kept if after[id] is before[id]} == kept


@pytest.mark.parametrize("audience", AUDIENCES)
def test_drawing_on_gives_what_drawing_anew_gives(audience: Audience) -> None:
    sat, artist = at_item("3"), Artist(audience, ENGLISH)
    sat.do("declare_interest", person="owen", kind="pecuniary", item="3", nature="Lives there")
    artist.draw(sat.sides)
    for command, by, given in STEPS:
        sat.do(command, by=by, **given)
        assert artist.draw(sat.sides) == draw(sat, audience), command


# What changes


def test_a_decision_changes_the_panels_that_tell_of_it() -> None:
    sat = at_item("3")
    sat.do("record_decision", text="That the report be noted.")
    differing = changed(sat, Audience.PUBLIC, "record_decision", text="Granted.")
    decision = sat.item("3").record[-1].id
    assert differing == {f"decided-{decision}", "agenda-item-3"}


def test_an_item_taken_changes_those_between_which_it_stands() -> None:
    differing = changed(at_item("3"), Audience.PUBLIC, "take_item", item="4")
    assert differing == {"now", "agenda-item-3", "agenda-item-4"}


def test_an_arrival_changes_the_attendance() -> None:
    sat = at_item("3", "shah")
    differing = changed(sat, Audience.PUBLIC, "record_arrival", person="owen")
    assert differing == {"attendance"}


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.MEMBER])
@pytest.mark.parametrize(
    ("command", "given"),
    [
        ("record_note", {"text": "Members asked about flooding."}),
        ("record_apologies", {"person": "lloyd", "note": "In hospital"}),
    ],
)
def test_what_is_the_clerks_alone_changes_nothing_else_for_others(
    audience: Audience, command: str, given: dict[str, str]
) -> None:
    sat = at_item("3")
    sat.do("record_apologies", person="lloyd")
    root = draw(sat, audience).root
    sat.do(command, **given)
    assert draw(sat, audience).root == root


def test_a_note_comes_to_the_clerk_as_a_panel_of_its_own() -> None:
    sat = at_item("3")
    differing = changed(sat, Audience.CLERK, "record_note", text="Said.")
    assert differing == {"undo", f"entry-{sat.item('3').record[0].id}"}


def test_an_undoing_draws_what_was_there_before() -> None:
    sat = at_item("3")
    before = {audience: draw(sat, audience).root for audience in AUDIENCES}
    sat.do("record_decision", text="Granted.")
    sat.do("undo")
    assert {audience: draw(sat, audience).root for audience in AUDIENCES} == before


# Nothing depends on the clock


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.MEMBER, Audience.CHAIR])
def test_when_something_was_entered_does_not_show(audience: Audience) -> None:
    """Only when it happened does: so nobody sees from a page that an entry came late."""
    sat = eventful()
    late = [
        Recorded(replace(stamp, recorded_at=stamp.recorded_at + timedelta(days=1)), event)
        for stamp, event in sat.recorded
    ]
    drawing = Artist(audience, ENGLISH).draw(sides_of(late))
    assert drawing == draw(sat, audience)


TELLING = {"now", "today", "lipsum", "request", "session", "token", "csrf"}


def test_no_template_of_a_panel_asks_for_the_time_or_the_reader_or_for_chance() -> None:
    made = environment(ENGLISH)
    assert made.loader is not None
    assert not set(made.globals) & (TELLING - {"lipsum"})
    for name in made.list_templates(filter_func=lambda n: n.startswith(("panels/", "business/"))):
        source = made.loader.get_source(made, name)[0]
        assert not meta.find_undeclared_variables(made.parse(source)) & TELLING, name


@pytest.mark.parametrize("audience", AUDIENCES)
def test_nothing_that_is_typed_into_stands_in_a_panel(audience: Audience) -> None:
    html = "".join(panel.html for panel in draw(eventful(), audience).panels)
    assert "<textarea" not in html
    assert "<select" not in html
    assert set(re.findall(r'<input[^>]*type="(\w+)"', html)) <= {"hidden"}


# Elements and digests


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_panel_is_one_element_with_its_id_and_digest(audience: Audience) -> None:
    panels = draw(eventful(), audience).panels
    assert len({panel.id for panel in panels}) == len(panels)
    for panel in panels:
        opening = re.match(r'<(\w+) id="([^"]+)"[^>]* data-panel="([^"]+)">', panel.html)
        assert opening is not None
        assert opening.groups()[1:] == (panel.id, panel.digest)
        assert panel.html.endswith(f"</{opening[1]}>")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_id_stands_twice_on_a_page(audience: Audience) -> None:
    html = "".join(panel.html for panel in draw(eventful(), audience).panels)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))


def test_a_slot_holds_its_panels_in_order() -> None:
    drawing = draw(at_item("3"))
    ids = re.findall(r'data-panel|id="agenda-(item-[\d-]+)"', drawing.slot("agenda"))
    assert [id for id in ids if id] == [item.anchor for item in at_item("3").meeting.items]
    assert drawing.slot("nowhere") == ""


def test_the_root_tells_one_drawing_from_another() -> None:
    roots = {draw(sat).root for sat in (convened(), at_item("3"), at_item("4"))}
    assert len(roots) == 3
    assert all(len(root) == 8 for root in roots)


def test_a_digest_tells_the_words_and_the_classes() -> None:
    assert short_digest("a") != short_digest("b")
    sat = at_item("3")
    before = draw(sat).digests["agenda-item-3"]
    sat.do("take_item", item="4")
    assert draw(sat).digests["agenda-item-3"] != before


# What is the same


def test_things_are_the_same_if_they_are_one_object_or_plain_and_equal() -> None:
    item = at_item("3").item("3")
    assert same(item, item)
    assert not same(item, replace(item))
    assert same(("a", 1, True, (item,)), ("a", 1, True, (item,)))
    assert not same((1,), (1, 2))
    assert not same(1, True)
    assert not same("1", 1)
    assert same({"a": (item,)}, {"a": (item,)})
    assert not same({"a": 1}, {"b": 1})


def test_a_panel_is_the_same_if_its_place_look_and_inputs_are() -> None:
    panel = Panel("now", "now", "now", {"phase": "open"})
    assert panel.same_as(replace(panel))
    for differing in ({"slot": "x"}, {"template": "x"}, {"tag": "li"}, {"classes": "x"}):
        assert not panel.same_as(replace(panel, **differing))
    assert not panel.same_as(replace(panel, given={"phase": "closed"}))


def test_the_layout_plans_each_panel_once() -> None:
    sat = eventful()
    for audience in AUDIENCES:
        seen = sat.seen_by(audience.value)
        ids = [panel.id for panel in Layout(audience).of(seen)]
        assert len(ids) == len(set(ids))


# The house and the seat


def test_the_house_is_the_same_object_all_meeting_long() -> None:
    sat, houses = at_item("3"), Houses()
    before = houses.of(sat.meeting)
    sat.do("record_decision", text="Granted.")
    assert houses.of(sat.meeting) is before
    assert houses.of(convened(body="Another body").meeting) is not before


def test_the_house_knows_people_items_and_interests_by_name() -> None:
    house = house_of(convened().meeting)
    assert house.name("owen") == "Cllr Carys Owen"
    assert house.name("A resident") == "A resident"
    assert house.interest("pecuniary") == "Disclosable pecuniary interest"
    assert house.interest("curiosity") == "curiosity"
    assert house.item_title("3") == "Land at Mill Lane"
    assert house.item_title("99") == ""


def test_a_seat_is_drawn_again_only_when_it_changed() -> None:
    sat, seat = at_item("3", "shah"), Seat("owen", ENGLISH)
    house = house_of(sat.meeting)
    assert seat.show(sat.meeting, house)
    assert not seat.show(sat.meeting, house)
    sat.do("record_note", text="Said.")
    assert not seat.show(sat.meeting, house)
    sat.do("record_arrival", person="owen")
    assert seat.show(sat.meeting, house)
    assert "6.33pm" in seat.html
