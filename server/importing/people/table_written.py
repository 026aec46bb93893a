"""People as a table that spreadsheets open as it is, and that is read again as it was."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from server.importing.people.cells import run
from server.importing.people.person import ImportedPerson

_HEADINGS = {
    "name": "Name",
    "ward": "Ward",
    "group": "Group",
    "authority": "Authority",
    "role": "Role",
    "capacity": "Capacity",
    "votes": "Voting",
    "body": "Committee",
    "since": "From",
    "until": "Until",
    "identifier": "Identifier",
    "position": "Post held",
}


def write_table(people: Iterable[ImportedPerson]) -> bytes:
    """CSV in UTF-8 with a byte order mark, a row for every seat, days as 2026-03-09.

    Words that a spreadsheet would run as a formula have an apostrophe before them.
    """
    written = io.StringIO(newline="")
    rows = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    rows.writerow(_HEADINGS.values())
    for person in people:
        rows.writerow(_cell(getattr(person, field)) for field in _HEADINGS)
    return written.getvalue().encode("utf-8-sig", "replace")


def _cell(value: object) -> str:
    if value is None or isinstance(value, bool):
        return {None: "", True: "yes", False: "no"}[value]
    text = str(value)
    return f"'{text}" if run(text) else text
