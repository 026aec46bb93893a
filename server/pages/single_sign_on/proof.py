"""What an ID token proves, and of whom: all that OpenID Connect Core 3.1.3.7 asks is checked.

Authlib checks the claims, joserfc the signature.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from server.pages.single_sign_on.asking import answer, decode
from server.pages.single_sign_on.directory import Directory
from server.pages.single_sign_on.identity import NotAnswering, NotProven

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Of public keys only: "none" and those of shared secrets could be forged with what is public."""
LEEWAY = 60
"""Seconds by which the clocks may differ."""


class Tokens(msgspec.Struct, frozen=True):
    """What a code is exchanged for."""

    id_token: str
    access_token: str = ""


class Proof:
    """Checks ID tokens of one directory, and keeps its public keys."""

    def __init__(self, directory: Directory, now: Callable[[], datetime]) -> None:
        self._directory = directory
        self._now = now
        self._keys: KeySet | None = None

    async def claims(self, tokens: Tokens, nonce: str, published: str) -> dict[str, object]:
        """The claims of the ID token, with the keys published there. NotProven, NotAnswering."""
        try:
            token = await self._signed(tokens.id_token, published)
            claims = CodeIDToken(
                token.claims,
                token.header,
                {
                    "iss": {"essential": True, "value": self._directory.issuer},
                    "aud": {"essential": True, "value": self._directory.client_id},
                },
                {
                    "nonce": nonce,
                    "client_id": self._directory.client_id,
                    "access_token": tokens.access_token,
                },
            )
            claims.validate(now=int(self._now().timestamp()), leeway=LEEWAY)
        except (JoseError, ValueError) as error:
            raise NotProven(f"ID token: {type(error).__name__}") from error
        return dict(claims)

    async def _signed(self, token: str, published: str) -> jwt.Token:
        """The token if a key of the directory signed it. A key that is not known yet is asked for
        once more: directories change theirs without a word (Core 10.1.1)."""
        if self._keys is not None:
            try:
                return jwt.decode(token, self._keys, algorithms=ALGORITHMS)
            except InvalidKeyIdError:
                pass
        found = decode(await answer("GET", published), dict[str, Any])
        self._keys = keys = KeySet.import_key_set(_usable(found))
        return jwt.decode(token, keys, algorithms=ALGORITHMS)


def _usable(published: dict[str, Any]) -> Any:
    """The keys of a set that may sign, of a kind that signs what we accept (RFC 7517 5)."""
    keys = [
        key
        for key in published.get("keys") or ()
        if isinstance(key, dict)
        and key.get("kty") in ("RSA", "EC")
        and key.get("use", "sig") == "sig"
    ]
    if not keys:
        raise NotAnswering("no key that signs")
    return {"keys": keys}
