"""Asking the council's directory over HTTP, with a limit to what it may answer and how slowly."""

from __future__ import annotations

from typing import Any, TypeVar

import aiohttp
import msgspec

from server.pages.single_sign_on.identity import NotAnswering, NotProven

Kind = TypeVar("Kind")

WAITS = aiohttp.ClientTimeout(total=8)
"""Seconds until we say that it does not answer: somebody waits before an empty page."""
MOST_BYTES = 1024 * 1024
_FAULTS = ("invalid_request", "invalid_client", "invalid_grant", "unauthorized_client")


class _Fault(msgspec.Struct, frozen=True):
    error: str


async def answer(method: str, address: str, **given: Any) -> bytes:
    """What an address of the directory answers. NotProven for a code that is none, NotAnswering."""
    try:
        async with (
            aiohttp.ClientSession(timeout=WAITS, trust_env=True) as session,
            session.request(method, address, allow_redirects=False, **given) as response,
        ):
            body = bytearray()
            async for piece in response.content.iter_chunked(65536):
                body += piece
                if len(body) > MOST_BYTES:
                    raise NotAnswering("it answers without end")
            if response.status == 400 and _fault(body) == "invalid_grant":
                raise NotProven("the code was refused")
            if response.status != 200:
                raise NotAnswering(f"it answers {response.status} {_fault(body)}")
            return bytes(body)
    except (aiohttp.ClientError, TimeoutError) as error:
        raise NotAnswering(type(error).__name__) from error


def _fault(body: bytes | bytearray) -> str:
    """Which fault of RFC 6749 5.2 it is, such as a secret that has run out."""
    try:
        fault = msgspec.json.decode(body, type=_Fault).error
    except msgspec.MsgspecError:
        return ""
    return fault if fault in _FAULTS else ""


def decode(body: bytes, kind: type[Kind]) -> Kind:
    """What JSON says, if it is of this kind. NotAnswering."""
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.MsgspecError as error:
        raise NotAnswering("it answers with something else") from error
