"""The address of a database: what our connections add to it, and what may be shown of it."""

from __future__ import annotations

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from server.journal.journal import Unusable
from server.words import N_

NAME = "orderpaper"
"""Of the schema that holds the tables, of the bell's channel, and of our connections."""

# A dead network is noticed within ten seconds: by what is not acknowledged, and by questions after
# a few seconds of silence. What the address itself says of these wins.
_WATCHFUL = {
    "connect_timeout": "5",
    "keepalives": "1",
    "keepalives_idle": "3",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "tcp_user_timeout": "8000",  # milliseconds
    "fallback_application_name": NAME,
    "client_encoding": "UTF8",
}


class Address:
    """Where the database is, and as whom to connect."""

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        """Raises Unusable for what libpq cannot read."""
        try:
            given = {name: str(value) for name, value in conninfo_to_dict(url).items()}
        except ProgrammingError as fault:
            raise Unusable(
                N_(
                    "The address of the database cannot be read. "
                    "It is written postgresql://user@host/database; "
                    "a special character in a password is written as its code, like %40 for @."
                )
            ) from fault
        # Of several hosts, the one where writing can be done has everything that was stored.
        primary = {} if read_only else {"target_session_attrs": "read-write"}
        self.complete = make_conninfo("", **(_WATCHFUL | primary | given))
        self._given = given

    def __str__(self) -> str:
        """The address without password and user, for people."""
        host, port = self._given.get("host", "localhost"), self._given.get("port", "")
        where = f"{host}:{port}" if port else host
        return f"postgresql://{where}/{self._given.get('dbname', '')}"
