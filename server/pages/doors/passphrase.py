"""Passphrases: which are good enough, and how they are kept."""

from __future__ import annotations

import asyncio
import re
import secrets
import unicodedata
from functools import lru_cache
from importlib.resources import files

from argon2 import Parameters, PasswordHasher
from argon2.exceptions import VerifyMismatchError
from argon2.profiles import RFC_9106_LOW_MEMORY

from server.words import N_, Said

LEAST, MOST = 12, 500
HINT = N_(
    "At least {least} characters. Several words that nobody would guess are good, "
    "with spaces or without. You can paste it from a password manager."
)
_AT_ONCE = 2  # each takes 64 MiB and several cores for a tenth of a second


class WeakPassphrase(Said):
    """This passphrase would not keep others out."""


def check(passphrase: str, login: str, name: str) -> None:
    """Raise WeakPassphrase for one that is short, common, or made of whom it belongs to.

    Judged by length, not by what it is composed of (OWASP ASVS 5, 6.2.1, 6.2.4, 6.2.5, 6.2.9 and
    6.2.11). One that repeats itself is as long as what it repeats, and a common password with a
    year or a mark at its end is a common password.
    """
    said = normal(passphrase)
    if len(said) > MOST:
        raise WeakPassphrase(N_("The passphrase must have {most} characters or fewer."), most=MOST)
    if len(said) < LEAST:
        raise WeakPassphrase(
            N_("The passphrase must have at least {least} characters. Several words are good."),
            least=LEAST,
        )
    plain = said.casefold()
    if len(_unit(plain)) < LEAST or common() & {plain, _unit(plain), _bare(plain)}:
        raise WeakPassphrase(
            N_("This passphrase is one of the first that others would try. Choose another.")
        )
    if len(_without(plain, login, name)) < LEAST / 2:
        raise WeakPassphrase(
            N_("This passphrase is made of your own name. Choose one that does not follow from it.")
        )


def normal(passphrase: str) -> str:
    """The same characters whatever keyboard they came from (NIST SP 800-63B, "normalization")."""
    return unicodedata.normalize("NFKC", passphrase)


class Hasher:
    """Keeps passphrases by Argon2id, with the parameters that RFC 9106 (4) gives to servers.

    Off the event loop, a few at once: nobody’s meeting waits for somebody’s sign-in.
    """

    def __init__(self, parameters: Parameters = RFC_9106_LOW_MEMORY) -> None:
        self._argon2 = PasswordHasher.from_parameters(parameters)
        self._free = asyncio.Semaphore(_AT_ONCE)
        self._decoy = ""

    async def hash(self, passphrase: str) -> str:
        """What is to be stored."""
        async with self._free:
            return await asyncio.to_thread(self._argon2.hash, normal(passphrase))

    async def right(self, passphrase: str, stored: str) -> bool:
        """Whether this passphrase was stored. Where none is, it takes as long to say no."""
        if not self._decoy:
            self._decoy = await self.hash(secrets.token_hex(16))
        # Whole, and never cut short (OWASP ASVS 5, 6.2.8); what could not have been chosen is none.
        said = normal(passphrase) if len(passphrase) <= 10 * MOST else ""
        async with self._free:
            right = await asyncio.to_thread(self._verified, stored or self._decoy, said)
        return right and bool(stored)

    def outdated(self, stored: str) -> bool:
        """Whether the parameters have changed since it was stored."""
        return self._argon2.check_needs_rehash(stored)

    def _verified(self, stored: str, passphrase: str) -> bool:
        try:
            return self._argon2.verify(stored, passphrase)
        except VerifyMismatchError:
            return False


@lru_cache(maxsize=1)
def common() -> frozenset[str]:
    """The passwords that are tried first."""
    text = (files("server.pages.doors") / "common.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def _unit(plain: str) -> str:
    """What a text repeats from its beginning to its end; itself, if nothing."""
    again = (plain + plain).find(plain, 1)
    return plain[:again]


def _bare(plain: str) -> str:
    """A text without the figures and marks that people put before and after a common word."""
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain)


def _without(plain: str, login: str, name: str) -> str:
    """The passphrase without the words of whom it belongs to, and without spaces and marks."""
    for word in sorted(re.split(r"\W+", f"{login} {name}".casefold()), key=len, reverse=True):
        if len(word) > 2:
            plain = plain.replace(word, "")
    return re.sub(r"\W|_", "", plain)
