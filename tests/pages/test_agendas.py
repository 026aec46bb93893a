"""An agenda is prepared by pages alone, published, changed and published again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from msgspec.structs import replace

from server import places
from server.app import serving
from server.config import Settings
from server.council.plan import Plan
from server.council.registered import BodySet
from server.live.order import Order
from server.live.publishing import Publisher
from server.meeting.agenda import Access
from server.meeting.command import Office
from server.meeting.meeting import Meeting
from tests.pages.officer import PARISH, Officer, office

DAY = date.today() + timedelta(days=20)  # noqa: DTZ011  # far enough from any midnight
BEGIN = {"body": "parish", "day": DAY.isoformat(), "time": "19:30", "place": "Village Hall"}
EXAMPLE = (places.config() / "example_meeting.toml").read_text("utf-8")
PASTED = """\
1. Apologies for absence
2. Declarations of interest
3. Playground fence
RECOMMENDED that the lower quotation be accepted.
4. Staffing matter (EXEMPT)
"""


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Officer]:
    async with office(tmp_path) as officer:
        yield officer


async def begun(desk: Officer, begin: str = "nothing", **more: str) -> str:
    """The address of an agenda that was begun."""
    page = await desk.post("/agendas/new", {**BEGIN, "begin": begin, **more})
    assert page.status == 200
    assert page.path.startswith("/agendas/")
    return page.path


def plan(desk: Officer, path: str) -> Plan:
    found = desk.council.plan(path.removeprefix("/agendas/"))
    assert found is not None
    return found.state


def titles(desk: Officer, path: str) -> list[str]:
    return [f"{number} {item.item.title}" for number, item in plan(desk, path).numbered]


async def published(desk: Officer, path: str) -> Meeting:
    await desk.post(f"{path}/publish")
    running = desk.server.meetings.find(plan(desk, path).key)
    assert running is not None
    return running.live.meeting


async def test_an_agenda_is_begun_from_the_standing_items_of_the_body(desk: Officer) -> None:
    path = await begun(desk, "standing")
    assert titles(desk, path)[0] == "1 Apologies for absence"
    assert any("Declarations of interest" in title for title in titles(desk, path))


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("body", "", "Choose which body meets."),
        ("body", "nobody", "Choose which body meets."),
        ("day", "", "Say on which day the meeting is."),
        ("day", "31 November", "must be"),
        ("day", "9999-12-31", "must be a day such as 2026-12-01."),
        ("time", "25:61", "must be"),
        ("time", "19:30Z", "must be a time of day such as 18:30."),
        ("time", "19:30+05:00", "must be a time of day such as 18:30."),
        ("watch", "the usual address", "must be an address that begins with https://"),
    ],
)
async def test_what_is_wrong_is_told_and_no_word_is_lost(
    desk: Officer, field: str, value: str, sentence: str
) -> None:
    given = {**BEGIN, "title": "Annual assembly", "begin": "standing", field: value}
    page = await desk.post("/agendas/new", given)
    assert page.status == 422
    assert sentence in page.text
    assert 'value="Annual assembly"' in page.html
    assert list(desk.council.plans()) == []


async def test_a_meeting_is_where_its_body_usually_meets_unless_somebody_says_else(
    desk: Officer,
) -> None:
    arrangements = plan(desk, await begun(desk, place="")).arrangements
    assert arrangements is not None
    assert arrangements.place == "Village Hall"
    nowhere = replace(PARISH, id="working-group", place="")
    await desk.council.kept.change(lambda _: [BodySet(nowhere)], "test")
    page = await desk.post("/agendas/new", {**BEGIN, "body": "working-group", "place": ""})
    assert page.status == 422
    assert "Say where the meeting is, such as Council Chamber." in page.text


async def test_a_pasted_agenda_is_looked_at_before_anything_is_stored(desk: Officer) -> None:
    path = await begun(desk)
    page = await desk.post(f"{path}/paste", text=PASTED, do="look")
    assert "4 items were understood" in page.text
    assert plan(desk, path).items == ()
    await desk.post(f"{path}/paste", text=PASTED, do="take")
    assert titles(desk, path) == [
        "1 Apologies for absence",
        "2 Declarations of interest",
        "3 Playground fence",
        "4 Staffing matter",
    ]


async def test_an_agenda_is_loaded_from_a_file(desk: Officer) -> None:
    path = await begun(desk)
    page = await desk.send_file(f"{path}/paste", "agenda.txt", PASTED.encode(), do="look")
    assert "4 items were understood" in page.text
    assert "Playground fence" in page.html.split("<textarea")[1], "it can be mended as text"


async def test_an_agenda_is_loaded_from_a_meeting_file(desk: Officer) -> None:
    path = await begun(desk)
    await desk.post(f"{path}/paste", text=EXAMPLE, do="take")
    assert "3.2 Quotations for the playground fence" in titles(desk, path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("agenda.docx", b"PK\x03\x04 and no more"),
        ("agenda.pdf", b"%PDF-1.7"),
        ("agenda.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><meeting>&b;</meeting>'),
        ("agenda.json", b'{"EventItems": 3'),
        ("agenda.toml", b'[[items]]\ntitle = "'),
        ("novel.txt", b"It was a dark and stormy night. " * 1000),
    ],
)
async def test_a_file_that_is_no_agenda_is_told_so_and_changes_nothing(
    desk: Officer, name: str, content: bytes
) -> None:
    path = await begun(desk)
    page = await desk.send_file(f"{path}/paste", name, content, do="take")
    assert page.status == 200
    assert "to look at" in page.text
    assert plan(desk, path).items == ()


async def test_an_item_is_added_changed_and_removed_and_each_can_be_taken_back(
    desk: Officer,
) -> None:
    path = await begun(desk)
    await desk.post(f"{path}/items/new", title="Fence", purpose="decision", access="open")
    ref = plan(desk, path).items[0].ref
    form = await desk.get(f"{path}/items/{ref}")
    seen = form.html.split('name="seen" value="')[1].split('"')[0]
    await desk.post(f"{path}/items/{ref}", title="The fence", seen=seen, minutes="10")
    assert plan(desk, path).items[0].item.title == "The fence"
    await desk.post(f"{path}/items/{ref}/remove")
    assert plan(desk, path).items == ()
    stream = desk.council.plan(path.removeprefix("/agendas/"))
    assert stream is not None
    for expected in (["1 The fence"], ["1 Fence"]):
        last = stream.changes[-1 if expected == ["1 The fence"] else -3].stamp.command
        await desk.post(f"{path}/take-back", act=last)
        assert titles(desk, path) == expected


async def test_two_officers_who_change_one_item_lose_no_word(desk: Officer) -> None:
    path = await begun(desk)
    await desk.post(f"{path}/items/new", title="Fence")
    ref = plan(desk, path).items[0].ref
    form = await desk.get(f"{path}/items/{ref}")
    seen = form.html.split('name="seen" value="')[1].split('"')[0]
    await desk.post(f"{path}/items/{ref}", title="Fence of the playground", seen=seen)
    page = await desk.post(f"{path}/items/{ref}", title="Fence, quotations", seen=seen)
    assert page.status == 422
    assert "Somebody else has changed this item since you opened it." in page.text
    assert 'value="Fence, quotations"' in page.html
    assert "Fence of the playground" in page.text
    assert plan(desk, path).items[0].item.title == "Fence of the playground"


async def test_of_two_who_save_one_item_at_once_one_is_told(desk: Officer) -> None:
    path = await begun(desk)
    await desk.post(f"{path}/items/new", title="Fence")
    ref = plan(desk, path).items[0].ref
    form = await desk.get(f"{path}/items/{ref}")
    seen = form.html.split('name="seen" value="')[1].split('"')[0]
    pages = await asyncio.gather(
        *(desk.post(f"{path}/items/{ref}", title=title, seen=seen) for title in ("One", "Two"))
    )
    assert sorted(page.status for page in pages) == [200, 422]
    told = next(page for page in pages if page.status == 422)
    assert 'value="One"' in told.html or 'value="Two"' in told.html


async def test_a_fault_of_the_words_makes_no_old_form_a_new_one(desk: Officer) -> None:
    path = await begun(desk)
    await desk.post(f"{path}/items/new", title="Fence")
    ref = plan(desk, path).items[0].ref
    form = await desk.get(f"{path}/items/{ref}")
    seen = form.html.split('name="seen" value="')[1].split('"')[0]
    await desk.post(f"{path}/items/{ref}", title="Fence of the playground", seen=seen)
    page = await desk.post(f"{path}/items/{ref}", title="Mine", minutes="ten", seen=seen)
    again = page.html.split('name="seen" value="')[1].split('"')[0]
    page = await desk.post(f"{path}/items/{ref}", title="Mine", minutes="10", seen=again)
    assert "Somebody else has changed this item" in page.text


async def test_words_for_an_item_that_was_removed_meanwhile_are_kept(desk: Officer) -> None:
    path = await begun(desk)
    await desk.post(f"{path}/items/new", title="Fence")
    ref = plan(desk, path).items[0].ref
    await desk.post(f"{path}/items/{ref}/remove")
    page = await desk.post(f"{path}/items/{ref}", title="Fence, with three quotations")
    assert page.status == 422
    assert "Somebody else has removed this item" in page.text
    assert 'value="Fence, with three quotations"' in page.html
    assert f'action="{path}/items/new"' in page.html, "it is saved as a new one"


async def test_arrangements_that_another_officer_changed_are_not_overwritten(desk: Officer) -> None:
    path = await begun(desk)
    form = await desk.get(f"{path}/arrangements")
    seen = form.html.split('name="seen" value="')[1].split('"')[0]
    await desk.post(f"{path}/arrangements", {**BEGIN, "attend": "The north door.", "seen": seen})
    page = await desk.post(f"{path}/arrangements", {**BEGIN, "place": "Church", "seen": seen})
    assert page.status == 422
    assert "Somebody else has changed the arrangements" in page.text
    arrangements = plan(desk, path).arrangements
    assert arrangements is not None
    assert arrangements.attend == "The north door."


async def test_a_form_that_is_sent_twice_adds_one_item(desk: Officer) -> None:
    path = await begun(desk)
    form = await desk.get(f"{path}/items/new")
    act = form.html.split('name="act" value="')[1].split('"')[0]
    for _ in range(2):
        await desk.post(f"{path}/items/new", title="Fence", act=act)
    assert titles(desk, path) == ["1 Fence"]
    form = await desk.get("/agendas/new")
    act = form.html.split('name="act" value="')[1].split('"')[0]
    first = await begun(desk, act=act)
    assert await begun(desk, act=act) == first


async def test_two_agendas_of_one_day_that_are_published_at_once_are_two_meetings(
    desk: Officer,
) -> None:
    paths = [await begun(desk, "standing", title=title) for title in ("First", "Second")]
    pages = await asyncio.gather(*(desk.post(f"{path}/publish") for path in paths))
    assert [page.status for page in pages] == [200, 200]
    meetings = [running.live.meeting for running in desk.server.meetings]
    assert sorted(meeting.title for meeting in meetings) == ["First", "Second"]
    assert {plan(desk, path).key for path in paths} == {meeting.key for meeting in meetings}


async def test_an_agenda_that_is_published_twice_at_once_is_one_meeting(desk: Officer) -> None:
    path = await begun(desk, "standing")
    pages = await asyncio.gather(*(desk.post(f"{path}/publish") for _ in range(3)))
    assert len(list(desk.server.meetings)) == 1
    assert sum(page.status == 200 for page in pages) >= 1
    assert plan(desk, path).key != ""


async def test_an_agenda_that_is_put_away_while_it_is_published_is_one_or_the_other(
    desk: Officer,
) -> None:
    path = await begun(desk, "standing")
    await asyncio.gather(desk.post(f"{path}/publish"), desk.post(f"{path}/drop"))
    published = len(list(desk.server.meetings)) == 1
    assert plan(desk, path).dropped is not published


async def test_a_server_that_stopped_while_it_published_knows_its_meeting(desk: Officer) -> None:
    path = await begun(desk, "standing")
    stream = desk.council.plan(path.removeprefix("/agendas/"))
    assert stream is not None
    convened, _ = Publisher(desk.council, desk.server.meetings).tried(stream.state)
    assert convened is not None
    await desk.server.meetings.convene(convened, "test")  # and no more was stored
    assert stream.state.key == ""
    assert "Public since" in (await desk.get(path)).text
    await desk.post(f"{path}/publish")
    assert len(list(desk.server.meetings)) == 1


async def test_what_was_built_upon_is_not_taken_back(desk: Officer) -> None:
    path = await begun(desk)
    await desk.post(f"{path}/items/new", title="A")
    await desk.post(f"{path}/items/new", title="B")
    refs = [item.ref for item in plan(desk, path).items]
    await desk.post(f"{path}/items/{refs[1]}/in")
    stream = desk.council.plan(path.removeprefix("/agendas/"))
    assert stream is not None
    page = await desk.post(f"{path}/take-back", act=stream.changes[1].stamp.command)
    assert page.status == 422
    assert "take that back first" in page.text
    assert titles(desk, path) == ["1 A", "1.1 B"]


async def test_what_another_officer_added_is_not_replaced_unseen(desk: Officer) -> None:
    path = await begun(desk)
    look = await desk.post(f"{path}/paste", text=PASTED, do="look")
    seen = look.html.split('name="seen" value="')[1].split('"')[0]
    await desk.post(f"{path}/items/new", title="Added meanwhile")
    given = {"text": PASTED, "do": "take", "where": "instead", "seen": seen}
    page = await desk.post(f"{path}/paste", given)
    assert page.status == 422
    assert titles(desk, path) == ["1 Added meanwhile"]
    again = page.html.split('name="seen" value="')[1].split('"')[0]
    await desk.post(f"{path}/paste", {**given, "seen": again})
    assert "1 Added meanwhile" not in titles(desk, path)


async def test_a_pasted_agenda_goes_on_being_counted_when_its_order_changes(desk: Officer) -> None:
    path = await begun(desk)
    await desk.post(f"{path}/paste", text=PASTED, do="take")
    await desk.post(f"{path}/items/{plan(desk, path).items[2].ref}/up")
    assert titles(desk, path)[1:3] == ["2 Playground fence", "3 Declarations of interest"]


async def test_a_guest_keeps_their_id_and_nobody_else_gets_it(desk: Officer) -> None:
    path = await begun(desk, "standing", people="Ann Owens, County Council")
    meeting = await published(desk, path)
    ann = next(person.id for person in meeting.people if person.name == "Ann Owens")
    form = await desk.get(f"{path}/arrangements")
    seen = form.html.split('name="seen" value="')[1].split('"')[0]
    people = "Bob Owens\nAnn Owens, County Council"
    await desk.post(f"{path}/arrangements", {**BEGIN, "people": people, "seen": seen})
    await desk.post(f"{path}/publish", what="Bob Owens comes too.")
    running = desk.server.meetings.find(meeting.key)
    assert running is not None
    ids = {person.name: person.id for person in running.live.meeting.people}
    assert ids["Ann Owens"] == ann
    assert ids["Bob Owens"] != ann


@pytest.mark.parametrize("minutes", ["9" * 5000, "ten", "-5", "1.5"])
async def test_minutes_that_are_no_number_are_told(desk: Officer, minutes: str) -> None:
    path = await begun(desk)
    page = await desk.post(f"{path}/items/new", title="Fence", minutes=minutes)
    assert page.status == 422
    assert "Write the minutes in digits, such as 10." in page.text


async def test_items_are_put_in_order_and_under_each_other(desk: Officer) -> None:
    path = await begun(desk)
    for title in "ABCD":
        await desk.post(f"{path}/items/new", title=title)
    refs = {item.item.title: item.ref for item in plan(desk, path).items}

    async def move(title: str, act: str, *expected: str) -> None:
        await desk.post(f"{path}/items/{refs[title]}/{act}")
        assert titles(desk, path) == list(expected)

    await move("B", "up", "1 B", "2 A", "3 C", "4 D")
    await move("A", "in", "1 B", "1.1 A", "2 C", "3 D")
    await move("C", "in", "1 B", "1.1 A", "1.2 C", "2 D")
    await move("A", "down", "1 B", "1.1 C", "1.2 A", "2 D")
    await move("B", "down", "1 D", "2 B", "2.1 C", "2.2 A")
    await move("A", "out", "1 D", "2 B", "2.1 C", "3 A")
    await move("D", "up", "1 D", "2 B", "2.1 C", "3 A")


async def test_it_is_public_once_it_is_published_and_not_before(desk: Officer) -> None:
    path = await begun(desk)
    await desk.post(f"{path}/paste", text=PASTED, do="take")
    assert "Playground fence" not in (await desk.get("/")).text
    assert list(desk.server.meetings) == []
    meeting = await published(desk, path)
    page = await desk.get(f"/meetings/{meeting.key}")
    assert "Playground fence" in page.text
    assert meeting.people[0].name == "Cllr Bob Shah", "who presides is first"
    assert meeting.vacancies == 2
    assert meeting.item("4").access is Access.EXEMPT


async def test_what_is_wrong_is_marked_where_it_is_and_nothing_is_published(desk: Officer) -> None:
    path = await begun(desk)
    page = await desk.post(f"{path}/publish")
    assert page.status == 422
    assert "The agenda has no items yet." in page.text
    await desk.post(f"{path}/items/new", title="Staff", access="exempt", paragraphs="1")
    page = await desk.get(path)
    assert "have no paragraphs of exempt information" in page.text
    assert "Publish…" not in page.text
    assert list(desk.server.meetings) == []


async def test_what_is_changed_afterwards_is_public_once_it_is_published_again(
    desk: Officer,
) -> None:
    path = await begun(desk)
    await desk.post(f"{path}/paste", text=PASTED, do="take")
    meeting = await published(desk, path)
    await desk.post(f"{path}/items/new", title="Supplement: flood defence")
    assert "What you changed since is not public yet." in (await desk.get(path)).text
    assert "flood" not in (await desk.get(f"/meetings/{meeting.key}")).text
    page = await desk.post(f"{path}/publish", what="")
    assert page.status == 422
    assert "Say what is new, in a sentence for everybody." in page.text
    await desk.post(f"{path}/publish", what="Item 5 is added.")
    public = (await desk.get(f"/meetings/{meeting.key}")).text
    assert "Supplement: flood defence" in public
    assert "Item 5 is added." in public
    assert "not public yet" not in (await desk.get(path)).text


async def test_a_change_of_rules_touches_no_meeting_that_has_begun(desk: Officer) -> None:
    path = await begun(desk)
    await desk.post(f"{path}/paste", text=PASTED, do="take")
    key = (await published(desk, path)).key
    running = desk.server.meetings.find(key)
    assert running is not None
    rules = running.live.meeting.profile
    body = desk.council.register.bodies["parish"]
    other = replace(body, profile="board")
    await desk.council.kept.change(lambda _: [BodySet(other)], "test")
    assert running.live.meeting.profile == rules
    assert "What you changed since is not public yet." in (await desk.get(path)).text


async def test_a_meeting_is_cancelled_with_a_reason_and_held_after_all(desk: Officer) -> None:
    path = await begun(desk, "standing")
    meeting = await published(desk, path)
    page = await desk.post(f"{path}/cancel", reason="")
    assert page.status == 422
    assert "Say why it is cancelled." in page.text
    await desk.post(f"{path}/cancel", reason="There is no business.")
    public = (await desk.get(f"/meetings/{meeting.key}")).text
    assert "This meeting will not be held: There is no business." in public
    await desk.post(f"{path}/cancel", again="on")
    assert "not held" not in (await desk.get(f"/meetings/{meeting.key}")).text


async def test_the_next_agenda_begins_from_the_last_and_offers_what_was_not_reached(
    desk: Officer,
) -> None:
    past = DAY - timedelta(days=40)
    path = await begun(desk, day=past.isoformat())
    await desk.post(f"{path}/paste", text=PASTED, do="take")
    key = (await published(desk, path)).key
    running = desk.server.meetings.find(key)
    assert running is not None
    for n, command in enumerate(("open_meeting", "close_meeting")):
        given = {"override": "The hall was on fire."} if command == "close_meeting" else {}
        for person in ("p0", "p1", "p2"):
            order = Order(Office.CLERK, "record_present", {"person": person}, f"p{person}")
            await running.live.handle(order)
        await running.live.handle(Order(Office.CLERK, command, dict(given), f"c{n}"))
        listed = (await desk.get("/agendas")).html.split("have begun or been held")
        assert path not in listed[0]
        assert path in listed[1]
    again = await begun(desk, "last")
    assert titles(desk, again)[:3] == [
        "1 Apologies for absence",
        "2 Declarations of interest",
        "3 Playground fence",
    ]
    nothing = await begun(desk)
    page = await desk.get(nothing)
    unfinished = page.text.split("Unfinished on")[1]
    assert "Playground fence" in unfinished
    assert "Apologies for absence" not in unfinished, "every agenda has them"
    await desk.post(f"{nothing}/take-over", number="3")
    assert titles(desk, nothing) == ["1 Playground fence"]
    assert plan(desk, nothing).items[0].item.recommendations != ()


async def test_sub_items_that_had_letters_have_letters_on_the_next_agenda(desk: Officer) -> None:
    path = await begun(desk, day=(DAY - timedelta(days=40)).isoformat())
    text = (
        "1. Apologies\n2. Staff (confidential)\n3. Planning\na) 4 Mill Lane\nb) 17 Church Road\n"
        "4. Finance\n4.1 Accounts\n4.2 Budget\n"
    )
    await desk.post(f"{path}/paste", text=text, do="take")
    await published(desk, path)
    again = await begun(desk, "last")
    assert titles(desk, again) == [
        "1 Apologies",
        "2 Planning",
        "2a 4 Mill Lane",
        "2b 17 Church Road",
        "3 Finance",
        "3.1 Accounts",
        "3.2 Budget",
    ]


async def test_the_items_of_an_agenda_become_the_standing_items_of_its_body(desk: Officer) -> None:
    path = await begun(desk)
    await desk.post(f"{path}/paste", text=PASTED, do="take")
    await desk.post(f"{path}/as-standing")
    again = await begun(desk, "standing")
    assert titles(desk, again) == titles(desk, path)
    fence, staff = plan(desk, again).items[2:]
    assert fence.item.recommendations == ()
    assert staff.item.access is Access.OPEN, "it is closed for a reason of one meeting"


async def test_an_agenda_that_was_put_away_is_gone(desk: Officer) -> None:
    path = await begun(desk)
    await desk.post(f"{path}/drop")
    assert (await desk.get(path)).status == 404
    assert "No agenda is in preparation." in (await desk.get("/agendas")).text


async def test_everything_is_there_after_a_restart(tmp_path: Path) -> None:
    async with office(tmp_path) as desk:
        path = await begun(desk)
        await desk.post(f"{path}/paste", text=PASTED, do="take")
        meeting = await published(desk, path)
        before = plan(desk, path)
    async with serving(Settings(port=0, data=tmp_path)) as server:
        stream = server.council.plan(path.removeprefix("/agendas/"))
        assert stream is not None
        assert stream.state.items == before.items
        assert stream.state.key == meeting.key
        assert server.meetings.find(meeting.key) is not None
