"""The tables that a journal is kept in, and their columns: the same in every store."""

from __future__ import annotations

from typing import NamedTuple


class Table(NamedTuple):
    """A table: what names a row of it, and what else a row has."""

    name: str
    key: tuple[str, ...]
    rest: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, those of the key first."""
        return self.key + self.rest


def _table(name: str, key: str, rest: str) -> Table:
    return Table(name, tuple(key.split()), tuple(rest.split()))


TABLES = (
    _table(
        "line",
        "stream position",
        "event id actor command recorded_at happened_at salt payload commitment digest private",
    ),
    _table("stream", "name", "position digest"),
    _table("answer", "stream actor command", "answer"),
    _table("account", "id", "name login passphrase role disabled made_at"),
    _table("identity", "issuer subject", "account by_role"),
    _table("browser", "hash", "login seen_at"),
    _table(
        "link",
        "id",
        "hash office person name key single_use expires_at made_by made_at used_at revoked_at"
        " maker council marks",
    ),
    _table(
        "sign_in",
        "id",
        "hash account link office person name key device address began_at seen_at expires_at"
        " ends_at ended_at why council marks",
    ),
    _table("audit", "rowid", "at who what detail address seal"),
    _table("audit_end", "id", "number seal"),
)

RECORD = TABLES[:3]
"""What the meetings are made of; who may only read needs no other."""
