"""How much, how often and how slowly: the limits of what one request and one address may ask.

Signing in gets slower with each wrong try and is never closed for good. Somebody who wants to lock
the clerk out would try the clerk's login wrongly again and again: so a browser that has signed in
with this login before is counted by itself (OWASP, "Slow Down Online Guessing Attacks with Device
Cookies"), and no wait is longer than a minute. A try counts as wrong from before the passphrase is
looked at until it turns out right, so that many at once are no more than many in a row.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from ipaddress import IPv6Address, ip_address

import msgspec

from server.live.allowance import MOST_KNOWN, TooMany
from server.words import N_

MOST_BYTES = 1024 * 1024  # of a body
MOST_BYTES_OF_A_STRANGER = 64 * 1024  # who may send many at once, and never finish them
MOST_FIELDS = 400  # of a form or a query: a named vote of the largest council has some 200
MOST_LINE = 8190  # bytes of the address with its query, and of one header
MOST_HEADERS = 64
BODY_SECONDS = 60.0  # until a body must be whole
FILES_SECONDS = 600.0  # and one with files, of pages that first see who asks
OPENINGS_AT_ONCE, OPENINGS_A_SECOND = 300, 10.0  # a whole council opens its links from one address
SEARCHES_AT_ONCE, SEARCHES_A_SECOND = 60, 2.0  # a library or a school has one address

HOUSE_BITS, SITE_BITS = 64, 48  # of an IPv6 address: one network, and all that one holder may have

LONGEST_WAIT = 60.0
FORGOTTEN_AFTER = 900.0
FREE = {"device": 5, "pair": 5, "login": 50, "address": 30}
LOOKED_AT_HERE, LOOKED_AT_IN_ALL, LOOKED_AT_OF_KNOWN = 10, 30, 20
"""So many passphrases wait to be looked at: of one address, of all, and of browsers that are known,
which have places of their own. Each takes a few tenths of a second."""

TRY_LATER = N_("Too many attempts to sign in. Wait {seconds} seconds, then try again.")
FULL_SECONDS = 3.0
FULL = N_("Many people are signing in at this moment. Wait {seconds} seconds, then try again.")


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
        self._looked_at: Counter[str] = Counter()

    @contextmanager
    def trying(self, login: str, address: str, device: str = "") -> Iterator[None]:
        """One try, for as long as the passphrase is looked at. It counts as wrong from now on.

        `device`: what the browser kept from `succeeded`. Raises TooMany while somebody has to wait,
        and where too many are waiting; that is not counted.
        """
        keys = self._keys(login, address, device)
        wait = max(self._wait(key) for key in keys)
        if wait > 0:
            raise TooMany(wait, TRY_LATER)
        places = self._places(address, known=keys[0][0] == "device")
        if any(self._looked_at[place] >= most for place, most in places.items()):
            raise TooMany(FULL_SECONDS, FULL)
        self._count(keys)
        self._looked_at.update(places.keys())
        try:
            yield
        finally:
            self._looked_at.subtract(places.keys())
            self._looked_at += Counter()  # forgets those of whom nothing waits

    def taken_back(self, login: str, address: str, device: str = "") -> None:
        """The try was right after all, or was never one: it does not count."""
        for key in self._keys(login, address, device):
            if key in self._wrong:
                self._wrong[key].tries = max(0, self._wrong[key].tries - 1)

    def succeeded(self, login: str, address: str, device: str = "") -> str:
        """The try was right: forget the wrong ones of this browser too. Returns what it is to keep
        in a cookie, HttpOnly."""
        self.taken_back(login, address, device)
        for key in self._keys(login, address, device)[:1]:
            self._wrong.pop(key, None)
        if not self._is_known(login, device):
            device = secrets.token_urlsafe(16)
        self.recall({short(device): short(login)})
        return device

    def recall(self, devices: Mapping[str, str]) -> None:
        """Know these browsers, each with its login, both in `short`."""
        for device, login in devices.items():
            self._devices[device] = login
            self._devices.move_to_end(device)
            if len(self._devices) > MOST_KNOWN:
                self._devices.popitem(last=False)

    def _count(self, keys: list[tuple[str, str, str]]) -> None:
        for key in keys:
            wrong = self._wrong.setdefault(key, _Wrong(0, 0.0))
            wrong.tries = self._counted(wrong) + 1
            wrong.at = self._time()
            self._wrong.move_to_end(key)
        while len(self._wrong) > MOST_KNOWN:
            self._wrong.popitem(last=False)

    def _places(self, address: str, *, known: bool) -> dict[str, int]:
        if known:
            return {"known": LOOKED_AT_OF_KNOWN}
        near = {place_of(address): LOOKED_AT_HERE, place_of(address, SITE_BITS): LOOKED_AT_HERE}
        return {"all": LOOKED_AT_IN_ALL, **near}

    def _keys(self, login: str, address: str, device: str) -> list[tuple[str, str, str]]:
        if self._is_known(login, device):
            return [("device", short(login), short(device))]
        place = place_of(address)
        return [
            ("pair", short(login), place),
            ("login", short(login), ""),
            ("address", "", place),
        ]

    def _is_known(self, login: str, device: str) -> bool:
        return device != "" and self._devices.get(short(device)) == short(login)

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


def overfull(query: str) -> bool:
    """Whether a query has more fields than any form of ours."""
    return query.count("&") + query.count(";") >= MOST_FIELDS


def place_of(address: str, bits: int = HOUSE_BITS) -> str:
    """What is counted as one address: of IPv6 the network of 64 bits, which one house has whole, or
    of so many as are told."""
    try:
        known = ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(known, IPv6Address):
        return f"{IPv6Address(int(known) >> (128 - bits) << (128 - bits))}/{bits}"
    return str(known)


def short(text: str) -> str:
    """A text of any length as one of a fixed length; logins do not differ by case."""
    return hashlib.sha256(text.strip().casefold().encode("utf-8", "replace")).hexdigest()
