"""The pages by which the doors are kept: links, devices, officers, the audit log."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from html import unescape
from pathlib import Path

import aiohttp
import pytest
from msgspec.structs import replace
from playwright.async_api import Page, expect

from server.journal.secrets.accounts import Role
from server.journal.secrets.links import Link
from server.live.signed_in import SignedIn
from server.meeting.command import Office
from server.pages.audit import harmless
from server.pages.doors.links import LASTS, STANDS
from server.pages.doors.what import What
from server.pages.once import SHOWN_FOR
from server.pages.slip import Slip
from server.pages.your_meetings import YOURS
from server.render.language import voice
from tests.live.conftest import CONVENED
from tests.pages.axe import barriers_at
from tests.pages.conftest import Visits
from tests.pages.visiting import NARROWEST, WIDE
from tests.pages.visitors import OTHER, Moved
from tests.serve import Town, town

PASSPHRASE = "a lamp in the fog"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)
LINKS, DEVICES = "/meetings/planning/links", "/meetings/planning/devices"
END = r'action="([^"]*/end)"(?:(?!</form>).)*?End the sign-in of {}'
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+(/(?:enter|passphrase)/)((?:</?span>|[\w-])+)")


class Somebody:
    """Somebody at a browser without scripts."""

    def __init__(self, name: str, session: aiohttp.ClientSession) -> None:
        self.name = name
        self.session = session
        self.status = 0
        self.place = ""
        self.text = ""

    async def sees(self, path: str) -> str:
        """Open a page, and go where it leads."""
        return await self._read("GET", path)

    async def posts(self, path: str, **fields: str) -> str:
        """Send a form, and go where it leads."""
        return await self._read("POST", path, data=fields)

    async def answered(self, method: str, path: str) -> tuple[int, str]:
        """The status, and where it leads to."""
        async with self.session.request(method, path, allow_redirects=False) as answer:
            return answer.status, answer.headers.get("Location", "")

    async def _read(self, method: str, path: str, **more: object) -> str:
        async with self.session.request(method, path, **more) as answer:
            self.status, self.place = answer.status, answer.url.path
            self.text = unescape(await answer.text())
            return self.text

    def addresses(self) -> list[str]:
        """The links that the page shows, each from its first stroke."""
        found = ADDRESS.findall(self.text)
        return [way + re.sub("<[^>]*>", "", letters) for way, letters in found]

    def acts(self, what: str) -> list[str]:
        """The addresses of the buttons that do this."""
        return re.findall(rf'action="([^"]*/{what})"', self.text)


class Hall:
    """A town with two meetings, and everybody who keeps a door or would like to."""

    def __init__(self, here: Town, clock: Moved, stack: AsyncExitStack) -> None:
        self.here = here
        self.clock = clock
        self._stack = stack

    async def somebody(self, name: str, way: str = "", agent: str = SAFARI) -> Somebody:
        """Somebody new, who comes in by this link if there is one."""
        session = aiohttp.ClientSession(
            self.here.url,
            cookie_jar=aiohttp.CookieJar(unsafe=True),
            headers={"Origin": self.here.url, "User-Agent": agent},
        )
        await self._stack.enter_async_context(session)
        made = Somebody(name, session)
        if way:
            await made.sees("/" + way.split("/", 3)[3] if "://" in way else way)
        return made

    async def officer(self, name: str, login: str, role: Role) -> Somebody:
        """An officer with an account, who has chosen a passphrase."""
        way = await self.here.server.doors.add_account(name, login, role, by="test")
        made = await self.somebody(name)
        await made.posts(way, passphrase=PASSPHRASE)
        return made


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    clock = Moved()
    async with town(tmp_path / "data", CONVENED, clock) as here, AsyncExitStack() as stack:
        yield Hall(here, clock, stack)


@pytest.fixture
async def admin(hall: Hall) -> Somebody:
    made = await hall.somebody("Siân Hughes")
    way = await hall.here.server.doors.first_officer()
    await made.posts(way, name="Siân Hughes", login="sian", passphrase=PASSPHRASE)
    assert made.place == "/your-meetings"
    return made


@pytest.fixture
async def clerk(hall: Hall) -> Somebody:
    """The clerk of this meeting, by a link."""
    return await hall.somebody("Clerk", hall.here.links.clerk)


@pytest.fixture
async def member(hall: Hall) -> Somebody:
    return await hall.somebody("Cllr Owen", hall.here.links.members["Cllr Owen"])


# Whose pages they are

OF_THE_MEETING = [
    ("GET", LINKS),
    ("POST", f"{LINKS}/make"),
    ("POST", f"{LINKS}/make-all"),
    ("GET", f"{LINKS}/made/x"),
    ("POST", f"{LINKS}/x/revoke"),
    ("POST", f"{LINKS}/revoke-all"),
    ("GET", DEVICES),
    ("POST", f"{DEVICES}/x/end"),
]
OF_OFFICERS = [("GET", "/your-meetings"), ("GET", "/audit"), ("GET", "/audit.csv")]
OF_THE_ADMINISTRATOR = [
    ("GET", "/officers"),
    ("POST", "/officers"),
    ("GET", "/officers/made/x"),
    *(("POST", f"/officers/x/{act}") for act in ("disable", "enable", "reset", "role")),
    ("GET", "/devices"),
    ("POST", "/devices/x/end"),
]


async def test_nobody_but_the_clerk_sees_who_has_which_link(hall: Hall, clerk: Somebody) -> None:
    links = hall.here.links
    other = await hall.here.server.meetings.convene(replace(CONVENED, key=OTHER), "test")
    wrong = [
        await hall.somebody("nobody"),
        await hall.somebody("member", links.members["Cllr Owen"]),
        await hall.somebody("chair", links.chair),
        await hall.somebody(
            "clerk elsewhere", (await hall.here.server.control.links(other.live.meeting)).clerk
        ),
    ]
    answers = {
        (each.name, *asked): await each.answered(*asked)
        for each in wrong
        for asked in OF_THE_MEETING
    }
    assert {key for key, (status, _) in answers.items() if status != 403} == set()
    assert (await clerk.answered("GET", LINKS))[0] == 200
    assert (await clerk.answered("GET", DEVICES))[0] == 200


async def test_nobody_but_an_officer_sees_the_audit_log(
    hall: Hall, clerk: Somebody, member: Somebody
) -> None:
    for each in (await hall.somebody("nobody"), clerk, member):
        for method, path in (*OF_OFFICERS, *OF_THE_ADMINISTRATOR):
            status, place = await each.answered(method, path)
            assert (status, place.partition("?")[0]) == (303, "/sign-in"), (each.name, path)


async def test_an_officer_reads_the_log_and_looks_after_no_other_officer(hall: Hall) -> None:
    officer = await hall.officer("Rhys Morgan", "rhys", Role.CLERK)
    for method, path in OF_OFFICERS:
        assert (await officer.answered(method, path))[0] == 200
    for method, path in OF_THE_ADMINISTRATOR:
        assert (await officer.answered(method, path))[0] == 403, path
    assert "Officers" not in await officer.sees("/audit")


async def test_whoever_must_sign_in_first_comes_to_the_page_that_they_asked_for(
    hall: Hall, admin: Somebody
) -> None:
    late = await hall.somebody("Siân Hughes")
    form = await late.sees("/officers")
    assert late.place == "/sign-in"
    after = re.search(r'name="next" value="([^"]*)"', form)
    assert after is not None
    await late.posts("/sign-in", login="sian", passphrase=PASSPHRASE, next=after[1])
    assert late.place == "/officers"


# Links


async def test_a_link_is_shown_with_its_code_to_whoever_made_it_and_lets_its_person_in(
    hall: Hall, clerk: Somebody, admin: Somebody
) -> None:
    await clerk.posts(f"{LINKS}/make", person="shah", uses="many")
    assert "A link for Cllr Shah" in clerk.text
    assert clerk.text.count('class="app-qr"') == 1
    (address,) = clerk.addresses()
    shown = clerk.place
    shah = await hall.somebody("Cllr Shah", address)
    assert (shah.place, shah.status) == ("/meetings/planning/member", 200)
    assert await clerk.answered("GET", shown) == (200, "")
    assert await admin.answered("GET", shown) == (303, LINKS)
    hall.clock.ahead += SHOWN_FOR
    assert await clerk.answered("GET", shown) == (303, LINKS)


async def test_a_link_for_one_use_lets_in_once(hall: Hall, clerk: Somebody) -> None:
    await clerk.posts(f"{LINKS}/make", person="shah", uses="once")
    assert "It works once, on one device." in clerk.text
    (address,) = clerk.addresses()
    shah = await hall.somebody("Cllr Shah", address)
    assert "Come in as Cllr Shah" in shah.text
    await shah.posts(address)
    assert shah.place == "/meetings/planning/member"
    late = await hall.somebody("a finder", address)
    await late.posts(address)
    assert late.status == 403


async def test_the_chairs_link_opens_the_chairs_page(hall: Hall, clerk: Somebody) -> None:
    await clerk.posts(f"{LINKS}/make", person="chair", uses="many")
    chair = await hall.somebody("Cllr Amin", clerk.addresses()[0])
    assert (chair.place, chair.status) == ("/meetings/planning/chair", 200)


async def test_everybody_gets_a_slip_of_their_own(hall: Hall, clerk: Somebody) -> None:
    await clerk.posts(f"{LINKS}/make-all", uses="many")
    addresses = clerk.addresses()
    assert clerk.text.count('class="app-qr"') == len(set(addresses)) == 4
    for name in ("Cllr Amin", "Cllr Shah", "Cllr Owen", "Cllr Ruiz"):
        assert f'<h2 class="app-cut__name">{name} ' in clerk.text
    assert "Tuesday 3 March 2026 at 6.00pm" in clerk.text
    ruiz = await hall.somebody("Cllr Ruiz", addresses[3])
    assert ruiz.place == "/meetings/planning/member"


async def test_a_revoked_link_lets_nobody_in_and_signs_out_who_came_by_it(
    hall: Hall, clerk: Somebody
) -> None:
    await clerk.posts(f"{LINKS}/make", person="shah", uses="many")
    (address,) = clerk.addresses()
    shah = await hall.somebody("Cllr Shah", address)
    await clerk.sees(LINKS)
    before = len(clerk.acts("revoke"))
    newest = re.search(
        r'formaction="([^"]*)" aria-label="Revoke this link of Cllr Shah"', clerk.text
    )
    assert newest is not None
    await clerk.posts(newest[1])
    assert "The link of Cllr Shah is revoked." in clerk.text
    assert len(clerk.acts("revoke")) == before - 1
    assert (await shah.answered("GET", "/meetings/planning/member"))[0] == 403
    assert (await shah.answered("GET", address))[0] == 403
    assert "is revoked" not in await clerk.sees(LINKS)  # it is told once


async def test_revoking_and_ending_are_asked_for_once_more(clerk: Somebody) -> None:
    for path, asked, done in ((LINKS, "Revoke", "Revoke this link"), (DEVICES, "End", "End the")):
        page = await clerk.sees(path)
        folded = re.findall(r"<details.*?</details>", page, re.DOTALL)
        assert folded
        assert all(re.search(rf"<summary[^>]*>{asked}", each) for each in folded)
        assert sum(done in each for each in folded) >= 1
        assert not re.search(
            rf"<button[^>]*>{done}", re.sub(r"(?s)<details.*?</details>", "", page)
        )


async def test_the_links_of_one_person_are_told_apart_and_revoked_together(
    hall: Hall, clerk: Somebody, member: Somebody
) -> None:
    doors = hall.here.server.doors
    await clerk.posts(f"{LINKS}/make", person="owen", uses="once")
    said = " ".join((await clerk.sees(LINKS)).split())
    (newest, *_) = await doors.links_of("planning")
    assert f"This meeting, as member, once, until {day_of(newest)}" in said
    assert f"This meeting, as chair, until {day_of(newest)}" in said
    (there,) = [each for each in await doors.sign_ins(key="planning") if each.person == "owen"]
    await clerk.posts(f"{LINKS}/revoke-all", person="owen")
    assert "The links of Cllr Owen are revoked." in clerk.text
    assert "Revoke this link of Cllr Owen" not in clerk.text
    assert "Revoke this link of Cllr Shah" in clerk.text
    assert not await doors.still(there.id)
    assert (await member.answered("GET", "/meetings/planning/member"))[0] == 403


async def test_how_long_a_link_lasts_is_said_alike_wherever_it_is_said(
    hall: Hall, admin: Somebody, clerk: Somebody
) -> None:
    assert f"For {LASTS.days} days" in await admin.sees(LINKS)
    assert f"For {STANDS.days} days" in admin.text
    assert f"New links open this meeting for {LASTS.days} days." in await clerk.sees(LINKS)
    await clerk.posts(f"{LINKS}/make", person="shah", uses="many")
    (newest, *_) = await hall.here.server.doors.links_of("planning")
    assert newest.expires_at - newest.made_at == LASTS
    assert f"It ends on {day_of(newest)}." in clerk.text
    assert f"until {day_of(newest)}" in await clerk.sees(LINKS)


async def test_a_slip_names_the_council(clerk: Somebody) -> None:
    slip = (await clerk.posts(f"{LINKS}/make", person="shah", uses="many")).partition("app-cut")[2]
    assert CONVENED.council in slip
    assert CONVENED.council
    assert "--address https://" in clerk.text  # whose links would work on this computer only
    assert "--address https://" in await clerk.sees(LINKS)  # before any is made


def day_of(link: Link) -> str:
    """The day on which a link ends, as pages say it."""
    return voice("en", "Europe/London").short_date(link.expires_at)


async def test_only_an_officer_makes_and_shuts_links_to_every_meeting(
    hall: Hall, admin: Somebody, clerk: Somebody
) -> None:
    await hall.here.server.meetings.convene(replace(CONVENED, key=OTHER), "test")
    await admin.posts(f"{LINKS}/make", person="shah", lasts="standing", uses="many")
    assert "Every meeting that you are on the list of" in admin.text
    shah = await hall.somebody("Cllr Shah", admin.addresses()[0])
    for key in ("planning", OTHER):
        assert (await shah.answered("GET", f"/meetings/{key}/member"))[0] == 200
    await admin.sees(f"/meetings/{OTHER}/links")
    (revoke,) = admin.acts("revoke")
    revoke = revoke.replace(OTHER, "planning")
    assert "every meeting" not in await clerk.sees(LINKS)
    assert (await clerk.answered("POST", revoke))[0] == 403
    await clerk.posts(f"{LINKS}/revoke-all", person="shah")
    assert (await shah.answered("GET", f"/meetings/{OTHER}/member"))[0] == 200
    await clerk.posts(f"{LINKS}/make", person="shah", lasts="standing", uses="many")
    assert (clerk.status, "You are clerk of this meeting by a link" in clerk.text) == (422, True)
    await admin.posts(revoke)
    assert (await shah.answered("GET", f"/meetings/{OTHER}/member"))[0] == 403


async def test_a_clerk_shuts_no_door_of_another_meeting(hall: Hall, clerk: Somebody) -> None:
    doors = hall.here.server.doors
    other = await hall.here.server.meetings.convene(replace(CONVENED, key=OTHER), "test")
    links = await hall.here.server.control.links(other.live.meeting)
    await hall.somebody("Cllr Owen there", links.members["Cllr Owen"])
    theirs = (await doors.links_of(OTHER))[0]
    (there,) = await doors.sign_ins(key=OTHER)
    await clerk.posts(f"{LINKS}/{theirs.id}/revoke")
    await clerk.posts(f"{DEVICES}/{there.id}/end")
    assert theirs.id in {each.id for each in await doors.links_of(OTHER)}
    assert await doors.still(there.id)


async def test_a_link_for_nobody_on_the_list_is_refused(clerk: Somebody) -> None:
    await clerk.posts(f"{LINKS}/make", person="nobody", uses="many")
    assert clerk.status == 422
    assert "That person is not on the list of this meeting. Choose another." in clerk.text


def test_an_address_on_a_slip_reads_in_pieces_and_copies_whole() -> None:
    slip = Slip("Cllr Shah", "", "", "https://x.example/enter/abcdefghij", single_use=False)
    assert slip.pieces == ("https://x.example/enter/", "abcd", "efgh", "ij")
    assert "".join(slip.pieces) == slip.address


# Devices


async def test_a_device_is_named_and_ended_and_the_page_says_so(
    clerk: Somebody, member: Somebody
) -> None:
    await clerk.sees(DEVICES)
    assert clerk.text.count("Safari on iPhone") >= 2
    assert "This device" in clerk.text
    owens = re.search(END.format("Cllr Owen"), clerk.text, re.DOTALL)
    assert owens is not None
    await clerk.posts(owens[1])
    assert "Cllr Owen, Safari on iPhone: the sign-in is ended" in clerk.text
    assert "End the sign-in of Cllr Owen" not in clerk.text
    assert (await member.answered("GET", "/meetings/planning/member"))[0] == 403


async def test_the_administrator_sees_and_ends_where_officers_are_signed_in(
    hall: Hall, admin: Somebody
) -> None:
    officer = await hall.officer("Rhys Morgan", "rhys", Role.CLERK)
    await admin.sees("/devices")
    assert "Rhys Morgan" in admin.text
    end = re.search(END.format("Rhys Morgan"), admin.text, re.DOTALL)
    assert end is not None
    await admin.posts(end[1])
    assert "Rhys Morgan, Safari on iPhone: the sign-in is ended" in admin.text
    assert (await officer.answered("GET", "/audit"))[1] == "/sign-in?next=/audit"


# Officers


async def test_an_officer_is_added_with_a_link_to_choose_a_passphrase(
    hall: Hall, admin: Somebody
) -> None:
    await admin.posts("/officers", name="Rhys Morgan", login="Rhys", role="clerk")
    assert "A link for Rhys Morgan" in admin.text
    officer = await hall.somebody("Rhys Morgan")
    address = admin.addresses()[0]
    form = await officer.sees(address)
    assert "You are signing in as Rhys Morgan." in form
    await officer.posts(address, passphrase=PASSPHRASE)
    assert officer.place == "/your-meetings"
    assert "/meetings/planning/clerk" in officer.text
    assert (await officer.answered("GET", "/meetings/planning/clerk"))[0] == 200
    assert (await officer.answered("GET", LINKS))[0] == 200


async def test_a_refused_form_keeps_its_words(admin: Somebody) -> None:
    await admin.posts("/officers", name="Rhys Morgan", login="sian", role="administrator")
    assert admin.status == 422
    assert "There is a problem" in admin.text
    assert 'href="#login"' in admin.text
    assert 'value="Rhys Morgan"' in admin.text
    assert re.search(r'value="administrator" checked', admin.text)


async def test_a_disabled_officer_is_out_at_once_and_may_be_let_in_again(
    hall: Hall, admin: Somebody
) -> None:
    officer = await hall.officer("Rhys Morgan", "rhys", Role.CLERK)
    await admin.sees("/officers")
    (disable,) = admin.acts("disable")  # there is none for oneself
    await admin.posts(disable)
    assert "Rhys Morgan can no longer sign in" in admin.text
    assert (await officer.answered("GET", "/audit"))[0] == 303
    (enable,) = admin.acts("enable")
    await admin.posts(enable)
    await officer.posts("/sign-in", login="rhys", passphrase=PASSPHRASE)
    assert officer.place == "/your-meetings"


async def test_a_new_role_holds_from_the_next_page_on(hall: Hall, admin: Somebody) -> None:
    officer = await hall.officer("Rhys Morgan", "rhys", Role.CLERK)
    await admin.sees("/officers")
    await admin.posts(admin.acts("role")[0], role="administrator")
    assert "What Rhys Morgan may do is changed." in admin.text
    assert (await officer.answered("GET", "/officers"))[0] == 200
    await officer.sees("/officers")
    await officer.posts(officer.acts("role")[0], role="clerk")
    assert (await admin.answered("GET", "/officers"))[0] == 403


async def test_nobody_shuts_themselves_out(hall: Hall, admin: Somebody) -> None:
    (own,) = await hall.here.server.doors.accounts()
    await admin.posts(f"/officers/{own.id}/disable")
    assert admin.status == 422
    assert "You cannot change your own account here." in admin.text


async def test_an_administrator_gives_a_link_to_choose_another_passphrase(
    hall: Hall, admin: Somebody
) -> None:
    officer = await hall.officer("Rhys Morgan", "rhys", Role.CLERK)
    await admin.sees("/officers")
    await admin.posts(admin.acts("reset")[0])
    another = "three ducks on a pond"
    await officer.posts(admin.addresses()[0], passphrase=another)
    anew = await hall.somebody("Rhys Morgan")
    await anew.posts("/sign-in", login="rhys", passphrase=PASSPHRASE)
    assert anew.status == 422
    assert "a lamp" not in anew.text
    await anew.posts("/sign-in", login="rhys", passphrase=another)
    assert anew.place == "/your-meetings"


# The audit log


async def test_the_log_is_read_newest_first_by_kind_and_in_pages_of_a_hundred(
    hall: Hall, admin: Somebody
) -> None:
    doors = hall.here.server.doors
    for count in range(120):
        await doors.kept.audit.add(
            replace(doors.line("somebody", What.REFUSED, ""), detail=f"try {count}.")
        )
    page = await admin.sees("/audit?kind=Sign-in+refused")
    assert page.index("try 119.") < page.index("try 118.") < page.index("try 20.")
    assert "try 19." not in page
    assert "Link made</td>" not in page
    older = re.search(r'href="(/audit\?[^"]*before=[^"]*)"', page)
    assert older is not None
    page = await admin.sees(older[1])
    assert ("try 19." in page, "try 0." in page, "try 20." in page) == (True, True, False)
    assert 'href="/audit?kind=Sign-in+refused"' in page


async def test_the_log_is_a_file_whose_names_are_no_formulas(hall: Hall, admin: Somebody) -> None:
    await admin.posts("/officers", name="=HYPERLINK(1)", login="rhys", role="clerk")
    text = await admin.sees("/audit.csv")
    heading, *lines = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert heading == ["At", "What", "Who", "Details", "From"]
    assert [line[0] for line in lines] == sorted((line[0] for line in lines), reverse=True)
    assert any(line[3].startswith("'=HYPERLINK") for line in lines)
    only = list(csv.reader(io.StringIO(await admin.sees("/audit.csv?kind=Officer+added"))))
    assert {line[1] for line in only[1:]} == {"Officer added"}


@pytest.mark.parametrize("first", ["=1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1"])
def test_what_begins_like_a_formula_is_only_text(first: str) -> None:
    assert harmless(first) == "'" + first
    assert harmless("Cllr " + first) == "Cllr " + first


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "٣", "1e3"])
async def test_the_log_opens_whatever_its_address_says(admin: Somebody, before: str) -> None:
    assert "Signed in" in await admin.sees(f"/audit?before={before}")
    assert admin.status == 200


# The ways


async def test_the_console_leads_to_links_and_devices(clerk: Somebody) -> None:
    assert f'href="{LINKS}"' in await clerk.sees("/meetings/planning/clerk")


async def test_what_the_doors_show_is_kept_by_no_browser(clerk: Somebody, admin: Somebody) -> None:
    for who, path in ((clerk, LINKS), (clerk, DEVICES), (admin, "/officers"), (admin, "/audit")):
        async with who.session.get(path) as answer:
            assert "no-store" in answer.headers["Cache-Control"]
            assert "<style" not in await answer.text()


async def test_a_signed_in_officer_is_idle_only_so_long(hall: Hall, admin: Somebody) -> None:
    hall.clock.ahead += timedelta(hours=3)
    assert (await admin.answered("GET", "/officers"))[0] == 303


# In a browser


async def test_the_pages_of_the_doors_stand_in_nobodys_way(hall: Hall, visits: Visits) -> None:
    doors = hall.here.server.doors
    visits.forgiven = "status of 422"
    once = await doors.link(SignedIn("planning", Office.MEMBER, "owen"), by="test", single_use=True)
    page = await visits.open(hall.here.url + await doors.first_officer())
    await page.fill("#name", "Siân Hughes")
    await page.fill("#login", "sian")
    await page.fill("#passphrase", "short")
    await page.keyboard.press("Enter")
    await expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert (await page.title()).startswith("Error:")
    found = await in_the_way(page)
    await page.fill("#passphrase", PASSPHRASE)
    await page.get_by_role("button", name="Show the passphrase").click()
    await expect(page.locator("#passphrase")).to_have_attribute("type", "text")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/your-meetings")
    mine = "/your-devices", "/sign-out?back=/your-meetings"
    for path in (YOURS, "/officers", "/devices", "/audit", LINKS, DEVICES, once, *mine, "/sign-in"):
        await page.goto(hall.here.url + path)
        found += await in_the_way(page)
    assert found == []


async def test_slips_are_printed_alone_and_made_by_their_button_alone(
    hall: Hall, visits: Visits
) -> None:
    page = await visits.open(hall.here.door(hall.here.links.clerk))
    await page.goto(hall.here.url + LINKS)
    await page.get_by_label("once", exact=True).check()
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/links?uses=once")
    await expect(page.get_by_label("once", exact=True)).to_be_checked()
    await page.get_by_role("button", name="Make a link for everybody").click()
    await page.wait_for_url("**/made/*")
    await expect(page.get_by_role("button", name="Print")).to_be_visible()
    assert await in_the_way(page) == []
    await page.emulate_media(media="print")
    await expect(page.locator("h1")).to_be_hidden()
    await expect(page.locator(".app-cut:visible .app-qr:visible")).to_have_count(4)


async def in_the_way(page: Page) -> list[str]:
    return [f"{page.url}: {each}" for each in await barriers_at(page, (WIDE, NARROWEST))]
