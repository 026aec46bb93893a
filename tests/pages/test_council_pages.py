"""An officer sets up a council by pages alone, keeps its people, and takes back what was wrong."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from server.council.change import Changed
from server.council.register import Register, Seat
from server.importing.people import ImportedPerson, write_table
from tests.pages.axe import barriers, barriers_at, too_faint
from tests.pages.conftest import WINDOW
from tests.pages.officer import Officer, office

TODAY = date.today()  # noqa: DTZ011
AGO, AHEAD = TODAY - timedelta(days=400), TODAY + timedelta(days=400)
FIRST = {"name": "Oakham Parish Council", "nation": "England", "sort": "local"}
BODY = "/council/bodies/parish"
OWEN = "/council/people/p0"
LIST = "Name,Ward,Committee,Role\n{}"


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Officer]:
    async with office(tmp_path) as officer:
        yield officer


@pytest_asyncio.fixture
async def new_desk(tmp_path: Path) -> AsyncIterator[Officer]:
    async with office(tmp_path, empty=True) as officer:
        yield officer


def register(desk: Officer) -> Register:
    return desk.council.register


def changes(desk: Officer) -> list[Changed]:
    return desk.council.kept.changes


def seat_of(desk: Officer, person: str) -> Seat:
    [found] = register(desk).seats_of(person)
    return found


async def take_back(desk: Officer) -> None:
    """Take back what was done last."""
    page = await desk.post("/council/take-back", act=changes(desk)[-1].stamp.command)
    assert page.status == 200


def hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    return found[1] if found else ""


# Setting up


async def test_a_new_clerk_has_a_council_with_members_in_three_forms(new_desk: Officer) -> None:
    asked = await new_desk.get("/council")
    assert "Which council is this?" in asked.text
    page = await new_desk.post("/council/new", FIRST)
    assert page.path == "/council/bodies/oakham-parish-council"
    assert "Parish or town council in England" in page.text
    names = "Cllr Ann Owen, Chair\nCllr Bob Shah, North\n\nCllr Cai Price, Vice-chair, South"
    page = await new_desk.post(f"{page.path}/members", names=names, capacity="member")
    for words in ("Cllr Ann Owen Chair", "Cllr Bob Shah North", "Cllr Cai Price Vice-chair South"):
        assert words in page.text
    assert len({each.stamp.command for each in changes(new_desk)}) == 2
    await take_back(new_desk)
    assert register(new_desk).people == {}
    await take_back_first(new_desk)
    assert "Which council is this?" in (await new_desk.get("/council")).text


async def take_back_first(desk: Officer) -> None:
    page = await desk.post("/council/take-back", act=changes(desk)[0].stamp.command)
    assert page.status == 200


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("name", "Write the name of the council."),
        ("nation", "Choose the nation."),
        ("sort", "Choose what kind of council it is."),
    ],
)
async def test_what_is_missing_is_asked_for(new_desk: Officer, field: str, sentence: str) -> None:
    page = await new_desk.post("/council/new", {**FIRST, field: ""})
    assert page.status == 422
    assert sentence in page.text
    assert changes(new_desk) == []


async def test_a_colour_on_which_white_cannot_be_read_is_refused(desk: Officer) -> None:
    given = {"name": "Oakham", "nation": "Wales", "colour": "#ffdd00", "contact": "The clerk"}
    page = await desk.fill("/council/oakham", given)
    assert page.status == 422
    assert "their contrast is 1.3 and must be 4.5 or more" in page.text
    assert "The clerk" in page.html
    await desk.fill("/council/oakham", {**given, "colour": "#1d5b8f", "welsh": "on"})
    council = register(desk).councils["oakham"]
    assert (council.colour, council.welsh, council.nation) == ("#1d5b8f", True, "Wales")


async def test_a_body_is_added_with_the_rules_that_are_usual(desk: Officer) -> None:
    given = {"council": "oakham", "name": "Planning Committee", "kind": "committee", "seats": "5"}
    page = await desk.post("/council/bodies/new", {**given, "parent": "parish"})
    assert page.path == "/council/bodies/planning-committee"
    body = register(desk).bodies["planning-committee"]
    assert (body.profile, body.seats, body.parent) == ("english_parish", 5, "parish")
    assert "5, 5 vacant" in page.text
    again = await desk.post("/council/bodies/new", given)
    assert (again.status, "a committee of this name already" in again.text) == (422, True)
    under = await desk.fill(
        f"{BODY}/change", {**given, "name": "P", "parent": "planning-committee"}
    )
    assert "Nothing can be a committee of itself" in under.text
    many = await desk.fill(f"{BODY}/change", {**given, "name": "P", "seats": "five"})
    assert "in figures" in many.text


async def test_a_body_that_was_changed_keeps_its_own_rules(desk: Officer) -> None:
    own = {"quorum": "fixed", "quorum_fixed": "5", "quorum_source": "Standing Order 3"}
    await desk.fill(f"{BODY}/rules/change", await rules_of(desk, own))
    await desk.fill(f"{BODY}/change", name="Parish", kind="council", profile="english_parish")
    assert register(desk).bodies["parish"].overrides["quorum"]["fixed"] == 5


async def test_a_body_added_by_mistake_is_removed_and_one_that_is_used_is_not(
    desk: Officer,
) -> None:
    given = {"council": "oakham", "name": "Mistake", "kind": "panel"}
    await desk.post("/council/bodies/new", given)
    await desk.post("/council/bodies/mistake/remove")
    assert "mistake" not in register(desk).bodies
    day = AHEAD.isoformat()
    await desk.post("/agendas/new", body="parish", day=day, time="19:30", place="Hall", begin="")
    page = await desk.post(f"{BODY}/remove")
    assert page.status == 422
    assert "give it a last day" in page.text


# Rules


async def rules_of(desk: Officer, own: dict[str, str]) -> dict[str, str]:
    """The form of the rules as it came, with these filled in."""
    html = (await desk.get(f"{BODY}/rules/change")).html
    fields = {}
    for tag in re.findall(r"<input[^>]*>", html):
        kind, name = (re.search(rf'{each}="([^"]*)"', tag) for each in ("type", "name"))
        value = re.search(r'value="([^"]*)"', tag)
        if name and (not kind or kind[1] in ("text", "number") or "checked" in tag):
            fields[name[1]] = value[1] if value else ""
    fields |= own
    return {name: value for name, value in fields.items() if value != "off"}


async def test_rules_sent_as_they_came_are_no_rules_of_its_own(desk: Officer) -> None:
    before = len(changes(desk))
    page = await desk.fill(f"{BODY}/rules/change", await rules_of(desk, {}))
    assert page.path == f"{BODY}/rules"
    assert len(changes(desk)) == before
    assert "They are the standard rules" in page.text


async def test_a_rule_of_its_own_says_where_it_comes_from(desk: Officer) -> None:
    refused = await desk.fill(f"{BODY}/rules/change", await rules_of(desk, {"limit": "120"}))
    assert refused.status == 422
    assert "Length of a sitting: say where this rule of your own comes from" in refused.text
    own = {"limit": "120", "limit_source": "Standing Order 9", "substitutes": "on"}
    own |= {"substitutes_source": "Standing Order 2", "seconds-public": "240"}
    own |= {"source-public": "Standing Order 4"}
    page = await desk.fill(f"{BODY}/rules/change", await rules_of(desk, own))
    overrides = register(desk).bodies["parish"].overrides
    assert overrides["limit"] == {"minutes": 120, "source": "Standing Order 9"}
    assert overrides["substitutes"] == {"allowed": True, "source": "Standing Order 2"}
    public = [kind for kind in overrides["speaking"]["kinds"] if kind["kind"] == "public"]
    assert [kind["seconds"] for kind in public] == [240]
    assert "Source: Standing Order 9" in page.text
    back = {"limit": "0", "limit_source": "", "substitutes": "off", "substitutes_source": ""}
    back |= {"seconds-public": "180", "source-public": ""}
    await desk.fill(f"{BODY}/rules/change", await rules_of(desk, back))
    assert register(desk).bodies["parish"].overrides == {}


@pytest.mark.parametrize(
    ("own", "sentence"),
    [
        ({"quorum": "fixed", "quorum_fixed": "2"}, "Of 7 members at least 3 are needed by law"),
        ({"quorum_numerator": "1", "quorum_denominator": "9", "quorum_minimum": "1"}, "by law"),
        ({"named": "5", "named_source": "SO 7"}, "By law any one member can demand a named vote"),
        ({"named": "0", "named_source": "SO 7"}, "Sch 12 para 13(2)): a rule of your own can ask"),
        ({"casting": "off", "casting_source": "SO 2"}, "cannot take it away. Leave it on."),
        ({"quorum_numerator": "5"}, "Write a part of the membership"),
        ({"named": "many"}, "Write a whole number"),
        ({"limit": "9999", "limit_source": "Standing Order 9"}, "minutes are too many"),
    ],
)
async def test_a_rule_that_cannot_be_is_refused(
    desk: Officer, own: dict[str, str], sentence: str
) -> None:
    given = await rules_of(desk, {"quorum_source": "Standing Order 3", **own})
    page = await desk.fill(f"{BODY}/rules/change", given)
    assert page.status == 422
    assert sentence in page.text
    assert register(desk).bodies["parish"].overrides == {}


async def test_a_meeting_that_was_convened_keeps_its_rules(desk: Officer) -> None:
    day = AHEAD.isoformat()
    begun = await desk.post(
        "/agendas/new", body="parish", day=day, time="19:30", place="Hall", begin="standing"
    )
    await desk.post(f"{begun.path}/publish")
    [running] = list(desk.server.meetings)
    own = {"quorum": "fixed", "quorum_fixed": "5", "quorum_source": "Standing Order 3"}
    await desk.fill(f"{BODY}/rules/change", await rules_of(desk, own))
    assert running.live.meeting.profile.quorum.fixed is None


# People and seats


async def test_a_new_name_keeps_the_person_and_the_seats(desk: Officer) -> None:
    await desk.fill(OWEN, name="Cllr Ann Price", position="")
    assert register(desk).name_of("p0") == "Cllr Ann Price"
    assert seat_of(desk, "p0").person == "p0"
    await take_back(desk)
    assert register(desk).name_of("p0") == "Cllr Ann Owen"


async def test_somebody_of_a_known_name_is_asked_about(desk: Officer) -> None:
    asked = await desk.post("/council/people/new", name="ann owen", position="")
    assert asked.status == 200
    assert "“ann owen” is already known" in asked.text
    assert "There is a problem" not in asked.text
    assert "Little Oakham Parish Council (North)" in asked.text
    same = await desk.post("/council/people/new", name="ann owen", position="", who="p0")
    assert same.path == OWEN
    other = await desk.post("/council/people/new", name="ann owen", position="", who="another")
    assert other.path == "/council/people/ann-owen"
    assert "Others of this name" in other.text


async def test_members_of_known_names_are_asked_about_in_the_box(desk: Officer) -> None:
    await desk.post("/council/bodies/new", council="oakham", name="Planning", kind="committee")
    given = {"names": "Cllr Ann Owen, Chair\nFay Nowak", "capacity": "member"}
    asked = await desk.post("/council/bodies/planning/members", given)
    assert asked.status == 200
    assert "“Cllr Ann Owen” is already known" in asked.text
    assert "There is a problem" not in asked.text
    assert "Fay Nowak" in asked.html
    assert register(desk).seats_on("planning") == []
    await desk.post("/council/bodies/planning/members", {**given, "who-0": "p0"})
    seats = register(desk).seats_on("planning")
    assert {(seat.person, seat.role) for seat in seats} == {("p0", "Chair"), ("fay-nowak", "")}
    twice = await desk.post(
        "/council/bodies/planning/members", {**given, "who-0": "p0", "who-1": "fay-nowak"}
    )
    assert twice.status == 422


async def test_a_seat_is_given_ended_and_in_the_history(desk: Officer) -> None:
    seat = f"{OWEN}/seats/{seat_of(desk, 'p0').id}"
    await desk.fill(seat, capacity="member", ward="North", votes="on", since=AGO.isoformat())
    page = await desk.post(f"{seat}/end", until=(TODAY - timedelta(days=1)).isoformat())
    assert "No seat today." in page.text
    assert "Before" in page.text
    body = await desk.get(BODY)
    assert "1 former seat" in body.text
    again = {"body": "parish", "capacity": "substitute", "votes": "on"}
    refused = await desk.post(f"{OWEN}/seats/new", {**again, "since": AGO.isoformat()})
    assert (refused.status, "let this one begin after that day" in refused.text) == (422, True)
    await desk.post(f"{OWEN}/seats/new", {**again, "since": TODAY.isoformat()})
    assert "Substitutes who may be named" in (await desk.get(BODY)).text
    assert len(register(desk).seats_of("p0")) == 2


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"since": "2026-05-01", "until": "2026-04-30"}, "The last day is before the first"),
        ({"since": "May"}, "must be a date"),
        ({"role": "Chair"}, "Cllr Bob Shah is Chairman of Little Oakham Parish Council"),
        ({"capacity": "guest"}, "A guest has no seat"),
    ],
)
async def test_a_seat_that_cannot_be_is_refused_and_no_word_is_lost(
    desk: Officer, given: dict[str, str], sentence: str
) -> None:
    seat = seat_of(desk, "p0")
    page = await desk.fill(
        f"{OWEN}/seats/{seat.id}", {"capacity": "member", "ward": "West", **given}
    )
    assert page.status == 422
    assert sentence in page.text
    assert 'value="West"' in page.html
    assert seat_of(desk, "p0") == seat


async def test_a_mistake_is_removed_and_somebody_on_a_list_of_a_meeting_is_not(
    desk: Officer,
) -> None:
    await desk.post(f"{OWEN}/seats/{seat_of(desk, 'p0').id}/remove")
    assert register(desk).seats_of("p0") == []
    await desk.post(f"{OWEN}/remove")
    assert "p0" not in register(desk).people
    assert (await desk.get(OWEN)).status == 404
    new = await desk.post("/council/people/new", name="p0", position="")
    assert new.path == "/council/people/p0-2", "an id is never given twice"


async def test_what_others_build_on_is_not_taken_back(desk: Officer) -> None:
    await desk.post("/council/bodies/new", council="oakham", name="Planning", kind="committee")
    act = changes(desk)[-1].stamp.command
    await desk.post("/council/bodies/planning/members", names="Fay Nowak", capacity="member")
    page = await desk.post("/council/take-back", act=act)
    assert page.status == 422
    assert "Take that back first" in page.text
    assert "planning" in register(desk).bodies
    await take_back(desk)
    await desk.post("/council/take-back", act=act)
    assert "planning" not in register(desk).bodies


async def test_people_are_found_by_name(desk: Officer) -> None:
    page = await desk.get("/council/people?q=owen")
    assert "1 person with “owen” in their name" in page.text
    assert "Cllr Ann Owen" in page.text
    assert "Cllr Bob Shah" not in page.text


# Import and export


async def test_a_list_is_looked_at_taken_over_and_taken_back(desk: Officer) -> None:
    before = register(desk)
    text = LIST.format(
        "Cllr Ann Owen,South,,\nFay Nowak,East,,\nGus Field,,Parks,\nCllr Bob Shah,North,,Mayor"
    )
    page = await desk.post("/council/import", text=text, body="parish", do="look")
    for words in ("2 new people", "1 changed", "1 to be decided", "1 committee is not here yet"):
        assert words in page.text, words
    assert "Parks , with the rules of “Parish or town council in England”" in page.text
    assert "Role: Chairman → Mayor" in page.text
    assert "3 not in the list any more" in page.text, "who may be meant is not gone"
    assert register(desk) is before
    seen, text = hidden(page.html, "seen"), shown_list(page.html)
    gone = re.findall(r'name="(end-[^"]*)"', page.html)
    assert len(gone) == 3
    given = {"text": text, "body": "parish", "seen": seen, "do": "take", "who-2": "p0"}
    given |= {"chosen": hidden(page.html, "chosen")}
    refused = await desk.post("/council/import", {**given, gone[0]: "on"})
    assert "Say which day is the last" in refused.text
    assert register(desk) is before
    await desk.post("/council/import", {**given, gone[0]: "on", "last": TODAY.isoformat()})
    after = register(desk)
    assert seat_of(desk, "p0").ward == "South"
    assert seat_of(desk, "p1").role == "Mayor"
    assert after.bodies["parks"].parent == "parish"
    assert "fay-nowak" in after.people
    assert [s.until for s in after.seats.values()].count(TODAY) == 1
    await take_back(desk)
    assert list(register(desk).seats.values()) == list(before.seats.values())
    assert list(register(desk).people.values()) == list(before.people.values())
    assert register(desk).bodies == before.bodies


def shown_list(html: str) -> str:
    """The list that stands in the box."""
    found = re.search(r"<textarea[^>]*>(.*?)</textarea>", html, re.DOTALL)
    assert found is not None
    return found[1].replace("&#34;", '"').replace("&amp;", "&").replace("&#39;", "'")


async def test_nothing_is_taken_over_that_was_not_seen_so(desk: Officer) -> None:
    given = {"text": LIST.format("Fay Nowak,East,,"), "body": "parish", "do": "take"}
    page = await desk.post("/council/import", given)
    assert page.status == 422
    assert "look at it, then take it over" in page.text
    seen = hidden(page.html, "seen")
    await desk.fill(OWEN, name="Cllr Ann Price", position="")
    stale = await desk.post("/council/import", {**given, "seen": seen})
    assert stale.status == 422
    assert "fay-nowak" not in register(desk).people


async def test_fields_that_no_page_has_do_no_harm(desk: Officer) -> None:
    given = {"text": LIST.format("Fay Nowak,East,,"), "body": "nobody", "seen": "-"}
    odd = {f"who-{'9' * 5000}": "p0", "who-²": "p0", "who-": "p0", "end-none": "on", "last": "x"}
    page = await desk.post("/council/import", {**given, **odd, "do": "take"})
    assert page.status == 422
    assert (await desk.post("/council/take-back", act="")).status == 422


@pytest.mark.parametrize("ending", ["csv", "json"])
async def test_the_export_read_back_changes_nothing(desk: Officer, ending: str) -> None:
    async with desk.browser.get(f"/council/people.{ending}") as answer:
        assert answer.status == 200
        content = await answer.read()
    page = await desk.send_file("/council/import", f"people.{ending}", content, do="look")
    assert "Nothing would change." in page.text
    assert "5 as they are" in page.text


async def test_a_file_that_is_no_list_is_told_and_nothing_else(desk: Officer) -> None:
    for content in (b"", b"\x00\xff\xfe", b"<html>", b"{", b"no,heading\n1,2"):
        page = await desk.send_file("/council/import", "people", content, do="take")
        assert page.status in (200, 422)
        assert "Take these over" not in page.text


async def test_five_thousand_rows_are_looked_at_and_the_page_stays_small(
    desk: Officer,
) -> None:
    people = [ImportedPerson(f"Person {n}", ward=f"Ward {n}") for n in range(5_000)]
    page = await desk.send_file(
        "/council/import", "people.csv", write_table(people), body="parish", do="look"
    )
    assert "5000 new people" in page.text
    assert "And 4500 more rows of these kinds." in page.text
    table = page.html.partition("<table")[2].partition("</table>")[0]
    assert table.count("<tr") == 501
    given = {"text": shown_list(page.html), "body": "parish", "seen": hidden(page.html, "seen")}
    await desk.send_file("/council/import", "", b"", **given, do="take")
    assert len(register(desk).people) == 5_005
    assert (await desk.get("/council")).status == 200


# Everybody can read and work them


async def test_nothing_on_these_pages_stands_in_anybodys_way(
    desk: Officer, browser: Browser
) -> None:
    context = await browser.new_context(**WINDOW)
    url = str(desk.browser._base_url).rstrip("/")
    jar = desk.browser.cookie_jar.filter_cookies(desk.browser._base_url)
    await context.add_cookies([{"name": c.key, "value": c.value, "url": url} for c in jar.values()])
    page = await context.new_page()
    seat = f"{OWEN}/seats/{seat_of(desk, 'p0').id}"
    found = []
    for path in (
        *("/council", "/council/new", "/council/oakham", "/council/import", "/council/people"),
        "/council/copies",
        *("/council/bodies/new", BODY, f"{BODY}/change", f"{BODY}/members", f"{BODY}/rules"),
        *(f"{BODY}/rules/change", "/council/people/new", OWEN, seat),
    ):
        await page.emulate_media(color_scheme="light")
        await page.goto(url + path)
        found += [f"{path}: {each}" for each in await barriers_at(page, ((1366, 800), (320, 800)))]
        await page.emulate_media(color_scheme="dark")
        found += [f"{path} in the dark: {each}" for each in await too_faint(page)]
    await page.goto(f"{url}/council/import")
    text = LIST.format("Cllr Ann Owen,South,,\nFay Nowak,,,\nGus Field,,Parks,")
    await page.fill("#text", text)
    await page.select_option("#body", "parish")
    await page.click("button[value=look]")
    found += [f"look: {each}" for each in await barriers(page)]
    await context.close()
    assert found == []
