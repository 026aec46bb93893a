"""Behind a proxy: whose request it is, by which scheme and for which host.

What stands in forwarding headers is believed from declared proxies only, and of the addresses in
them the right-most that is no proxy of ours: whatever stands left of it anybody can have written.
One family of headers is read, never both: a proxy sets its own and passes the other on as it came.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address

import msgspec
from aiohttp import web

Network = IPv4Network | IPv6Network

X_FORWARDED, FORWARDED = "x-forwarded", "forwarded"
_HOST = re.compile(r"[\w.-]{1,253}(:\d{1,5})?|\[[0-9a-fA-F:.]{2,45}\](:\d{1,5})?", re.ASCII)
_PORT = re.compile(r"\[(?P<six>[^]]+)\](:\d+)?|(?P<four>[\d.]+):\d+")

log = logging.getLogger(__name__)


class Client(msgspec.Struct, frozen=True):
    """Where a request comes from and what it asks: `host` as in the Host header."""

    address: str
    scheme: str
    host: str
    through_proxy: bool = False


class _Hop(msgspec.Struct, frozen=True):
    """What one proxy says of the one who asked it; empty where it does not say."""

    address: str = ""
    scheme: str = ""
    host: str = ""


class Proxies:
    """The proxies that are trusted, and the family of headers that they set."""

    def __init__(self, trusted: Sequence[Network] = (), family: str = X_FORWARDED) -> None:
        self._trusted = trusted
        self._hops = _by_rfc_7239 if family == FORWARDED else _by_custom
        self._warned = False

    def trusts(self, address: str) -> bool:
        """Whether a proxy of ours has this address."""
        known = plain(address)
        return known != "" and any(ip_address(known) in network for network in self._trusted)

    def client(self, request: web.BaseRequest) -> Client:
        """Whose request this is."""
        peer, host = peer_of(request), request.headers.get("Host", "")
        if not self.trusts(peer):
            self._warn(request)
            return Client(peer, "https" if request.secure else "http", host)
        hop = _Hop(peer)
        for hop in reversed(self._hops(request)):
            if not self.trusts(hop.address):
                break
        last = self._hops(request)[-1:]  # what our own proxy says, where it passes nothing on
        scheme = next((h.scheme for h in (hop, *last) if h.scheme in ("http", "https")), "http")
        told = next((h.host for h in (hop, *last) if _HOST.fullmatch(h.host)), host)
        return Client(plain(hop.address) or peer, scheme, told, True)

    def _warn(self, request: web.BaseRequest) -> None:
        if not self._trusted and not self._warned and "X-Forwarded-For" in request.headers:
            self._warned = True
            log.warning(
                "A proxy seems to stand before this server, and is not trusted: all who come "
                "through it are taken for one. Name its address in ORDERPAPER_TRUSTED_PROXIES."
            )


def peer_of(request: web.BaseRequest) -> str:
    """The address at the other end of the connection, whatever headers say."""
    peer = request.transport.get_extra_info("peername") if request.transport else None
    return plain(str(peer[0])) if isinstance(peer, tuple) else ""


def plain(address: str) -> str:
    """An address without port and brackets, IPv4 as IPv4; empty if it is none."""
    if found := _PORT.fullmatch(address):
        address = found["six"] or found["four"]
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    mapped = known.ipv4_mapped if isinstance(known, IPv6Address) else None
    return str(mapped or known)


def _by_custom(request: web.BaseRequest) -> Sequence[_Hop]:
    """By X-Forwarded-For, -Proto and -Host: the last value of the others is the last hop's."""
    addresses = _listed(request, "X-Forwarded-For")
    schemes, hosts = _listed(request, "X-Forwarded-Proto"), _listed(request, "X-Forwarded-Host")
    scheme, host = (schemes or [""])[-1].lower(), (hosts or [""])[-1]
    return [_Hop(address, scheme, host) for address in addresses or [""]]


def _by_rfc_7239(request: web.BaseRequest) -> Sequence[_Hop]:
    """By the Forwarded header (RFC 7239)."""
    return [
        _Hop(each.get("for", ""), each.get("proto", "").lower(), each.get("host", ""))
        for each in request.forwarded
    ]


def _listed(request: web.BaseRequest, name: str) -> list[str]:
    return [v.strip() for line in request.headers.getall(name, []) for v in line.split(",")]
