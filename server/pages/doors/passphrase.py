"""Passphrases: which are good enough, and how they are kept."""

from __future__ import annotations

import asyncio
import re
import secrets
import unicodedata
from collections.abc import Iterable

from argon2 import Parameters, PasswordHasher
from argon2.exceptions import VerifyMismatchError
from argon2.profiles import RFC_9106_LOW_MEMORY

from server.words import N_, Said

LEAST, MOST = 12, 500
HINT = N_(
    "At least {least} characters. Several words that nobody would guess are good, "
    "with spaces or without. You can paste it from a password manager."
)
UNFIT = (
    "orderpaper", "council", "councillor", "committee", "cabinet", "board", "borough", "county",
    "district", "parish", "town", "city", "meeting", "minutes", "agenda", "motion", "vote", "clerk",
    "chair", "chairman", "mayor", "leader", "member", "officer", "administrator", "admin",
    "democratic", "services", "password", "passphrase",
)  # fmt: skip
"""Words that everybody who wants to come in here would try (OWASP ASVS 5, 6.1.2): of these alone,
and of the names of the council and its bodies, no passphrase can be made."""
GUESSES = 8.0
"""As a power of ten: what is found in fewer guesses is not good enough (zxcvbn's score of 3)."""
_READ = 40  # characters that are judged: a long text takes seconds, and is good if its beginning is
_AT_ONCE = 2  # each takes 64 MiB and several cores for a tenth of a second


class WeakPassphrase(Said):
    """This passphrase would not keep others out."""


def check(passphrase: str, login: str, name: str, local: Iterable[str] = ()) -> None:
    """Raise WeakPassphrase for one that is short, common, or made of whom it belongs to.

    `local`: the names of the council and its bodies. Judged by length and by how soon others would
    find it, not by what it is composed of (OWASP ASVS 5, 6.2.1, 6.2.4, 6.2.5, 6.2.9, 6.2.11). One
    that repeats itself is as long as what it repeats. Takes a tenth of a second or two.
    """
    # To normalise takes time by the square of what is written, so not of whatever is.
    said = normal(passphrase) if len(passphrase) <= 10 * MOST else passphrase
    if len(said) > MOST:
        raise WeakPassphrase(N_("The passphrase must have {most} characters or fewer."), most=MOST)
    if len(said) < LEAST:
        raise WeakPassphrase(
            N_("The passphrase must have at least {least} characters. Several words are good."),
            least=LEAST,
        )
    plain, own, here = said.casefold(), _words(login, name), _words(*UNFIT, *local)
    if len(_unit(plain)) < LEAST or _guesses(plain) < GUESSES:
        raise WeakPassphrase(
            N_("This passphrase is one of the first that others would try. Choose another.")
        )
    if len(_without(plain, own)) < LEAST / 2:
        raise WeakPassphrase(
            N_("This passphrase is made of your own name. Choose one that does not follow from it.")
        )
    if len(_without(plain, own | here)) < LEAST / 2:
        raise WeakPassphrase(
            N_(
                "This passphrase is made of words that everybody would try here, such as the "
                "council’s name. Choose other words."
            )
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


def _guesses(plain: str) -> float:
    """In how many guesses, as a power of ten, somebody finds it who knows the commonest passwords,
    words, names, dates and rows of keys (Wheeler, “zxcvbn”, USENIX Security 2016)."""
    # Not at the top: its lists take a tenth of a second, and a start does not need them.
    from zxcvbn import zxcvbn  # type: ignore[import-untyped]

    return float(zxcvbn(plain[:_READ])["guesses_log10"])


def _unit(plain: str) -> str:
    """What a text repeats from its beginning to its end; itself, if nothing."""
    again = (plain + plain).find(plain, 1)
    return plain[:again]


def _words(*texts: str) -> frozenset[str]:
    """The words of these texts, in small letters."""
    return frozenset(word for text in texts for word in re.split(r"\W+", text.casefold()) if word)


def _without(plain: str, words: Iterable[str]) -> str:
    """The passphrase without these words, spaces and marks."""
    for word in sorted(words, key=len, reverse=True):
        if len(word) > 2:
            plain = plain.replace(word, "")
    return re.sub(r"\W|_", "", plain)
