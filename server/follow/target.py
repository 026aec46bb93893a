"""Where the tool may go: by default to a server of one's own."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import parse_qs, urlsplit

import msgspec

from server.words import N_, Said

_OWN = tuple(
    ip_network(text)
    for text in (
        "127.0.0.0/8", "::1/128",                            # this machine
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",     # RFC 1918
        "fc00::/7",                                          # RFC 4193
        "169.254.0.0/16", "fe80::/10",                       # RFC 3927, RFC 4291 §2.5.6
    )
)  # fmt: skip
_PATH = re.compile(r"/meetings/([^/]+)(?:/.*)?")


class NotFollowed(Said):
    """The tool does not follow this; the sentence says why, and what would allow it."""


class Where(msgspec.Struct, frozen=True):
    """A meeting on a server. `host`: how the server is called, as in the address; `language`: what
    the address asks for, "" if it does not."""

    tls: bool
    host: str
    port: int
    key: str
    language: str = ""

    @property
    def base(self) -> str:
        """What addresses of that server begin with."""
        return f"{'https' if self.tls else 'http'}://{self.name}"

    @property
    def origin(self) -> str:
        """The same as a browser writes it: without a port that goes without saying."""
        return self.base.removesuffix(f":{443 if self.tls else 80}")

    @property
    def name(self) -> str:
        """The host with its port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    @property
    def path(self) -> str:
        """The path of the meeting."""
        return f"/meetings/{self.key}"

    @property
    def url(self) -> str:
        """The address of its public page."""
        return self.origin + self.path


def where(url: str) -> Where:
    """The meeting that an address names. Raises NotFollowed."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    found = _PATH.fullmatch(parts.path)
    if parts.scheme not in ("http", "https") or not parts.hostname or found is None:
        raise NotFollowed(
            N_(
                "“{url}” is not the address of a meeting. Give that of its public page: "
                "http://localhost:8000/meetings/KEY."
            ),
            url=url,
        )
    tls = parts.scheme == "https"
    language = parse_qs(parts.query).get("lang", [""])[-1]
    return Where(tls, parts.hostname, port or (443 if tls else 80), found[1], language)


async def addresses(place: Where, *, own_server: bool) -> tuple[str, ...]:
    """Where the server's name leads. Raises NotFollowed unless all of it is one's own."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(
            place.host, place.port, type=socket.SOCK_STREAM
        )
    except OSError as error:
        raise NotFollowed(
            N_("The name {host} leads nowhere: {fault}. Look whether it is written right."),
            host=place.host,
            fault=error.strerror or error,
        ) from error
    ips = tuple(dict.fromkeys(str(each[4][0]) for each in found))
    strange = [ip for ip in ips if not of_one_s_own(ip)]
    if strange and not own_server:
        raise NotFollowed(
            N_(
                "{host} is at {ip}, which is neither this machine nor a private network: thousands "
                "of connections may take a public server down. If it is yours to load, say "
                "--my-own-server."
            ),
            host=place.host,
            ip=strange[0],
        )
    return ips


def of_one_s_own(ip: str) -> bool:
    """Whether this is an address of this machine or of a private network."""
    address: IPv4Address | IPv6Address = ip_address(ip.partition("%")[0])
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return any(address in network for network in _OWN)


async def answering(place: Where, ips: Sequence[str]) -> str:
    """The first of these addresses where somebody listens. Raises NotFollowed."""
    for ip in ips:
        try:
            _, writer = await asyncio.wait_for(asyncio.open_connection(ip, place.port), 5)
        except OSError:  # TimeoutError is one
            continue
        writer.close()
        return ip
    raise NotFollowed(
        N_("Nobody answers at {server}. Look whether Orderpaper runs there."), server=place.name
    )
