"""People as any list may have them, for tests that write them and read them again."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import strategies as st

from server.importing.markup import one_line
from server.importing.people.person import ImportedPeople, ImportedPerson, vacant
from server.meeting.people import Capacity

# What tables, spreadsheets and JSON make something of, besides anything at all.
_AWKWARD = st.sampled_from(
    [
        "=1+1",
        "'=1",
        "''@x",
        "-",
        "+44",
        "a;b,c\td|e",
        'say "so"',
        "'",
        "“ ”",
        "\uff1d1",
        "Name",
        "0",
        "R&amp;D",
        "<b>",
        "]]>",
    ]
)
_WORDS = (st.text(max_size=30) | _AWKWARD).map(one_line)
_DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@st.composite
def _person(draw: st.DrawFn) -> ImportedPerson:
    since, until = draw(st.none() | _DAYS), draw(st.none() | _DAYS)
    if since and until and since > until:
        since, until = until, since
    ward, group, authority, role, body, identifier, position = (draw(_WORDS) for _ in range(7))
    return ImportedPerson(
        name=draw(_WORDS.filter(lambda name: name and not vacant(name))),
        ward=ward,
        group=group,
        authority=authority,
        role=role,
        capacity=draw(st.sampled_from(Capacity)),
        votes=draw(st.booleans()),
        body=body,
        since=since,
        until=until,
        identifier=identifier,
        position=position,
    )


def lists() -> st.SearchStrategy[list[ImportedPerson]]:
    return st.lists(_person(), min_size=1, max_size=6, unique=True)


def without_lines(read: ImportedPeople) -> list[ImportedPerson]:
    """Whom a list has, wherever they stood."""
    return [person.elsewhere for person in read.people]


def everything(read: ImportedPeople) -> str:
    """All words that anybody could see of it."""
    assert not any(re.search(r"{[a-z]+}", str(finding.said)) for finding in read.findings)
    return f"{read.people} " + "\n".join(f"{f.said} {f.text}" for f in read.findings)
