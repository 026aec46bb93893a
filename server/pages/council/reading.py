"""Reading a list of people, whatever it is in: by its content, not by what its name says."""

from __future__ import annotations

from server.importing.people import (
    ImportedPeople,
    read_moderngov_people,
    read_popolo,
    read_table,
)

MOST_FILE = 8 * 1024 * 1024
"""Bytes of a file with a list of people in it."""


def read_people(content: bytes) -> ImportedPeople:
    """The people of a table, of a Popolo package, or of ModernGov’s XML."""
    start = content[:512].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")
    if start.startswith(b"<"):
        return read_moderngov_people(content)
    if start.startswith((b"{", b"[")):
        return read_popolo(content)
    return read_table(content)
