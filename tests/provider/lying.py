"""A directory that answers what a test wants, right or wrong: what no honest one would."""

from __future__ import annotations

import base64
import contextlib
import hmac
import json
import time
from collections.abc import AsyncIterator
from typing import Any

from aiohttp import web
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.provider.running import CLIENT, TENANT


class Lying:
    """Answers every code with an ID token of Gwen, changed as a test says."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "ours", "use": "sig"})
        self.other = RSAKey.generate_key(2048, {"kid": "ours", "use": "sig"})
        self.signs = self.key
        self.forged = ""
        self.changes: dict[str, object] = {}
        self.published: dict[str, object] = {}
        self.told: dict[str, object] = {}
        self.issuer = ""
        self.nonce = ""
        self.asked: list[str] = []
        self._runner: web.AppRunner | None = None

    def token(self) -> str:
        """The ID token. A claim that is changed to None is left out."""
        now = int(time.time())
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "sub": "pairwise-gwen",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": self.nonce,
            "oid": "oid-gwen",
            "tid": TENANT,
            "name": "Gwen Hughes",
            "preferred_username": "gwen.hughes@council.example",
            **self.changes,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.forged:
            return self._forged(claims)
        return jwt.encode({"alg": "RS256", "kid": "ours"}, claims, self.signs)

    def _forged(self, claims: dict[str, Any]) -> str:
        """What somebody can make who has the public key only: no library would help them."""
        parts = [
            json.dumps(part).encode() for part in ({"alg": self.forged, "kid": "ours"}, claims)
        ]
        signed = ".".join(_encoded(part) for part in parts)
        if self.forged == "none":
            return f"{signed}."
        public = self.key.as_pem(private=False)
        return f"{signed}.{_encoded(hmac.digest(public, signed.encode(), 'sha256'))}"

    async def start(self) -> None:
        """Listen."""
        app = web.Application()
        app.router.add_get("/.well-known/openid-configuration", self.discovery)
        app.router.add_get("/jwks", self.jwks)
        app.router.add_post("/token", self.tokens)
        app.router.add_get("/userinfo", self.userinfo)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.issuer = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def end(self) -> None:
        """Answer nobody any more."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def discovery(self, request: web.Request) -> web.Response:
        document = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            **self.published,
        }
        return web.json_response(document)

    async def jwks(self, request: web.Request) -> web.Response:
        self.asked.append("jwks")
        return web.json_response({"keys": [self.key.as_dict(private=False)]})

    async def userinfo(self, request: web.Request) -> web.Response:
        return web.json_response(self.told)

    async def tokens(self, request: web.Request) -> web.Response:
        self.asked.append("token")
        return web.json_response({"id_token": self.token(), "access_token": "a"})


def _encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


@contextlib.asynccontextmanager
async def lying() -> AsyncIterator[Lying]:
    """Such a directory, listening."""
    made = Lying()
    await made.start()
    try:
        yield made
    finally:
        await made.end()
