"""The columns of a table of people, by whatever heading they have, in English or in Welsh."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from server.importing.findings import Findings
from server.importing.markup import one_line
from server.meeting_file.faults import shown
from server.words import N_

_HEADINGS = {
    "name": "name, full name, councillor, councillor name, member, member name, name of "
    "councillor, name of member, display name, person, cllr, elected member, enw, "
    "enw llawn, cynghorydd",
    "first": "first name, forename, forenames, first names, given name, given names, enw cyntaf",
    "surname": "surname, last name, family name, second name, cyfenw",
    "prefix": "title, honorific, honorific prefix, salutation, style, prefix, teitl",
    "suffix": "honours, honors, suffix, honorific suffix, post nominals, letters after "
    "name, postnominals, anrhydeddau",
    "ward": "ward, division, electoral division, ward name, division name, ward or "
    "division, ward division, electoral area, area, constituency, district, "
    "represents, seat, etholaeth, rhanbarth",
    "group": "group, party, political group, political party, party name, group name, "
    "party or group, party group, affiliation, political affiliation, plaid, "
    "grwp, grŵp",
    "authority": "authority, council, local authority, organisation, organization, "
    "representing, nominated by, appointed by, sending authority, awdurdod, "
    "cyngor",
    "role": "role, role on body, position on body, role on committee, position on "
    "committee, committee role, office, office held, rol, rôl, swydd",
    "position": "position, post, post held, posts held, job title, job, key post, key posts, "
    "portfolio",
    "body": "body, committee, committee name, body name, board, panel, committee or body, "
    "name of committee, name of body, pwyllgor, corff",
    "capacity": "capacity, member type, type, type of member, membership type, kind",
    "votes": "votes, voting, vote, may vote, has vote, voting rights, voting member, pleidlais",
    "since": "since, from, start, start date, date from, from date, elected, date elected, "
    "date of election, appointed, date appointed, date of appointment, joined, "
    "term start, start of term, o",
    "until": "until, to, end, end date, date to, to date, expires, term end, term ends, "
    "end of term, retires, retirement date, term expires, resigned, left, date "
    "left, hyd, tan",
    "identifier": "identifier, id, member id, councillor id, person id, uid, reference, ref",
}
_FIELD_OF = {
    "".join(c for c in heading if c.isalnum()): field
    for field, headings in _HEADINGS.items()
    for heading in headings.split(", ")
}
_NAMES = frozenset(["name", "surname"])


class Columns(NamedTuple):
    """Which column has which field, how many there are, and whether some are not to be told."""

    places: dict[str, int]
    width: int
    unread: tuple[str, ...]


def columns_of(row: Sequence[str]) -> Columns | None:
    """The columns under these headings; None where no heading says that names stand under it."""
    places: dict[str, int] = {}
    unread = []
    for place, heading in enumerate(row):
        field = _FIELD_OF.get(_letters(heading))
        if field is None or field in places:
            if one_line(heading):
                unread.append(one_line(heading))
        else:
            places[field] = place
    if _NAMES.isdisjoint(places) or (len(places) < 2 and len(unread) > 1):
        return None
    if "role" not in places and {"position", "body"} <= places.keys():
        _position_on_the_body(row, places)
    width = max((n for n, heading in enumerate(row, start=1) if one_line(heading)), default=0)
    return Columns(places, width, tuple(unread))


def _position_on_the_body(row: Sequence[str], places: dict[str, int]) -> None:
    """Beside a committee a bare “Position” is the position on it."""
    if _letters(row[places["position"]]) == "position":
        places["role"] = places.pop("position")


def tell_unread(columns: Columns, line: int, notes: Findings) -> None:
    """Name the columns that are not read. Their cells are never told: they may be private."""
    if columns.unread:
        sentence = N_(
            "These columns are not read, nor shown, as they may be private: {names}. What can be "
            "read is a name, ward, group, authority, role, body, and the days from and until."
        )
        # A heading has no figures but a last one: a house number is a cell that got there.
        headings = (name for name in columns.unread if re.fullmatch(r"[^0-9]*[0-9]?", name))
        names = ", ".join(shown(name) for name in list(headings)[:30]) or "…"
        notes.leave(sentence, line, "", names=names)


def _letters(heading: str) -> str:
    heading = re.sub(r"\([^)]*\)", "", heading)  # Start date (dd/mm/yyyy)
    return "".join(c for c in heading.casefold() if c.isalnum())
