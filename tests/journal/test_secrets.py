"""Secrets: found by their hash, spent once, gone when revoked, and never in the chain."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec.structs import replace

from server.journal.database import SECRETS
from server.journal.journal import Damaged, Journal, open_journal
from server.journal.secrets import browsers
from server.journal.secrets.accounts import Account, LastAdministrator, LinkSpent, LoginTaken, Role
from server.journal.secrets.audit import Audited
from server.journal.secrets.identities import Bound
from server.journal.secrets.links import Link
from server.journal.secrets.sign_ins import SignIn
from tests.journal.given import OPENED, said

TOKEN = b"Xo2mN-3kq_8s7T1vQz4bLA"
HASH, OTHER = sha256(TOKEN).digest(), sha256(b"another").digest()
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
TOLD = Audited(OPENED, "Jo (jo)", "Link made", "Cllr Shah", "192.0.2.7")


def link(id: str = "l1", key: str = "planning", *, single_use: bool = False) -> Link:
    return Link(id, "member", "shah", "Cllr Shah", key, single_use, OPENED + DAY, "Jo (jo)", OPENED)


def sign_in(id: str = "s1", *, link: str = "", account: str = "") -> SignIn:
    return SignIn(
        id=id,
        link=link,
        account=account,
        office="member",
        name="Cllr Shah",
        device="Firefox on Windows",
        address="192.0.2.7",
        began_at=OPENED,
        seen_at=OPENED,
        expires_at=OPENED + 2 * HOUR,
        ends_at=OPENED + 18 * HOUR,
    )


def account(id: str = "a1", role: Role = Role.ADMINISTRATOR) -> Account:
    return Account(id, "Jo Hughes", f"jo-{id}", "$argon2id$", role, False, OPENED)


async def what_is_audited(journal: Journal) -> list[str]:
    return [line.what for _, line in await journal.secrets.audit.latest(100)]


async def test_a_link_is_found_by_the_hash_of_its_token(journal: Journal) -> None:
    await journal.secrets.links.put(HASH, link(), TOLD)
    assert await journal.secrets.links.find(HASH) == link()
    assert await journal.secrets.links.find(OTHER) is None
    assert await journal.secrets.audit.latest(9) == [(1, TOLD)]


async def test_a_link_opens_until_it_expires(journal: Journal) -> None:
    assert link().good(OPENED + DAY - timedelta(seconds=1))
    assert not link().good(OPENED + DAY)


async def test_a_revoked_link_ends_its_sign_ins_and_no_others(journal: Journal) -> None:
    secrets = journal.secrets
    for id, hash in (("l1", HASH), ("l2", OTHER)):
        await secrets.links.put(hash, link(id), TOLD)
        await secrets.sign_ins.begin(hash, sign_in(f"s-{id}", link=id), TOLD)
    assert await secrets.links.revoke("l1", TOLD) == ["s-l1"]
    found = await secrets.links.find(HASH)
    assert found is not None
    assert not found.good(OPENED)
    assert [each.id for each in await secrets.sign_ins.going_on(OPENED)] == ["s-l2"]
    assert not await secrets.sign_ins.begin(sha256(b"late").digest(), sign_in(link="l1"), TOLD)


async def test_of_two_who_use_a_link_for_one_use_at_once_one_comes_in(journal: Journal) -> None:
    await journal.secrets.links.put(HASH, link(single_use=True), TOLD)
    begun = await asyncio.gather(
        *(
            journal.secrets.sign_ins.begin(hash, sign_in(id, link="l1"), TOLD)
            for id, hash in (("s1", HASH), ("s2", OTHER))
        )
    )
    assert sorted(begun) == [False, True]
    assert len(await journal.secrets.sign_ins.going_on(OPENED)) == 1


async def test_what_is_done_lets_an_officer_go_on_and_never_past_the_end(journal: Journal) -> None:
    sign_ins = journal.secrets.sign_ins
    await sign_ins.begin(HASH, sign_in(account="a1"), TOLD)
    await sign_ins.seen(["s1"], OPENED + HOUR, OPENED + 3 * HOUR)
    found = await sign_ins.find(HASH)
    assert found is not None
    assert (found.seen_at, found.expires_at) == (OPENED + HOUR, OPENED + 3 * HOUR)
    await sign_ins.seen(["s1"], OPENED + 2 * HOUR, OPENED + 20 * HOUR)
    found = await sign_ins.find(HASH)
    assert found is not None
    assert found.expires_at == OPENED + 18 * HOUR


async def test_what_has_expired_or_ended_is_not_brought_back(journal: Journal) -> None:
    sign_ins = journal.secrets.sign_ins
    for id, hash in (("s1", HASH), ("s2", OTHER)):
        await sign_ins.begin(hash, sign_in(id, account="a1"), TOLD)
    assert await sign_ins.end("s2", "ended", TOLD) == ["s2"]
    assert await sign_ins.end("s2", "ended", TOLD) == []
    await sign_ins.seen(["s1", "s2"], OPENED + 2 * HOUR, OPENED + 4 * HOUR)
    assert await sign_ins.going_on(OPENED + 2 * HOUR) == []


async def test_two_officers_never_have_one_login(journal: Journal) -> None:
    accounts = journal.secrets.accounts
    await accounts.add(account(), TOLD)
    with pytest.raises(LoginTaken):
        await accounts.add(Account("a2", "Other", "jo-a1", "", Role.CLERK, False, OPENED), TOLD)
    assert await accounts.all() == [account()]
    assert await what_is_audited(journal) == ["Link made"]


async def test_there_is_one_first_officer(journal: Journal) -> None:
    accounts, invitation = journal.secrets.accounts, link("l1", "", single_use=True)
    await journal.secrets.links.invite(HASH, invitation, TOLD)
    await accounts.add(account("a1"), TOLD, "l1", first=True)
    await journal.secrets.links.invite(OTHER, link("l2", "", single_use=True), TOLD)
    for spent in ("l1", "l2"):
        with pytest.raises(LinkSpent):
            await accounts.add(account("a2"), TOLD, spent, first=True)
    assert await accounts.all() == [account("a1")]


async def test_the_last_administrator_can_be_neither_disabled_nor_made_clerk(
    journal: Journal,
) -> None:
    accounts = journal.secrets.accounts
    await accounts.add(account("a1"), TOLD)
    await accounts.add(account("a2", Role.CLERK), TOLD)
    with pytest.raises(LastAdministrator):
        await accounts.disable("a1", TOLD)
    with pytest.raises(LastAdministrator):
        await accounts.give_role("a1", Role.CLERK, TOLD)
    assert await accounts.find("a1") == account("a1")
    await accounts.give_role("a2", Role.ADMINISTRATOR, TOLD)
    await accounts.disable("a1", TOLD)


async def test_an_administrator_who_cannot_sign_in_is_not_the_last_one(journal: Journal) -> None:
    accounts, identities = journal.secrets.accounts, journal.secrets.identities
    await accounts.add(account("a1"), TOLD)
    await accounts.add(replace(account("a2"), passphrase=""), TOLD)
    with pytest.raises(LastAdministrator):
        await accounts.disable("a1", TOLD)
    await identities.bind("https://directory", "7", Bound("a2", by_role=False), TOLD)
    await accounts.disable("a1", TOLD)


async def test_a_clerk_is_disabled_also_before_any_administrator_has_signed_in(
    journal: Journal,
) -> None:
    accounts = journal.secrets.accounts
    await accounts.add(replace(account("a1"), passphrase=""), TOLD)
    await accounts.add(account("a2", Role.CLERK), TOLD)
    await accounts.disable("a2", TOLD)
    with pytest.raises(LastAdministrator):
        await accounts.disable("a1", TOLD)


async def test_an_account_is_stored_with_the_person_whose_it_is_or_not_at_all(
    journal: Journal,
) -> None:
    accounts, identities = journal.secrets.accounts, journal.secrets.identities
    await identities.add("https://directory", "7", account("a1"), (TOLD, TOLD))
    assert await identities.find("https://directory", "7") == Bound("a1", by_role=True)
    for subject, other in (("7", "a2"), ("8", "a1")):
        with pytest.raises(LoginTaken):
            await identities.add("https://directory", subject, account(other), (TOLD,))
    assert await accounts.all() == [account("a1")]
    assert len(await what_is_audited(journal)) == 2


async def test_the_browsers_of_officers_are_remembered_so_many_and_so_long(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = journal.secrets.browsers
    monkeypatch.setattr(browsers, "MOST", 2)
    for hours, name in enumerate(("b1", "b2", "b3", "b2")):
        await kept.keep(name, "jo", OPENED + hours * HOUR)
    assert list(await kept.all()) == ["b3", "b2"]
    await kept.forget(OPENED + 3 * HOUR)
    assert await kept.all() == {"b2": "jo"}


async def test_a_new_hash_never_overwrites_a_new_passphrase(journal: Journal) -> None:
    accounts = journal.secrets.accounts
    await accounts.add(account(), TOLD)
    await accounts.choose("a1", "hash of the new", "", TOLD)
    await accounts.rehash("a1", "hash of the old", "better hash of the old")
    found = await accounts.find("a1")
    assert found is not None
    assert found.passphrase == "hash of the new"


async def test_the_audit_log_is_read_page_by_page_the_newest_first(journal: Journal) -> None:
    for number in range(5):
        await journal.secrets.audit.add(Audited(OPENED, "Jo (jo)", f"{number}"))
    newest = await journal.secrets.audit.latest(2)
    older = await journal.secrets.audit.latest(2, before=newest[-1][0])
    assert [line.what for _, line in (*newest, *older)] == ["4", "3", "2", "1"]


async def test_the_audit_log_can_be_verified_also_where_its_first_lines_have_no_seal(
    journal: Journal,
) -> None:
    assert await journal.secrets.audit.verify() == 0
    for _ in range(3):
        await journal.secrets.audit.add(TOLD)
    assert await journal.secrets.audit.verify() == 3
    await journal.secrets._writing.change(SECRETS, "UPDATE audit SET seal = ?", b"")
    await journal.secrets._writing.change(SECRETS, "DELETE FROM audit_end")
    assert await journal.secrets.audit.verify() == 3
    await journal.secrets.audit.add(TOLD)
    assert await journal.secrets.audit.verify() == 4
    await journal.secrets.delete_all()
    assert await journal.secrets.audit.verify() == 0


@pytest.mark.parametrize(
    "done",
    [
        "UPDATE audit SET who = 'Nobody' WHERE rowid = 2",
        "UPDATE audit SET address = '192.0.2.9' WHERE rowid = 4",
        "UPDATE audit SET seal = substr(seal, 1, 0) WHERE rowid = 3",
        "DELETE FROM audit WHERE rowid = 1",
        "DELETE FROM audit WHERE rowid = 3",
        "DELETE FROM audit WHERE rowid = 4",
        "DELETE FROM audit",
    ],
)
async def test_a_line_of_the_audit_log_that_is_changed_or_lost_is_found(
    journal: Journal, done: str
) -> None:
    for number in range(4):
        await journal.secrets.audit.add(Audited(OPENED, f"Officer {number}", "Signed in"))
    await journal.secrets._writing.change(SECRETS, done)
    with pytest.raises(Damaged):
        await journal.secrets.audit.verify()


async def test_secrets_outlive_the_server(place: Path | str) -> None:
    journal = await open_journal(place)
    await journal.secrets.links.put(HASH, link(), TOLD)
    await journal.close()
    again = await open_journal(place)
    assert await again.secrets.links.find(HASH) is not None
    await again.close()


async def test_all_secrets_can_be_deleted_without_a_trace(journal: Journal) -> None:
    await journal.append(said("Noted."))
    before = await journal.read("meeting/1")
    await journal.secrets.links.put(HASH, link(), TOLD)
    await journal.secrets.accounts.add(account(), TOLD)
    await journal.secrets.sign_ins.begin(HASH, sign_in(link="l1"), TOLD)
    await journal.secrets.delete_all()
    assert await journal.secrets.links.find(HASH) is None
    assert await journal.secrets.accounts.all() == []
    assert await journal.secrets.sign_ins.find(HASH) is None
    assert await journal.secrets.audit.latest(9) == []
    assert await journal.read("meeting/1") == before
