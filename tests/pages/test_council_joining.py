"""Who sits on a committee is ticked, who is known is asked about calmly, and no word is lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from server.council.register import Seat
from tests.pages.officer import Officer, office

PLANNING = "/council/bodies/planning"
MEMBERS = f"{PLANNING}/members"


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Officer]:
    async with office(tmp_path) as officer:
        given = {"council": "oakham", "name": "Planning", "kind": "committee", "parent": "parish"}
        await officer.post("/council/bodies/new", given)
        yield officer


def seats(desk: Officer) -> list[Seat]:
    return desk.council.register.seats_on("planning")


async def test_the_council_s_members_are_ticked_with_a_chair_by_one_button(desk: Officer) -> None:
    body = await desk.get(PLANNING)
    assert "Choose from the council’s members" in body.text
    assert "Who of the council sits on it" in (await desk.get(MEMBERS)).text
    given = {"sits-p0": "on", "sits-p2": "on", "chair": "p3", "names": "Fay Nowak"}
    page = await desk.fill(MEMBERS, given, capacity="member")
    found = {(seat.person, seat.role) for seat in seats(desk)}
    assert found == {("p0", ""), ("p2", ""), ("p3", "Chairman"), ("fay-nowak", "")}
    left = (await desk.get(MEMBERS)).html
    assert 'id="sits-p1"' in left
    assert 'id="sits-p0"' not in left, "who has a seat is not offered one"
    assert "4 people joined Planning: Cllr Ann Owen, Cllr Cai Price, Cllr Dee Jones" in page.text


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"chair": "p1", "vice": "p1"}, "nobody is chair and vice-chair at once"),
        ({"names": ""}, "Tick somebody, or write at least one name."),
        ({"sits-p0": "on", "names": "Ann Owen", "who-0": "p0"}, "Cllr Ann Owen is there twice"),
    ],
)
async def test_what_cannot_be_is_told_and_the_ticks_stay(
    desk: Officer, given: dict[str, str], sentence: str
) -> None:
    page = await desk.fill(MEMBERS, given)
    assert page.status == 422
    assert sentence in page.text
    assert seats(desk) == []
    if "sits-p0" in given:
        assert 'name="sits-p0" value="on" checked' in page.html


async def test_somebody_seated_meanwhile_is_told_and_not_left_out(desk: Officer) -> None:
    await desk.fill(MEMBERS, {"sits-p0": "on"})
    page = await desk.fill(MEMBERS, {"sits-p0": "on", "sits-p1": "on"})
    assert page.status == 422
    assert "Cllr Ann Owen has a seat on Planning already" in page.text


async def test_an_initial_is_asked_about_and_never_merged_silently(desk: Officer) -> None:
    asked = await desk.fill(MEMBERS, names="Cllr A Owen")
    assert asked.status == 200
    assert "“Cllr A Owen” may be somebody who is here already" in asked.text
    assert "There is a problem" not in asked.text
    assert "checked" not in asked.html.partition('id="ask-who-0"')[2].partition("</div>\n<input")[0]
    given = {"names": "Cllr A Owen", "asked-who-0": "Cllr A Owen"}
    open = await desk.fill(MEMBERS, given)
    assert open.status == 422
    assert "Say whether Cllr A Owen is the same person." in open.text
    assert seats(desk) == []
    await desk.fill(MEMBERS, given, **{"who-0": "p0"})
    assert [seat.person for seat in seats(desk)] == ["p0"]
    assert desk.council.register.name_of("p0") == "Cllr Ann Owen"


async def test_an_answer_about_one_name_is_none_about_another(desk: Officer) -> None:
    given = {"names": "Cllr A Owen", "asked-who-0": "Cllr Bob Shah", "who-0": "another"}
    page = await desk.fill(MEMBERS, given)
    assert "“Cllr A Owen” may be somebody who is here already" in page.text
    assert seats(desk) == []


async def test_the_officer_who_asks_is_offered_with_a_post(desk: Officer) -> None:
    page = await desk.get(f"{MEMBERS}?as=officer")
    assert "Ruth Calloway (you)" in page.text
    field = page.html.partition('name="officer-')[2].partition('"')[0]
    given = {f"officer-{field}": "on", f"post-{field}": "Clerk", "as": "officer"}
    page = await desk.fill(MEMBERS, given, capacity="officer")
    assert "Ruth Calloway joined Planning as an officer." in page.text
    assert desk.council.register.people["ruth-calloway"].position == "Clerk"
    again = await desk.get("/council/bodies/parish/members?as=officer")
    assert "Ruth Calloway, Clerk" in again.text, "now they are known"


async def test_an_import_asks_about_an_initial_and_keeps_the_name(desk: Officer) -> None:
    text = "Name,Committee\nCllr A Owen,Planning"
    looked = await desk.post("/council/import", text=text, do="look")
    assert "1 to be decided" in looked.text
    names = ("seen", "chosen", "asked-who-2")
    given = {
        name: looked.html.partition(f'name="{name}" value="')[2].partition('"')[0] for name in names
    }
    await desk.post("/council/import", given, text=text, do="take", **{"who-2": "p0"})
    assert [seat.person for seat in seats(desk)] == ["p0"]
    assert desk.council.register.name_of("p0") == "Cllr Ann Owen"


async def test_a_committee_chosen_anew_is_looked_at_once_more(desk: Officer) -> None:
    text = "Name,Committee\nGus Field,Parks"
    looked = await desk.post("/council/import", text=text, do="look")
    given = {
        name: looked.html.partition(f'name="{name}" value="')[2].partition('"')[0]
        for name in ("seen", "chosen")
    }
    again = await desk.post("/council/import", given, text=text, do="take", **{"body-0": "out"})
    assert "You chose anew what becomes of a committee" in again.text
    assert "parks" not in desk.council.register.bodies
    await desk.post("/council/import", given, text=text, do="take", **{"body-0": "add"})
    assert desk.council.register.bodies["parks"].parent == "parish"


@pytest.mark.parametrize(
    ("given", "colour"),
    [
        ({"colour_pick": "#2d5c2f"}, "#2d5c2f"),
        ({"colour_pick": "#2d5c2f", "colour": "#1d5b8f"}, "#1d5b8f"),
        ({"colour_pick": "#1d3f5e"}, ""),
    ],
)
async def test_a_colour_is_chosen_in_a_box_or_written(
    desk: Officer, given: dict[str, str], colour: str
) -> None:
    drawn = {"name": "Oakham", "nation": "England", "colour": "", "colour_was": ""}
    await desk.fill("/council/oakham", {**drawn, "pick_was": "#1d3f5e", **given})
    assert desk.council.register.councils["oakham"].colour == colour


REMOVED = {
    "body": (PLANNING, f"{PLANNING}/change", {"place": "The Old School"}),
    "person": ("/council/people/p0", "/council/people/p0", {"name": "The Old School"}),
    "seat": (
        "/council/people/p0/seats/s0",
        "/council/people/p0/seats/s0",
        {"ward": "The Old School"},
    ),
}


@pytest.mark.parametrize("kind", REMOVED)
async def test_what_was_removed_while_its_form_was_open_is_told_with_every_word(
    desk: Officer, kind: str
) -> None:
    path, form, typed = REMOVED[kind]
    await desk.post(f"{path}/remove")
    page = await desk.post(form, typed)
    assert page.status == 409
    assert "was removed by Ruth Calloway" in page.text
    assert "The Old School" in page.text


async def test_what_was_taken_back_while_its_form_was_open_is_told(desk: Officer) -> None:
    act = desk.council.kept.changes[-1].stamp.command
    await desk.post("/council/take-back", act=act)
    page = await desk.post(f"{PLANNING}/change", place="The Old School")
    assert page.status == 409
    assert "had been added, and that was taken back by Ruth Calloway" in page.text
    assert (await desk.post("/council/bodies/never/change", place="x")).status == 404
