"""A paper is there for those to whom its meeting shows it at that moment, and for nobody else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace
from yarl import URL

from server.council.plan import Arrangements, PlanItem
from server.council.register import Council
from server.council.registered import CouncilSet
from server.live.order import Order
from server.meeting.agenda import Access, Link
from server.meeting.command import Office
from server.meeting.convened import MeetingConvened
from server.meeting.profile import InterestKind, Requires
from server.meeting_file.form import WrittenLink, WrittenSubItem
from server.papers.logo import keep_logo, logo_address
from tests.pages.visitors import MEETING, OTHER, Street, Visitor, street
from tests.papers.files import GOOD, PDF, PNG

OPEN, APPENDIX, PRIVATE, DRAFT = (PDF + f"%{canary}\n".encode() for canary in "abcd")
OFFICERS = {"administrator", "officer with an account"}
CLERKS = OFFICERS | {"clerk"}
CALLED = CLERKS | {"chair", "member", "officer"}
"""The clerks, and whom the summons calls."""


class Answer(msgspec.Struct, frozen=True):
    """What somebody was answered."""

    status: int
    body: bytes
    headers: dict[str, str]  # by their names in small letters


class Shelf:
    """The papers of a meeting: of an open item, its exempt appendix, and of a closed item; and one
    of an agenda in preparation."""

    def __init__(self, here: Street) -> None:
        self.here = here
        self.addresses: dict[str, str] = {}
        self._revised = 0

    async def fill(self) -> None:
        """Keep the files, and publish the agenda that refers to them."""
        store = self.here.town.server.site.papers
        for name, content in {
            "open": OPEN,
            "appendix": APPENDIX,
            "private": PRIVATE,
            "draft": DRAFT,
        }.items():
            self.addresses[name] = (await store.keep_bytes(content, f"{name}.pdf")).address
        await self.revise(self.agenda())
        draft = WrittenLink("Draft", self.addresses["draft"])
        item = PlanItem("item-9", WrittenSubItem("Draft", papers=(draft,)))
        arrangements = Arrangements("parish", datetime(2027, 5, 13, 19, 30), "Hall")  # noqa: DTZ001
        await self.here.town.server.council.begin_plan(arrangements, (item,), "test")

    def agenda(self, *, exempt: bool = False, title: str = "") -> MeetingConvened:
        """The agenda with its papers; `exempt`: the open one is so now."""
        first, second, third = MEETING.items
        about = (
            Link("Report", self.addresses["open"], exempt),
            Link("Appendix", self.addresses["appendix"], True),
        )
        closed = (Link("Tender", self.addresses["private"]),)
        pecuniary = InterestKind("pecuniary", "Pecuniary interest", Requires.LEAVE)
        return replace(
            MEETING,
            profile=replace(MEETING.profile, interest_kinds=(pecuniary,)),
            items=(
                first,
                replace(second, papers=about),
                replace(third, papers=closed, access=Access.CONFIDENTIAL, private_title=title),
            ),
        )

    async def revise(self, agenda: MeetingConvened) -> None:
        """Publish the agenda again."""
        self._revised += 1
        given = {"agenda": msgspec.to_builtins(agenda), "what": "Papers."}
        order = Order(Office.SERVER, "revise_agenda", given, f"revised-{self._revised}")
        await self.here.town.running.live.handle(order)

    async def go_into_private(self, item: str = "3") -> None:
        """Take an item with the public excluded; the chair and Cllr Owen are there."""
        do = self.here.town.do
        for person in ("chair", "shah", "owen"):
            await do("record_present", person=person)
        await do("open_meeting")
        await do("exclude_public", ground="confidential", items=item)
        await do("take_item", item=item)

    async def ask(
        self, visitor: Visitor, address: str, method: str = "GET", **headers: str
    ) -> Answer:
        """Ask for an address as it is written."""
        url = URL(self.here.town.url + address, encoded=True)
        async with (
            self.here.browser() as browser,
            browser.request(method, url, headers={**visitor.headers, **headers}) as answer,
        ):
            told = {name.lower(): value for name, value in answer.headers.items()}
            return Answer(answer.status, await answer.read(), told)

    async def readers(self, name: str, content: bytes) -> set[str]:
        """Who is given this paper. All others are told what they are told of what never was."""
        found = set()
        nothing = f"/papers/{'0' * 64}/{name}.pdf"
        for visitor in self.here.visitors.values():
            answer = await self.ask(visitor, self.addresses[name])
            if answer.status == 200:
                assert answer.body == content
                found.add(visitor.name)
                continue
            unknown = await self.ask(visitor, nothing)
            assert (answer.status, answer.body) == (404, unknown.body)
            assert _told(answer) == _told(unknown)
            head = await self.ask(visitor, self.addresses[name], "HEAD")
            part = await self.ask(visitor, self.addresses[name], Range="bytes=0-3")
            tag = f'"{sha256(content).hexdigest()}"'
            known = await self.ask(visitor, self.addresses[name], **{"If-None-Match": tag})
            assert {head.status, part.status, known.status} == {404}
        return found


def _told(answer: Answer) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name != "date"}


@pytest.fixture(scope="module")
async def shelf(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Shelf]:
    """Before the meeting; nothing of it is changed."""
    async with street(tmp_path_factory.mktemp("papers")) as here:
        made = Shelf(here)
        await made.fill()
        yield made


@pytest.fixture
async def own(tmp_path: Path) -> AsyncIterator[Shelf]:
    """One that a test may change."""
    async with street(tmp_path / "papers") as here:
        made = Shelf(here)
        await made.fill()
        yield made


# Who may, and who may not


async def test_before_a_meeting_everybody_reads_what_is_published_and_whom_it_calls_the_rest(
    shelf: Shelf,
) -> None:
    everybody = set(shelf.here.visitors)
    assert await shelf.readers("open", OPEN) == everybody
    assert await shelf.readers("appendix", APPENDIX) == CALLED
    assert await shelf.readers("private", PRIVATE) == CALLED
    assert await shelf.readers("draft", DRAFT) == OFFICERS


async def test_in_private_too_a_paper_is_for_those_whom_the_summons_calls(own: Shelf) -> None:
    await own.go_into_private()
    assert await own.readers("private", PRIVATE) == CALLED
    assert await own.readers("appendix", APPENDIX) == CALLED


async def test_once_an_interest_is_sent_the_papers_are_not_there_any_more(own: Shelf) -> None:
    given: dict[str, object] = {"person": "owen", "kind": "pecuniary", "item": "3"}
    order = Order(Office.MEMBER, "declare_interest", given, "sent", "owen")
    await own.here.town.running.live.handle(order)
    assert not own.here.town.running.live.meeting.interests.declared
    assert await own.readers("private", PRIVATE) == CALLED - {"member"}
    assert await own.readers("appendix", APPENDIX) == CALLED


async def test_an_interest_declared_in_public_keeps_the_papers_away_before_the_item_too(
    own: Shelf,
) -> None:
    await own.here.town.do("declare_interest", person="owen", kind="pecuniary", item="3")
    assert await own.readers("private", PRIVATE) == CALLED - {"member"}


async def test_once_the_meeting_is_closed_only_clerks_read_what_was_not_published(
    own: Shelf,
) -> None:
    do = own.here.town.do
    for person in ("chair", "shah", "owen"):
        await do("record_present", person=person)
    await do("open_meeting")
    assert await own.readers("private", PRIVATE) == CALLED
    await do("close_meeting", override="It is late.")
    assert await own.readers("private", PRIVATE) == CLERKS
    assert await own.readers("appendix", APPENDIX) == CLERKS


async def test_of_a_meeting_that_is_not_held_only_clerks_read_it(own: Shelf) -> None:
    await own.here.town.do("cancel_meeting", reason="Snow.")
    assert await own.readers("private", PRIVATE) == CLERKS


async def test_who_was_taken_off_the_list_reads_nothing_more(own: Shelf) -> None:
    agenda = own.agenda()
    people = tuple(p for p in agenda.people if p.id not in ("owen", "hughes"))
    await own.revise(replace(agenda, people=people))
    assert await own.readers("private", PRIVATE) == CALLED - {"member", "officer"}


async def test_what_the_newest_agenda_has_no_more_is_not_read_ahead(own: Shelf) -> None:
    agenda = own.agenda()
    items = (*agenda.items[:2], replace(agenda.items[2], papers=()))
    await own.revise(replace(agenda, items=items))
    assert await own.readers("private", PRIVATE) == set()


async def test_a_member_who_is_out_for_an_interest_is_not_given_them(own: Shelf) -> None:
    do = own.here.town.do
    await do("record_present", person="ruiz")
    await do("declare_interest", person="owen", kind="pecuniary", item="3")
    await own.go_into_private()
    assert own.here.town.running.live.meeting.private is not None
    assert await own.readers("private", PRIVATE) == CALLED - {"member"}


async def test_a_paper_that_became_exempt_is_not_served_to_the_public_any_more(
    own: Shelf,
) -> None:
    await own.revise(own.agenda(exempt=True))
    assert await own.readers("open", OPEN) == CALLED


async def test_a_paper_of_an_item_that_was_closed_is_not_served_to_the_public_any_more(
    own: Shelf,
) -> None:
    await own.here.town.do("close_item", item="2", access="confidential")
    assert await own.readers("open", OPEN) == CALLED
    page = await own.ask(own.here.visitors["nobody"], "/meetings/planning")
    assert own.addresses["open"] not in page.body.decode()


async def test_a_paper_of_an_item_for_which_the_public_was_excluded_is_for_those_inside(
    own: Shelf,
) -> None:
    await own.here.town.do("record_present", person="ruiz")
    await own.here.town.do("declare_interest", person="owen", kind="pecuniary", item="2")
    await own.go_into_private("2")
    assert own.here.town.running.live.outside.item("2").papers != ()  # it was published once
    assert await own.readers("open", OPEN) == CALLED - {"member"}
    page = await own.ask(own.here.visitors["nobody"], "/meetings/planning")
    assert own.addresses["open"] not in page.body.decode()


async def test_nobody_chooses_the_name_of_a_paper_of_ours(shelf: Shelf) -> None:
    digest = sha256(OPEN).hexdigest()
    for name in ("other.pdf", "open.txt", "open.html", "logo", "open.pdf%00", "..", "%2e%2e"):
        answer = await shelf.ask(shelf.here.visitors["administrator"], f"/papers/{digest}/{name}")
        assert answer.status == 404, name


@pytest.mark.parametrize(
    "path",
    [
        "/papers/../journal.db",
        "/papers/..%2f..%2fjournal.db/x.pdf",
        "/papers/%2e%2e/journal.db",
        "/papers/" + "a" * 64 + "/..%2f..%2fjournal.db",
        "/papers/" + "A" * 64 + "/open.pdf",
        "/papers/%00/x.pdf",
    ],
)
async def test_no_address_leads_out_of_the_folder(shelf: Shelf, path: str) -> None:
    answer = await shelf.ask(shelf.here.visitors["administrator"], path)
    assert answer.status == 404


# How


async def test_a_public_paper_may_be_kept_for_a_minute_and_is_asked_for_by_its_digest(
    shelf: Shelf,
) -> None:
    nobody, address = shelf.here.visitors["nobody"], shelf.addresses["open"]
    answer = await shelf.ask(nobody, address)
    tag = f'"{sha256(OPEN).hexdigest()}"'
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert answer.headers["etag"] == tag
    assert "x-robots-tag" not in answer.headers
    again = await shelf.ask(nobody, address, **{"If-None-Match": tag})
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    part = await shelf.ask(nobody, address, Range="bytes=1-3")
    assert (part.status, part.body) == (206, b"PDF")
    assert part.headers["content-range"] == f"bytes 1-3/{len(OPEN)}"
    for asked in ("bytes=0-0,2-3", "bytes=999999-", "lines=1-2"):
        assert (await shelf.ask(nobody, address, Range=asked)).status in (200, 416)
    head = await shelf.ask(nobody, address, "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(OPEN))


async def test_an_exempt_paper_is_kept_nowhere_and_listed_by_no_search_engine(
    shelf: Shelf,
) -> None:
    for name in ("appendix", "private", "draft"):
        answer = await shelf.ask(shelf.here.visitors["administrator"], shelf.addresses[name])
        assert answer.headers["cache-control"] == "private, no-store"
        assert answer.headers["x-robots-tag"] == "noindex"


async def test_each_kind_is_served_as_what_it_is_and_never_as_a_page(own: Shelf) -> None:
    store = own.here.town.server.site.papers
    evil = PDF + b"<html><script>alert(1)</script></html>"
    kept = {
        ending: await store.keep_bytes(evil if ending == "pdf" else content, f"Gŵyl.{ending}")
        for ending, content in GOOD.items()
    }
    papers = tuple(Link("X", each.address) for each in kept.values())
    agenda = own.agenda()
    items = (replace(agenda.items[0], papers=papers), *agenda.items[1:])
    await own.revise(replace(agenda, items=items))
    for ending, each in kept.items():
        address = each.address.replace("ŵ", "%C5%B5")
        answer = await own.ask(own.here.visitors["nobody"], address)
        assert answer.status == 200
        assert answer.body == (evil if ending == "pdf" else GOOD[ending])
        headers = answer.headers
        assert headers["content-type"] == each.kind.type
        assert "html" not in headers["content-type"]
        how = "inline" if ending in ("pdf", "png", "jpg", "txt") else "attachment"
        assert headers["content-disposition"] == (
            f"{how}; filename=\"G-yl.{ending}\"; filename*=UTF-8''G%C5%B5yl.{ending}"
        )
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-security-policy"].startswith("sandbox; default-src 'none'")
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["x-frame-options"] == "DENY"


async def test_a_council_s_logo_is_for_everybody(own: Shelf) -> None:
    server = own.here.town.server
    digest = await keep_logo(server.site.papers, PNG)
    nobody = own.here.visitors["nobody"]
    assert (await own.ask(nobody, logo_address(digest))).status == 404
    council = Council(id="oakham", name="Little Oakham Parish Council", logo=digest)
    await server.council.kept.change(lambda _: [CouncilSet(council)], "test")
    answer = await own.ask(nobody, logo_address(digest))
    assert (answer.status, answer.body) == (200, PNG)
    assert answer.headers["content-type"] == "image/png"


async def test_pages_say_what_kind_of_file_a_paper_is(shelf: Shelf) -> None:
    page = (await shelf.ask(shelf.here.visitors["nobody"], "/meetings/planning")).body.decode()
    assert "Report (PDF)" in page
    assert shelf.addresses["open"] in page
    assert "Appendix" not in page
    for name in ("appendix", "private", "draft"):
        assert shelf.addresses[name] not in page


async def test_a_paper_of_two_meetings_is_kept_back_in_both_by_an_interest_in_one(
    own: Shelf,
) -> None:
    other = own.here.town.server.meetings.find(OTHER)
    assert other is not None
    agenda = msgspec.to_builtins(replace(own.agenda(), key=OTHER))
    revise = Order(Office.SERVER, "revise_agenda", {"agenda": agenda, "what": "Papers."}, "both")
    await other.live.handle(revise)
    there = own.here.visitors["member of another meeting"]
    assert (await own.ask(there, own.addresses["private"])).status == 200
    await own.here.town.do("declare_interest", person="owen", kind="pecuniary", item="3")
    assert (await own.ask(there, own.addresses["private"])).status == 404
    assert (await own.ask(there, own.addresses["appendix"])).status == 200
    page = await own.ask(there, f"/meetings/{OTHER}/member/papers")
    assert own.addresses["private"].encode() not in page.body
    assert b"A paper of this item is not for you" in page.body
    chair = own.here.visitors["chair of another meeting"]
    assert (await own.ask(chair, own.addresses["private"])).status == 200
