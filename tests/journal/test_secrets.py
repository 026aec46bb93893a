"""Secrets: found by their hash, gone when revoked, and never in the chain."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from server.journal.journal import Journal, open_journal
from server.journal.secrets import Secret
from tests.journal.given import OPENED, said

TOKEN = b"Xo2mN-3kq_8s7T1vQz4bLA"
HASH = sha256(TOKEN).digest()
EXPIRES = OPENED + timedelta(days=1)


async def test_a_secret_is_found_by_its_hash(journal: Journal) -> None:
    await journal.secrets.put(HASH, "member", "person:shah", "meeting/1", EXPIRES)
    found = await journal.secrets.find(HASH)
    assert found == Secret("member", "person:shah", "meeting/1", EXPIRES)


async def test_what_was_never_given_out_opens_nothing(journal: Journal) -> None:
    assert await journal.secrets.find(HASH) is None


async def test_a_revoked_secret_opens_nothing_and_the_others_stay(journal: Journal) -> None:
    other = sha256(b"another").digest()
    for hash in (HASH, other):
        await journal.secrets.put(hash, "clerk", "", "meeting/1", EXPIRES)
    await journal.secrets.revoke(HASH)
    assert await journal.secrets.find(HASH) is None
    assert await journal.secrets.find(other) is not None


async def test_secrets_outlive_the_server(place: Path) -> None:
    journal = await open_journal(place)
    await journal.secrets.put(HASH, "chair", "", "meeting/1", EXPIRES)
    await journal.close()
    again = await open_journal(place)
    assert await again.secrets.find(HASH) is not None
    await again.close()


async def test_all_secrets_can_be_deleted_without_a_trace(journal: Journal) -> None:
    await journal.append(said("Noted."))
    before = await journal.read("meeting/1")
    await journal.secrets.put(HASH, "clerk", "", "meeting/1", EXPIRES)
    await journal.secrets.delete_all()
    assert await journal.secrets.find(HASH) is None
    assert await journal.read("meeting/1") == before
