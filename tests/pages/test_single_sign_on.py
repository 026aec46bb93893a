"""Officers sign in by the council's directory: the whole way, with a real OpenID provider."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from server.journal.secrets.accounts import Role
from server.pages.doors.what import What
from server.pages.sign_in import YOURS
from tests.provider.house import GWEN, ROLES, house
from tests.provider.running import ADDRESS, BACK, Running
from tests.provider.visitor import BEGIN, changed, field, visiting

SIGNED_OUT = f"{ADDRESS}/sign-in?out=1"


@pytest.fixture(scope="module")
async def provider() -> AsyncIterator[Running]:
    running = Running()
    try:
        await running.start()
        yield running
    finally:
        await running.end()


# --- The way in ---


async def test_an_officer_whom_an_administrator_added_comes_in(
    provider: Running, tmp_path: Path
) -> None:
    async with house(tmp_path, provider.issuer) as here, visiting(here.url) as gwen:
        await here.add()
        assert (await gwen.open(here.clerks_page)).status == 403
        page = await gwen.prove("gwen")
        assert (page.address, page.status) == (ADDRESS + YOURS, 200)
        assert (await gwen.open(here.clerks_page)).status == 200
        assert (What.SIGNED_IN, f"Gwen Hughes ({GWEN})") in await here.told()


async def test_the_sign_in_page_shows_the_way_and_keeps_the_passphrase(
    provider: Running, tmp_path: Path
) -> None:
    async with house(tmp_path, provider.issuer) as here, visiting(here.url) as gwen:
        page = await gwen.open(f"{ADDRESS}/sign-in")
        assert 'href="/sign-in/single-sign-on"' in page.text
        assert "Sign in with Microsoft" in page.text
        assert 'name="passphrase"' in page.text
        assert (await gwen.open(f"{BEGIN}/end")).status == 404  # not offered


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 200),
        ({"Sec-Fetch-Site": "same-site"}, 200),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "", "Referer": "https://elsewhere.example/"}, 200),
        ({"Sec-Fetch-Site": "", "Referer": f"{ADDRESS}/sign-in"}, 303),
        ({"Sec-Fetch-Site": ""}, 200),
    ],
    ids=str,
)
async def test_whom_another_site_sent_is_not_signed_in_before_they_press_a_button(
    provider: Running, tmp_path: Path, said: dict[str, str], status: int
) -> None:
    async with house(tmp_path, provider.issuer) as here, visiting(here.url) as gwen:
        page = await gwen.led(f"{BEGIN}?next=/audit", **said)
        assert page.status == status
        assert page.address.startswith(provider.issuer if status == 303 else BEGIN)
        if status == 200:
            assert 'href="/sign-in/single-sign-on?next=/audit"' in page.text


async def test_what_is_asked_of_the_directory_is_bound_to_this_browser_and_this_address(
    provider: Running, tmp_path: Path
) -> None:
    async with house(tmp_path, provider.issuer) as here, visiting(here.url) as gwen:
        first, second = [await gwen.open(f"{BEGIN}?next=//evil", provider.issuer) for _ in "ab"]
        assert field(first.address, "redirect_uri") == BACK
        assert field(first.address, "code_challenge_method") == "S256"
        for name in ("state", "nonce", "code_challenge"):
            assert len(field(first.address, name)) >= 43
            assert field(first.address, name) != field(second.address, name)
        (kept,) = [each for each in gwen.session.cookie_jar if each.key == "single-sign-on"]
        assert (kept["httponly"], kept["samesite"]) == (True, "Lax")


async def test_nothing_in_an_address_leads_to_another_site(
    provider: Running, tmp_path: Path
) -> None:
    async with house(tmp_path, provider.issuer) as here, visiting(here.url) as gwen:
        await here.add()
        answer = await gwen.prove("gwen", until=BACK, after="https://evil.example/")
        page = await gwen.open(f"{answer.address}&next=https://evil.example/", "https://")
        assert page.address == ADDRESS + YOURS


async def test_whoever_was_on_the_way_to_a_page_comes_there(
    provider: Running, tmp_path: Path
) -> None:
    async with house(tmp_path, provider.issuer) as here, visiting(here.url) as gwen:
        await here.add()
        page = await gwen.prove("gwen", after=urlsplit(here.clerks_page).path)
        assert (page.address, page.status) == (here.clerks_page, 200)


async def test_signing_out_here_can_go_on_to_signing_out_there(
    provider: Running, tmp_path: Path
) -> None:
    asked = house(tmp_path, provider.issuer, sign_out_there=True)
    async with asked as here, visiting(here.url) as gwen:
        await here.add()
        await gwen.prove("gwen")
        assert f'href="{urlsplit(BEGIN).path}/end"' in (await gwen.open(SIGNED_OUT)).text
        page = await gwen.open(f"{BEGIN}/end")
        confirmed = re.search(r'action="([^"]+)".*?name="xsrf" value="(\w+)"', page.text, re.S)
        assert confirmed is not None
        left = await gwen.open(confirmed[1], ADDRESS, xsrf=confirmed[2], logout="yes")
        assert left.address.startswith(f"{ADDRESS}/sign-in")
        again = await gwen.open(BEGIN)
        assert 'name="login"' in again.text  # they are asked for a passphrase there again


# --- Who may come in ---


async def test_the_account_stays_with_the_person_when_the_name_goes_to_another(
    provider: Running, tmp_path: Path
) -> None:
    async with house(tmp_path, provider.issuer) as here:
        await here.add()
        for person, status in (("gwen", 200), ("gwenda", 403), ("gwen", 200)):
            async with visiting(here.url) as visitor:
                assert (await visitor.prove(person)).status == status
        assert await here.refused() == ["single sign-on: the account belongs to another person"]


async def test_a_name_and_address_like_an_officers_in_another_tenant_open_nothing(
    provider: Running, tmp_path: Path
) -> None:
    async with house(tmp_path, provider.issuer) as here, visiting(here.url) as mallory:
        await here.add()
        assert (await mallory.prove("mallory")).status == 403
        assert await here.refused() == ["single sign-on: another tenant"]
        assert await here.inside() == []


async def test_whom_nobody_added_is_told_so_calmly_and_the_log_says_who_it_was(
    provider: Running, tmp_path: Path
) -> None:
    async with house(tmp_path, provider.issuer) as here, visiting(here.url) as gwen:
        page = await gwen.prove("gwen")
        assert page.status == 403
        assert "You are not on the list of officers here." in page.text
        assert (What.REFUSED, "Gwen.Hughes@council.example") in await here.told()
        assert await here.inside() == []


async def test_a_disabled_account_stays_closed(provider: Running, tmp_path: Path) -> None:
    async with house(tmp_path, provider.issuer) as here, visiting(here.url) as gwen:
        doors = here.server.doors
        await here.add("elin", Role.ADMINISTRATOR)
        await here.add()
        await gwen.prove("gwen")
        (account,) = [each for each in await doors.accounts() if each.login == GWEN]
        await doors.disable_account(account.id, by="test")
        assert await here.inside() == []
        assert (await gwen.prove("gwen")).status == 403
        assert await here.refused() == ["single sign-on: this way in was closed"]


async def test_an_account_that_was_disabled_before_is_not_joined_to_anybody(
    provider: Running, tmp_path: Path
) -> None:
    async with house(tmp_path, provider.issuer) as here, visiting(here.url) as gwen:
        doors = here.server.doors
        await here.add("elin", Role.ADMINISTRATOR)
        await here.add()
        account = await doors.account_named(GWEN)
        assert account is not None
        await doors.disable_account(account.id, by="test")
        assert (await gwen.prove("gwen")).status == 403
        assert What.BOUND not in [what for what, _ in await here.told()]


async def test_an_address_counts_only_if_the_directory_verified_it(
    provider: Running, tmp_path: Path
) -> None:
    asked = house(tmp_path, provider.issuer, login="email", tenant=None, person="sub")
    async with asked as here:
        await here.add()
        for person, status in (("mallory", 403), ("gwen", 200)):
            async with visiting(here.url) as visitor:
                assert (await visitor.prove(person)).status == status


async def test_a_role_of_the_directory_lets_in_only_where_the_council_says_so(
    provider: Running, tmp_path: Path
) -> None:
    async with house(tmp_path, provider.issuer) as here, visiting(here.url) as rhys:
        assert (await rhys.prove("rhys")).status == 403
    tmp_path = tmp_path / "another"
    tmp_path.mkdir()
    async with house(tmp_path, provider.issuer, **ROLES) as here, visiting(here.url) as rhys:
        assert (await rhys.prove("rhys")).status == 200
        (account,) = await here.server.doors.accounts()
        assert (account.name, account.role) == ("Rhys Bowen", Role.CLERK)
        assert account.passphrase == ""  # so there is none that would open it


# --- Answers that prove nothing ---


async def test_an_answer_is_good_once(provider: Running, tmp_path: Path) -> None:
    async with house(tmp_path, provider.issuer) as here, visiting(here.url) as gwen:
        await here.add()
        answer = await gwen.prove("gwen", until=BACK)
        assert (await gwen.open(answer.address)).status == 200
        assert (await gwen.open(answer.address)).status == 403
        # The same code again, under a state of its own: the provider refuses it.
        state = field((await gwen.open(BEGIN, provider.issuer)).address, "state")
        assert (await gwen.open(changed(answer.address, state=state))).status == 403
        assert await here.refused() == [
            "single sign-on: the code was refused",
            "single sign-on: begun elsewhere, used twice or too old",
        ]
        assert await here.inside() == ["Gwen Hughes"]


async def test_an_answer_opens_nothing_in_another_browser_or_with_another_state(
    provider: Running, tmp_path: Path
) -> None:
    async with (
        house(tmp_path, provider.issuer) as here,
        visiting(here.url) as gwen,
        visiting(here.url) as mallory,
    ):
        await here.add()
        answer = await gwen.prove("gwen", until=BACK)
        assert (await mallory.open(answer.address)).status == 403
        await mallory.open(BEGIN, provider.issuer)
        assert (await mallory.open(answer.address)).status == 403
        assert (await gwen.open(changed(answer.address, state="forged"))).status == 403
        assert await here.inside() == []


async def test_an_answer_of_another_issuer_opens_nothing(provider: Running, tmp_path: Path) -> None:
    async with house(tmp_path, provider.issuer) as here, visiting(here.url) as gwen:
        await here.add()
        answer = await gwen.prove("gwen", until=BACK)
        mixed_up = changed(answer.address, iss="https%3A%2F%2Fother.example")
        assert (await gwen.open(mixed_up)).status == 403
        assert await here.refused() == ["single sign-on: the answer names another issuer"]


async def test_a_directory_may_change_its_keys(tmp_path: Path) -> None:
    running = Running()
    try:
        await running.start()
        async with house(tmp_path, running.issuer) as here:
            await here.add()
            for _ in range(2):
                async with visiting(here.url) as gwen:
                    assert (await gwen.prove("gwen")).status == 200
                await running.end()
                await running.start()  # with another key, on the same port
    finally:
        await running.end()


async def test_a_secret_that_has_run_out_is_told_to_the_operator_and_not_shown(
    provider: Running, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "old.secret").touch(0o600)
    (tmp_path / "old.secret").write_text("run-out")
    asked = house(tmp_path, provider.issuer, client_secret_file="old.secret")
    async with asked as here, visiting(here.url) as gwen:
        await here.add()
        page = await gwen.prove("gwen")
        assert page.status == 503
        assert "invalid_client" not in page.text
    assert "invalid_client" in caplog.text
    assert "run-out" not in caplog.text
    assert GWEN not in caplog.text.lower()
