"""How links are used up and sign-ins end, inside the transaction that has them do so."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from server.journal.database import Database
from server.journal.moment import written
from server.journal.secrets import audit
from server.journal.secrets.audit import Audited
from server.words import N_

WITH_IT = N_("and with it the link of")


def use(database: Database, link: str, at: datetime) -> bool:
    """Note that a link is used; False if it is for one use and had it, or is revoked.

    In the transaction that stores what it is used for, so that of two uses at once one is first.
    """
    used = database.execute(
        "UPDATE link SET used_at = ? WHERE id = ? AND revoked_at = ''"
        " AND (used_at = '' OR single_use = 0)",
        (written(at), link),
    )
    return used.rowcount == 1


def end(database: Database, field: str, value: str, at: datetime, why: str) -> list[str]:
    """End the sign-ins of an account or a link, or one by its id; the ids of those that went on."""
    found = database.execute(
        "UPDATE sign_in SET ended_at = ?, why = ?"  # noqa: S608  # our own names
        f" WHERE {field} = ? AND ended_at = '' RETURNING id",
        (written(at), why, value),
    )
    return [id for (id,) in found.fetchall()]


def withdraw_invitations(database: Database, account: str, at: datetime) -> None:
    """Revoke the links by which an account may choose a passphrase."""
    database.execute(
        "UPDATE link SET revoked_at = ? WHERE office = 'account' AND person = ?"
        " AND used_at = '' AND revoked_at = ''",
        (written(at), account),
    )


def withdraw_made(database: Database, maker: str, audited: Audited, *, only: str = "") -> list[str]:
    """Revoke the links that an account or a link made, and those that these made, and end the
    sign-ins by them, which are returned. `only`: those of this office.

    Whoever made a link has seen its address, and may have kept it or come in by it. A line of the
    audit log for each that was still good for something.
    """
    found = database.execute(
        "WITH RECURSIVE made (id) AS ("
        " SELECT id FROM link WHERE maker = ?"
        " UNION SELECT link.id FROM link JOIN made ON link.maker = made.id)"
        " UPDATE link SET revoked_at = ? WHERE id IN (SELECT id FROM made)"
        " AND revoked_at = '' AND ? IN ('', office) RETURNING id, name, office, key",
        (maker, written(audited.at), only),
    )
    ended = list[str]()
    for id, *named in found.fetchall():
        told = ", ".join(word for word in named if word)
        audit.add(database, replace(audited, detail=f"{WITH_IT} {told}"))
        ended += end(database, "link", id, audited.at, "revoked")
    return ended
