"""How links are used up and sign-ins end, inside the transaction that has them do so."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from server.journal.moment import written


def use(database: sqlite3.Connection, link: str, at: datetime) -> bool:
    """Note that a link is used; False if it is for one use and had it, or is revoked.

    In the transaction that stores what it is used for, so that of two uses at once one is first.
    """
    used = database.execute(
        "UPDATE link SET used_at = ? WHERE id = ? AND revoked_at = ''"
        " AND (used_at = '' OR single_use = 0)",
        (written(at), link),
    )
    return used.rowcount == 1


def end(database: sqlite3.Connection, field: str, value: str, at: datetime, why: str) -> list[str]:
    """End the sign-ins of an account or a link, or one by its id; the ids of those that went on."""
    found = database.execute(
        "UPDATE sign_in SET ended_at = ?, why = ?"  # noqa: S608  # our own names
        f" WHERE {field} = ? AND ended_at = '' RETURNING id",
        (written(at), why, value),
    )
    return [id for (id,) in found.fetchall()]


def withdraw_invitations(database: sqlite3.Connection, account: str, at: datetime) -> None:
    """Revoke the links by which an account may choose a passphrase."""
    database.execute(
        "UPDATE link SET revoked_at = ? WHERE office = 'account' AND person = ?"
        " AND used_at = '' AND revoked_at = ''",
        (written(at), account),
    )
