"""How much, how often and how slowly: the limits of what one request and one address may ask.

Signing in gets slower with each wrong try and is never closed for good. Somebody who wants to lock
the clerk out would try the clerk's login wrongly again and again: so a browser that has signed in
with this login before is counted by itself (OWASP, "Slow Down Online Guessing Attacks with Device
Cookies"), and no wait is longer than a minute.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

import msgspec

from server.live.allowance import MOST_KNOWN, TooMany
from server.words import N_

MOST_BYTES = 1024 * 1024  # of a body
MOST_FIELDS = 400  # of a form or a query: a named vote of the largest council has some 200
MOST_LINE = 8190  # bytes of the address with its query, and of one header
MOST_HEADERS = 64
BODY_SECONDS = 60.0  # until a body must be whole
OPENINGS_AT_ONCE, OPENINGS_A_SECOND = 300, 10.0  # a whole council opens its links from one address

LONGEST_WAIT = 60.0
FORGOTTEN_AFTER = 900.0
FREE = {"device": 5, "pair": 5, "login": 50, "address": 30}

TRY_LATER = N_("Too many attempts to sign in. Wait {seconds} seconds, then try again.")


class _Wrong(msgspec.Struct):
    """Wrong tries: how many, and when the last one was."""

    tries: int
    at: float


class Attempts:
    """Wrong tries at signing in, in memory. `time` is a clock that never goes back."""

    def __init__(self, time: Callable[[], float]) -> None:
        self._time = time
        self._wrong: OrderedDict[tuple[str, str, str], _Wrong] = OrderedDict()
        self._devices: OrderedDict[str, str] = OrderedDict()

    def ask(self, login: str, address: str, device: str = "") -> None:
        """Ask before a passphrase is looked at. Raises TooMany while somebody has to wait.

        `device`: what the browser kept from `succeeded`. A try that is refused here is not counted.
        """
        wait = max(self._wait(key) for key in self._keys(login, address, device))
        if wait > 0:
            raise TooMany(wait, TRY_LATER)

    def failed(self, login: str, address: str, device: str = "") -> None:
        """Count a wrong try."""
        for key in self._keys(login, address, device):
            wrong = self._wrong.setdefault(key, _Wrong(0, 0.0))
            wrong.tries = self._counted(wrong) + 1
            wrong.at = self._time()
            self._wrong.move_to_end(key)
        while len(self._wrong) > MOST_KNOWN:
            self._wrong.popitem(last=False)

    def succeeded(self, login: str, address: str, device: str = "") -> str:
        """Forget the wrong tries of this browser; what it is to keep in a cookie, HttpOnly."""
        for key in self._keys(login, address, device)[:1]:
            self._wrong.pop(key, None)
        if not self._is_known(login, device):
            device = secrets.token_urlsafe(16)
        self._devices[_short(device)] = _short(login)
        self._devices.move_to_end(_short(device))
        if len(self._devices) > MOST_KNOWN:
            self._devices.popitem(last=False)
        return device

    def _keys(self, login: str, address: str, device: str) -> list[tuple[str, str, str]]:
        if self._is_known(login, device):
            return [("device", _short(login), _short(device))]
        place = place_of(address)
        return [
            ("pair", _short(login), place),
            ("login", _short(login), ""),
            ("address", "", place),
        ]

    def _is_known(self, login: str, device: str) -> bool:
        return device != "" and self._devices.get(_short(device)) == _short(login)

    def _wait(self, key: tuple[str, str, str]) -> float:
        wrong = self._wrong.get(key)
        over = (self._counted(wrong) if wrong else 0) - FREE[key[0]]
        if wrong is None or over < 0:
            return 0.0
        return wrong.at + min(LONGEST_WAIT, 2.0 ** min(over, 10)) - self._time()

    def _counted(self, wrong: _Wrong) -> int:
        return wrong.tries if self._time() - wrong.at < FORGOTTEN_AFTER else 0

    def __len__(self) -> int:
        return len(self._wrong)


def place_of(address: str) -> str:
    """What is counted as one address: of IPv6 the network of 64 bits, which one house has whole."""
    try:
        known = ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(known, IPv6Address):
        return f"{IPv6Address(int(known) >> 64 << 64)}/64"
    return str(known)


def _short(text: str) -> str:
    """A text of any length as one of a fixed length; logins do not differ by case."""
    return hashlib.sha256(text.strip().casefold().encode("utf-8", "replace")).hexdigest()
