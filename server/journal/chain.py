"""The chain: each line seals all that stand above it, so that no change goes unnoticed.

    commitment = SHA-256(salt ‖ payload)
    digest     = SHA-256(digest of the line above ‖ header ‖ commitment)

The first line stands below SHA-256(name of the stream). The header is the line's stream, position,
event, id, actor, command, recorded_at and happened_at as they are stored, in UTF-8, each after its
length in four bytes, the most significant first; of a private line the word "private" follows. A
digest holds the payload only through its commitment: when payload and salt are erased the chain
still verifies, and without the salt nobody can find out what the payload was by guessing.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

SALT_BYTES = 16


def origin(stream: str) -> bytes:
    """Return what the first line of a stream is chained to."""
    return sha256(_raw(stream)).digest()


def commitment(salt: bytes, payload: bytes) -> bytes:
    """Bind a line to its payload without showing it."""
    return sha256(salt + payload).digest()


def digest(above: bytes, header: Iterable[str], bound: bytes) -> bytes:
    """Seal one line, its commitment being `bound`, and all above it."""
    fields = (_raw(field) for field in header)
    sealed = b"".join(len(field).to_bytes(4, "big") + field for field in fields)
    return sha256(above + sealed + bound).digest()


def _raw(text: str) -> bytes:
    """Return the very bytes that are stored, even where damage made them no text at all."""
    return text.encode("utf-8", "surrogateescape")
