"""Sign-ins that have begun here and are now with the council's directory."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

LASTS = timedelta(minutes=10)
MOST = 4096
"""So many may be on their way at once; then the oldest is forgotten, so that memory is bounded."""


class Attempt(msgspec.Struct, frozen=True):
    """One journey to the directory and back. `state` proves that the answer is to our question,
    `nonce` that the ID token is (OpenID Connect Core 3.1.2.1), `verifier` that whoever brings the
    code asked for it (RFC 7636). `after`: the page of this site that they were on the way to."""

    state: str
    nonce: str
    verifier: str
    began_at: datetime
    after: str


class Attempts:
    """Keeps each attempt under a token that only the browser has that began it.

    They are in memory: after a restart somebody in mid-sign-in is asked to begin again.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._kept: dict[bytes, Attempt] = {}

    def begin(self, after: str) -> tuple[str, Attempt]:
        """A new attempt, and the token for the browser's cookie."""
        while len(self._kept) >= MOST:
            del self._kept[next(iter(self._kept))]
        token, state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(4))
        attempt = Attempt(state, nonce, verifier, self._now(), after)
        self._kept[_hash(token)] = attempt
        return token, attempt

    def take(self, token: str) -> Attempt | None:
        """The attempt of this browser, once, if it is not too old."""
        found = self._kept.pop(_hash(token), None)
        if found is None or found.began_at + LASTS <= self._now():
            return None
        return found

    def __len__(self) -> int:
        return len(self._kept)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()
