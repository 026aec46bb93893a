"""What a directory says wrongly, or does not say, opens nothing."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.journal.secrets.accounts import Role
from server.journal.secrets.identities import Bound
from server.pages.doors.what import What
from tests.provider.house import GWEN, ROLES, House, house
from tests.provider.lying import Lying, lying
from tests.provider.running import ADDRESS, BACK, CLIENT
from tests.provider.visitor import BEGIN, Page, Visitor, field, visiting

Deceived = tuple[House, Lying]


async def answered(visitor: Visitor, directory: Lying) -> Page:
    """Begin, and come back from a directory that answers as it likes."""
    asked = await visitor.open(BEGIN, directory.issuer)
    directory.nonce = field(asked.address, "nonce")
    state = field(asked.address, "state")
    return await visitor.open(f"{BACK}?code=c&state={state}")


@pytest.fixture(scope="module")
async def house_of_gwen(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Deceived]:
    folder = tmp_path_factory.mktemp("house")
    async with lying() as directory, house(folder, directory.issuer) as here:
        await here.add()
        yield here, directory


@pytest.fixture
def deceived(house_of_gwen: Deceived) -> Deceived:
    """A house of one officer, whose directory has said nothing wrong yet."""
    _, directory = house_of_gwen
    directory.changes, directory.forged, directory.signs = {}, "", directory.key
    directory.asked.clear()
    return house_of_gwen


async def test_a_token_as_it_should_be_opens(tmp_path: Path) -> None:
    async with (
        lying() as directory,
        house(tmp_path, directory.issuer) as here,
        visiting(here.url) as v,
    ):
        await here.add()
        assert (await answered(v, directory)).status == 200
        assert await here.inside() == ["Gwen Hughes"]


async def test_whoever_came_in_by_a_role_has_the_role_of_today_or_none(tmp_path: Path) -> None:
    async with (
        lying() as directory,
        house(tmp_path, directory.issuer, **ROLES) as here,
        visiting(here.url) as v,
    ):
        await here.add("elin", Role.ADMINISTRATOR)
        doors, elin = here.server.doors, await here.server.doors.account_named("elin")
        assert elin is not None
        known = Bound(elin.id, by_role=False)  # without whom Gwen would be the last one
        await doors.kept.identities.bind(
            directory.issuer, "oid-elin", known, doors.line("test", What.BOUND)
        )
        for roles, status, role in (
            (["Orderpaper.Clerk"], 200, Role.CLERK),
            (["Orderpaper.Clerk", "Orderpaper.Admin"], 200, Role.ADMINISTRATOR),
            ("Orderpaper.Clerk", 200, Role.CLERK),
            (["Another.Clerk"], 403, Role.CLERK),
        ):
            directory.changes = {"roles": roles}
            assert (await answered(v, directory)).status == status
            account = await here.server.doors.account_named(GWEN)
            assert account is not None
            assert account.role is role


async def test_a_role_does_not_open_an_account_that_an_administrator_gave_to_another(
    tmp_path: Path,
) -> None:
    async with (
        lying() as directory,
        house(tmp_path, directory.issuer, **ROLES) as here,
        visiting(here.url) as v,
    ):
        await here.add()
        assert (await answered(v, directory)).status == 200
        directory.changes = {"oid": "oid-other", "roles": ["Orderpaper.Admin"]}
        assert (await answered(v, directory)).status == 403
        account = await here.server.doors.account_named(GWEN)
        assert account is not None
        assert account.role is Role.CLERK


@pytest.mark.parametrize(
    "changes",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another program"},
        {"aud": [CLIENT, "another program"], "azp": "another program"},
        {"aud": "another program", "azp": CLIENT},
        {"aud": None},
        {"iss": "https://other.example"},
        {"exp": 1},
        {"exp": None},
        {"iat": 99999999999},
        {"tid": "another-tenant"},
        {"tid": None},
        {"oid": None},
        {"oid": 7},
        {"sub": None},
    ],
    ids=str,
)
async def test_a_token_with_a_wrong_claim_opens_nothing(
    deceived: Deceived, changes: dict[str, object]
) -> None:
    here, directory = deceived
    directory.changes = changes
    async with visiting(here.url) as v:
        page = await answered(v, directory)
        assert page.status == 403
        assert "has not confirmed who you are" in page.text
    assert await here.inside() == []


async def test_what_the_directory_tells_besides_must_be_of_the_same_person(tmp_path: Path) -> None:
    async with (
        lying() as directory,
        house(tmp_path, directory.issuer) as here,
        visiting(here.url) as v,
    ):
        await here.add()
        directory.changes = {"preferred_username": None}
        directory.published = {"userinfo_endpoint": f"{directory.issuer}/userinfo"}
        for sub, status in (("pairwise-other", 403), ("pairwise-gwen", 200)):
            directory.told = {"sub": sub, "preferred_username": GWEN}
            assert (await answered(v, directory)).status == status


@pytest.mark.parametrize("how", ["another key", "its public key as a secret", "no signature"])
async def test_a_token_that_the_directory_did_not_sign_opens_nothing(
    deceived: Deceived, how: str
) -> None:
    here, directory = deceived
    directory.signs = directory.other if how == "another key" else directory.key
    directory.forged = {"no signature": "none", "its public key as a secret": "HS256"}.get(how, "")
    async with visiting(here.url) as v:
        assert (await answered(v, directory)).status == 403
    assert "token" in directory.asked  # so it was the token that was refused
    assert await here.inside() == []


# --- A directory that is away, changes its keys, or is none ---


async def test_without_the_directory_the_passphrase_opens_and_the_page_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with lying() as directory:
        issuer = directory.issuer
    async with house(tmp_path, issuer) as here, visiting(here.url) as gwen:
        page = await gwen.open(BEGIN)
        assert page.status == 503
        assert "does not answer at the moment. Sign in with your passphrase" in page.text
        assert 'name="passphrase"' in (await gwen.open(f"{ADDRESS}/sign-in")).text
    assert "does not answer" in caplog.text


async def test_a_directory_that_goes_away_in_the_middle_is_not_a_fault_of_ours(
    tmp_path: Path,
) -> None:
    async with contextlib.AsyncExitStack() as stack:
        directory = await stack.enter_async_context(lying())
        here = await stack.enter_async_context(house(tmp_path, directory.issuer))
        v = await stack.enter_async_context(visiting(here.url))
        asked = await v.open(BEGIN, directory.issuer)
        await directory.end()
        page = await v.open(f"{BACK}?code=c&state={field(asked.address, 'state')}")
        assert page.status == 503


@pytest.mark.parametrize(
    "published",
    [
        {"issuer": "https://other.example"},
        {"token_endpoint": "http://other.example/token"},
        {"jwks_uri": 7},
    ],
    ids=str,
)
async def test_a_directory_that_does_not_say_what_it_must_is_not_relied_on(
    tmp_path: Path, published: dict[str, object]
) -> None:
    async with (
        lying() as directory,
        house(tmp_path, directory.issuer) as here,
        visiting(here.url) as v,
    ):
        directory.published = published
        assert (await v.open(BEGIN)).status == 503
