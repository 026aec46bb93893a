"""The address of a database: what our connections add to it, and what may be shown of it."""

from __future__ import annotations

from ipaddress import ip_address
from itertools import zip_longest
from urllib.parse import quote, urlencode

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
        """Raises Unusable for what libpq cannot read, or would read wrongly."""
        given = _read(url)
        # Of several hosts, the one where writing can be done has everything that was stored.
        primary = {} if read_only else {"target_session_attrs": "read-write"}
        self.complete = make_conninfo("", **(_WATCHFUL | primary | given))
        self._given = given

    def __str__(self) -> str:
        """The address without password and user, for people."""
        hosts, ports = _places(self._given)
        name = self._given.get("dbname", "")
        if any(map(_is_folder, hosts)):
            port = f"&port={','.join(ports)}" if any(ports) else ""
            return f"postgresql:///{name}?host={','.join(hosts)}{port}"
        if len(ports) == 1:
            ports *= len(hosts)
        where = [
            (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
            for host, port in zip_longest(hosts, ports, fillvalue="")
        ]
        return f"postgresql://{','.join(where)}/{name}"


def to_listen(url: str) -> str:
    """The same address, but that of several hosts the one is chosen where a bell can be heard.

    A standby can be read, and has no LISTEN. What the address itself says of this wins. Raises
    Unusable as an Address does.
    """
    given = {"target_session_attrs": "primary"} | _read(url)
    return f"postgresql://?{urlencode(given, quote_via=quote)}"


def _read(url: str) -> dict[str, str]:
    try:
        given = {name: str(value) for name, value in conninfo_to_dict(url).items()}
    except ProgrammingError as fault:
        raise _unreadable() from fault
    if not _is_sound(given):
        raise _unreadable()
    return given


def _is_sound(given: dict[str, str]) -> bool:
    """Whether none of it can be a piece of a password, one that has an @ or a / in clear."""
    hosts, ports = _places(given)
    return (
        all(not port or (port.isascii() and port.isdigit()) for port in ports)
        and all(map(_is_host, hosts))
        and not set("@:/") & set(given.get("dbname", ""))
    )


def _places(given: dict[str, str]) -> tuple[list[str], list[str]]:
    """The hosts and their ports; one of them, "", where the address names none."""
    hosts = given.get("host") or given.get("hostaddr", "")
    return hosts.split(","), given.get("port", "").split(",")


def _is_host(text: str) -> bool:
    if _is_folder(text):
        return "@" not in text
    return not set("@:/") & set(text) or _is_ipv6(text)


def _is_folder(host: str) -> bool:
    """Whether this is where a socket lies, and no name."""
    return host.startswith("/")


def _is_ipv6(text: str) -> bool:
    try:
        return ip_address(text).version == 6
    except ValueError:
        return False


def _unreadable() -> Unusable:
    return Unusable(
        N_(
            "The address of the database cannot be read. "
            "It is written postgresql://user@host/database; a special character in a password "
            "is written as its code (percent-encoding), like %40 for @ and %2F for /."
        )
    )
