"""Texts on their way to PostgreSQL, which cannot hold NUL, and back.

NUL becomes U+FDD0 and "0", U+FDD0 itself U+FDD0 and "1": Unicode keeps that code point for the
inner use of programs. So both stores hold the same texts.
"""

from __future__ import annotations

from psycopg import postgres
from psycopg.abc import AdaptContext, Buffer
from psycopg.adapt import Dumper, Loader
from psycopg.pq import Format

ESCAPE = "\ufdd0"


def escaped(text: str) -> str:
    """The text as PostgreSQL can hold it."""
    return text.replace(ESCAPE, f"{ESCAPE}1").replace("\0", f"{ESCAPE}0")


def unescaped(text: str) -> str:
    """The text as it was."""
    return text.replace(f"{ESCAPE}0", "\0").replace(f"{ESCAPE}1", ESCAPE)


def adapt(context: AdaptContext) -> None:
    """Have every text of this connection escaped and read back."""
    context.adapters.register_dumper(str, _TextDumper)
    context.adapters.register_loader("text", _TextLoader)


class _TextDumper(Dumper):
    format = Format.BINARY
    oid = postgres.types["text"].oid

    def dump(self, obj: str) -> bytes:
        return escaped(obj).encode()


class _TextLoader(Loader):
    format = Format.BINARY

    def load(self, data: Buffer) -> str:
        text = str(data, "utf-8")
        return unescaped(text) if ESCAPE in text else text
