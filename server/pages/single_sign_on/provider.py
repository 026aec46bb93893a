"""The way through the council's directory: there with a question, back with who somebody is.

OpenID Connect Core 1.0 and Discovery 1.0, authorization code flow with PKCE (RFC 7636, RFC 9700).
Authlib writes the requests and reads the answers; `proof` checks what they prove.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec
from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]
from authlib.common.urls import add_params_to_uri  # type: ignore[import-untyped]
from authlib.oauth2.auth import ClientAuth  # type: ignore[import-untyped]
from authlib.oauth2.rfc6749 import parameters  # type: ignore[import-untyped]
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]

from server.pages.single_sign_on.asking import answer, decode
from server.pages.single_sign_on.attempts import Attempt
from server.pages.single_sign_on.directory import Directory, protected
from server.pages.single_sign_on.identity import Identity, NotAnswering, NotProven
from server.pages.single_sign_on.proof import Proof, Tokens

SCOPE = "openid profile email"
KNOWN_FOR = timedelta(hours=1)
MOST_LETTERS = 100


class Metadata(msgspec.Struct, frozen=True):
    """The discovery document, as far as we read it."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str = ""
    end_session_endpoint: str = ""
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    authorization_response_iss_parameter_supported: bool = False


class Provider:
    """One directory. What it publishes is read at the first sign-in and kept for an hour."""

    def __init__(self, directory: Directory, now: Callable[[], datetime]) -> None:
        self._directory = directory
        self._now = now
        self._metadata: tuple[datetime, Metadata] | None = None
        self._proof = Proof(directory, now)

    async def address(self, attempt: Attempt, back: str) -> str:
        """Where the browser goes to sign in, and from there `back`. NotAnswering."""
        metadata = await self._published()
        address: str = parameters.prepare_grant_uri(
            metadata.authorization_endpoint,
            self._directory.client_id,
            "code",
            redirect_uri=back,
            scope=SCOPE,
            state=attempt.state,
            nonce=attempt.nonce,
            code_challenge=create_s256_code_challenge(attempt.verifier),
            code_challenge_method="S256",
        )
        return address

    async def identity(self, called: str, attempt: Attempt, back: str) -> Identity:
        """Who came back, by the address that was called. NotProven, NotAnswering."""
        metadata = await self._published()
        code = _code(called, attempt, metadata)
        tokens = await self._exchange(metadata, code, attempt, back)
        claims = await self._proof.claims(tokens, attempt.nonce, metadata.jwks_uri)
        subject = claims.get(self._directory.person)
        if not isinstance(subject, str) or not 0 < len(subject) <= 255:  # Core 2
            raise NotProven(f"no claim {self._directory.person}")
        if self._directory.tenant and claims.get("tid") != self._directory.tenant:
            raise NotProven("another tenant")
        told = await self._told(metadata, tokens, claims)
        return self._identity(subject, {**told, **claims})

    async def end_address(self, left: str) -> str:
        """Where the browser goes to sign out there too, and from there to `left` (OpenID Connect
        RP-Initiated Logout 1.0); "" if the directory has no such page. NotAnswering."""
        metadata = await self._published()
        if not metadata.end_session_endpoint:
            return ""
        given = {"client_id": self._directory.client_id, "post_logout_redirect_uri": left}
        address: str = add_params_to_uri(metadata.end_session_endpoint, list(given.items()))
        return address

    def _identity(self, subject: str, claims: dict[str, object]) -> Identity:
        login = claims.get(self._directory.login) if self._directory.login else ""
        if self._directory.login == "email" and claims.get("email_verified") is not True:
            login = ""
        return Identity(
            issuer=self._directory.issuer,
            subject=subject,
            login=_clean(login),
            name=_clean(claims.get("name")),
            role=self._directory.role(claims),
        )

    async def _published(self) -> Metadata:
        """The discovery document. Discovery 4.3: it must name the issuer that we asked."""
        if self._metadata is not None and self._metadata[0] + KNOWN_FOR > self._now():
            return self._metadata[1]
        address = self._directory.issuer.rstrip("/") + "/.well-known/openid-configuration"
        found = decode(await answer("GET", address), Metadata)
        if found.issuer != self._directory.issuer:
            raise NotAnswering("it names another issuer")
        for endpoint in (
            found.authorization_endpoint,
            found.token_endpoint,
            found.jwks_uri,
            found.userinfo_endpoint or found.issuer,
            found.end_session_endpoint or found.issuer,
        ):
            if not protected(endpoint):
                raise NotAnswering("an address without TLS")
        self._metadata = (self._now(), found)
        return found

    async def _exchange(self, metadata: Metadata, code: str, attempt: Attempt, back: str) -> Tokens:
        """The tokens for a code (Core 3.1.3)."""
        body = parameters.prepare_token_request(
            "authorization_code", redirect_uri=back, code=code, code_verifier=attempt.verifier
        )
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
        }
        client = ClientAuth(
            self._directory.client_id, self._directory.client_secret, self._way(metadata)
        )
        address, headers, body = client.prepare("POST", metadata.token_endpoint, headers, body)
        return decode(await answer("POST", address, headers=headers, data=body), Tokens)

    def _way(self, metadata: Metadata) -> str:
        if not self._directory.client_secret:
            return "none"  # a public client: PKCE alone proves who asks
        if "client_secret_post" in metadata.token_endpoint_auth_methods_supported:
            return "client_secret_post"
        return "client_secret_basic"

    async def _told(
        self, metadata: Metadata, tokens: Tokens, claims: dict[str, object]
    ) -> dict[str, object]:
        """Further claims from the UserInfo endpoint, where the ID token lacks some that we go by;
        of the same person only (Core 5.3.2)."""
        wanted = {name for name in (self._directory.login, self._directory.roles, "name") if name}
        if wanted <= claims.keys() or not (metadata.userinfo_endpoint and tokens.access_token):
            return {}
        headers = {"Authorization": f"Bearer {tokens.access_token}"}
        body = await answer("GET", metadata.userinfo_endpoint, headers=headers)
        told: dict[str, object] = decode(body, dict[str, Any])
        if told.get("sub") != claims["sub"]:
            raise NotProven("the UserInfo is of somebody else")
        return told


def _clean(claim: object) -> str:
    """A claim as one line of text that is not too long; "" if it is something else."""
    text = " ".join(claim.split()) if isinstance(claim, str) else ""
    return text if text.isprintable() and len(text) <= MOST_LETTERS else ""


def _code(called: str, attempt: Attempt, metadata: Metadata) -> str:
    """The code of an answer to our own question, from the directory that we asked."""
    try:
        given: Mapping[str, str] = parameters.parse_authorization_code_response(
            called, attempt.state
        )
    except AuthlibBaseError as error:
        raise NotProven(str(error.error)) from error
    # RFC 9207: with its issuer an answer cannot be taken for that of another provider.
    named = given.get("iss", "")
    if (named or metadata.authorization_response_iss_parameter_supported) and (
        named != metadata.issuer
    ):
        raise NotProven("the answer names another issuer")
    return given["code"]
