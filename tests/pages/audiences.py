"""Who each address and each event of the sockets is for. What has no row here fails the suite."""

from __future__ import annotations

from enum import Enum, auto

import msgspec

from server.minutes import FORMATS


class Audience(Enum):
    """For whom something is. Rights in a meeting are those of the moment: see live/rights.py."""

    EVERYBODY = auto()  # and the same bytes for all of them
    ONE_BROWSER = auto()  # whoever asks, and about their own sign-in only
    HOLDER = auto()  # whoever has the link
    CLERK = auto()  # by a link to this meeting, or an officer
    CHAIR = auto()  # whoever presides
    MEMBER = auto()
    SEATED = auto()  # a member, or whoever presides
    OFFICER_THERE = auto()  # of the council, on the list of the meeting, by a link of their own
    CLERK_OR_CHAIR = auto()
    INSIDE = auto()  # clerk, chair, member or officer of the meeting
    OFFICER = auto()  # with an account
    ADMINISTRATOR = auto()
    COMMAND_LINE = auto()  # whoever owns the machine


class Row(msgspec.Struct, frozen=True):
    """One address. `path`: as the routes write it; `at`: what stands in its gaps in the tests.

    `fields`: a post that the right person may well make. `right`: how they are answered.
    `moves`: what is told changes by itself, as a clock does.
    """

    method: str
    path: str
    audience: Audience
    at: dict[str, str] = {}
    fields: dict[str, str] = {}
    right: tuple[int, ...] = (200, 303, 422)
    moves: bool = False

    @property
    def name(self) -> str:
        """The address as it is asked for, but for the meeting."""
        path = self.path
        for gap, value in self.at.items():
            path = path.replace("{" + gap + "}", value)
        return f"{self.method} {path}"

    def address(self, **gaps: str) -> str:
        """The address with every gap filled."""
        return self.path.format(**{**gaps, **self.at})


_DO = "/meetings/{key}/{office}/do/{command}"
_OFFICE = "/meetings/{key}/{office}"
_SINGLE = "/sign-in/single-sign-on"
_A = Audience

PUBLIC = (
    Row("GET", "/", _A.EVERYBODY),
    Row("GET", "/today", _A.EVERYBODY),
    Row("GET", "/calendar", _A.EVERYBODY),
    Row("GET", "/calendar/{month}", _A.EVERYBODY, {"month": "2026-03"}),
    Row("GET", "/calendar.ics", _A.EVERYBODY),
    Row("GET", "/bodies", _A.EVERYBODY),
    Row("GET", "/bodies/{body}", _A.EVERYBODY, {"body": "planning-committee"}),
    Row("GET", "/bodies/{body}.ics", _A.EVERYBODY, {"body": "planning-committee"}),
    Row("GET", "/meetings/{key}/meeting.ics", _A.EVERYBODY),
    Row("GET", "/openapi.json", _A.EVERYBODY),
    Row("GET", "/search", _A.EVERYBODY),
    # Who may read which paper: tests/pages/test_papers.py.
    Row(
        "GET",
        "/papers/{digest}/{name}",
        _A.EVERYBODY,
        {"digest": "0" * 64, "name": "none.pdf"},
        right=(404,),
    ),
    Row("GET", "/time", _A.EVERYBODY, moves=True),
    Row("GET", "/healthz", _A.EVERYBODY),
    Row("GET", "/readyz", _A.EVERYBODY),
    Row("GET", "/static/{name}", _A.EVERYBODY),
    Row("GET", "/brand/{colour}.css", _A.EVERYBODY, {"colour": "7a0019"}),
    Row("GET", "/accessibility", _A.EVERYBODY),
    Row("GET", "/privacy", _A.EVERYBODY),
    Row("GET", "/cookies", _A.EVERYBODY),
    Row("GET", "/take-part", _A.EVERYBODY),
    Row("GET", "/meetings/{key}", _A.EVERYBODY),
    Row("GET", "/meetings/{key}/embed", _A.EVERYBODY, right=(404,)),  # unless a setting opens it
    Row("GET", "/meetings/{key}/agenda", _A.EVERYBODY),
    *(
        Row("GET", "/meetings/{key}/agenda.{ending}", _A.EVERYBODY, {"ending": ending})
        for ending in ("docx", "md")
    ),
    Row("GET", "/meetings/{key}/rules", _A.EVERYBODY),
    Row("GET", "/meetings/{key}/screen", _A.EVERYBODY),
    Row("GET", "/meetings/{key}/feed", _A.EVERYBODY, right=(400,)),  # the handshake: see below
    Row("GET", "/meetings/{key}/panels", _A.EVERYBODY),
    Row("GET", "/meetings/{key}/why.json", _A.EVERYBODY),
)
"""What anybody may read, whoever they are."""

COMING_IN = (
    Row("GET", "/sign-in", _A.EVERYBODY),
    Row("POST", "/sign-in", _A.ONE_BROWSER),
    Row("GET", "/sign-out", _A.EVERYBODY),
    Row("POST", "/sign-out", _A.ONE_BROWSER),
    Row("GET", "/your-devices", _A.ONE_BROWSER),
    Row("POST", "/your-devices/{id}/end", _A.ONE_BROWSER, {"id": "none"}),
    # Off unless it is set up; tests/pages/test_single_sign_on.py has it on.
    Row("GET", _SINGLE, _A.EVERYBODY, right=(404,)),
    Row("GET", f"{_SINGLE}/back", _A.ONE_BROWSER, right=(404,)),
    Row("GET", f"{_SINGLE}/end", _A.ONE_BROWSER, right=(404,)),
    Row("GET", "/enter/{token}", _A.HOLDER),
    Row("POST", "/enter/{token}", _A.HOLDER),
    Row("GET", "/passphrase/{token}", _A.HOLDER),
    Row("POST", "/passphrase/{token}", _A.HOLDER),
)
"""The doors themselves."""

INSIDE = (
    Row("GET", "/meetings/{key}/summons", _A.INSIDE),
    Row("GET", "/meetings/{key}/summons.docx", _A.INSIDE),
    Row("GET", "/meetings/{key}/note", _A.CLERK_OR_CHAIR),
    Row("GET", "/meetings/{key}/note/restricted", _A.CLERK_OR_CHAIR),
    *(
        Row("GET", path, _A.CLERK_OR_CHAIR, {"ending": ending})
        for path in ("/meetings/{key}/note.{ending}", "/meetings/{key}/note-restricted.{ending}")
        for ending in FORMATS
    ),
    Row("GET", _OFFICE, _A.CLERK, {"office": "clerk"}),
    Row("GET", _OFFICE, _A.CHAIR, {"office": "chair"}),
    Row("GET", _OFFICE, _A.MEMBER, {"office": "member"}),
    Row("GET", _OFFICE, _A.OFFICER_THERE, {"office": "officer"}),
    Row("GET", f"{_OFFICE}/papers", _A.CHAIR, {"office": "chair"}),
    Row("GET", f"{_OFFICE}/papers", _A.MEMBER, {"office": "member"}),
    Row("GET", f"{_OFFICE}/papers", _A.OFFICER_THERE, {"office": "officer"}),
    Row(
        "POST", _DO, _A.CLERK, {"office": "clerk", "command": "record_present"}, {"person": "owen"}
    ),
    Row("POST", _DO, _A.CHAIR, {"office": "chair", "command": "undo"}),
    Row("POST", _DO, _A.MEMBER, {"office": "member", "command": "undo"}),
    Row("POST", _DO, _A.OFFICER_THERE, {"office": "officer", "command": "undo"}),
)
"""A meeting for those inside."""

KEEPING = (
    Row("GET", "/your-meetings", _A.OFFICER),
    Row("GET", "/your-passphrase", _A.OFFICER),
    Row("POST", "/your-passphrase", _A.OFFICER),
    Row("GET", "/audit", _A.OFFICER),
    Row("GET", "/audit.csv", _A.OFFICER),
    Row("GET", "/devices", _A.ADMINISTRATOR),
    Row("POST", "/devices/{id}/end", _A.ADMINISTRATOR, {"id": "none"}),
    Row("GET", "/officers", _A.ADMINISTRATOR),
    Row("POST", "/officers", _A.ADMINISTRATOR),
    Row("GET", "/officers/made/{made}", _A.ADMINISTRATOR, {"made": "none"}),
    *(
        Row("POST", "/officers/{id}/{act}", _A.ADMINISTRATOR, {"id": "none", "act": act})
        for act in ("disable", "enable", "reset", "role")
    ),
    Row("GET", "/meetings/{key}/links", _A.CLERK),
    Row("POST", "/meetings/{key}/links/make", _A.CLERK, fields={"person": "owen"}),
    Row("POST", "/meetings/{key}/links/make-all", _A.CLERK),
    Row("GET", "/meetings/{key}/links/made/{made}", _A.CLERK, {"made": "none"}),
    Row("POST", "/meetings/{key}/links/revoke-all", _A.CLERK),
    Row("POST", "/meetings/{key}/links/{link}/revoke", _A.CLERK, {"link": "none"}),
    Row("GET", "/meetings/{key}/devices", _A.CLERK),
    Row("POST", "/meetings/{key}/devices/{id}/end", _A.CLERK, {"id": "none"}),
)
"""Links, devices, officers and the audit log."""

_PLAN = "/agendas/{plan}"
_AT = {"plan": "plan-1"}
_ITEM = {**_AT, "ref": "item-1"}

PREPARING = (
    Row("GET", "/agendas", _A.OFFICER),
    Row("GET", "/agendas/new", _A.OFFICER),
    Row("POST", "/agendas/new", _A.OFFICER),
    Row("GET", _PLAN, _A.OFFICER, _AT),
    Row("GET", f"{_PLAN}/arrangements", _A.OFFICER, _AT),
    Row("POST", f"{_PLAN}/arrangements", _A.OFFICER, _AT),
    Row("GET", f"{_PLAN}/items/new", _A.OFFICER, _AT),
    Row("POST", f"{_PLAN}/items/new", _A.OFFICER, _AT),
    Row("GET", f"{_PLAN}/items/{{ref}}", _A.OFFICER, _ITEM),
    Row("POST", f"{_PLAN}/items/{{ref}}", _A.OFFICER, _ITEM),
    *(
        Row("POST", f"{_PLAN}/items/{{ref}}/{{act}}", _A.OFFICER, {**_ITEM, "act": act})
        for act in ("up", "down", "in", "out")
    ),
    Row("POST", f"{_PLAN}/items/{{ref}}/{{act}}", _A.OFFICER, {**_AT, "ref": "0", "act": "remove"}),
    Row("GET", f"{_PLAN}/paste", _A.OFFICER, _AT),
    Row("POST", f"{_PLAN}/paste", _A.OFFICER, _AT),
    Row("POST", f"{_PLAN}/take-over", _A.OFFICER, _AT),
    Row("POST", f"{_PLAN}/as-standing", _A.OFFICER, _AT),
    Row("POST", f"{_PLAN}/take-back", _A.OFFICER, _AT),
    Row("POST", f"{_PLAN}/number-again", _A.OFFICER, _AT),
    Row("GET", f"{_PLAN}/preview", _A.OFFICER, _AT),
    Row("GET", f"{_PLAN}/preview/agenda", _A.OFFICER, _AT),
    Row("GET", f"{_PLAN}/preview/summons", _A.OFFICER, _AT),
    Row("GET", f"{_PLAN}/publish", _A.OFFICER, _AT),
    Row("POST", f"{_PLAN}/publish", _A.OFFICER, _AT),
    Row("POST", f"{_PLAN}/cancel", _A.OFFICER, _AT),
    Row("POST", f"{_PLAN}/drop", _A.OFFICER, {"plan": "none"}, right=(404,)),
    # Who may see a rehearsal: tests/pages/test_rehearsing.py.
    Row("POST", f"{_PLAN}/rehearse", _A.OFFICER, _AT),
    Row("POST", f"{_PLAN}/simulate", _A.OFFICER, _AT),
    Row("POST", f"{_PLAN}/rehearse/discard", _A.OFFICER, _AT),
)
"""Agendas in preparation, which officers alone see."""

_BODY = "/council/bodies/{body}"
_PERSON = "/council/people/{person}"
_SEAT = f"{_PERSON}/seats/{{seat}}"
_NO_BODY, _NO_PERSON = {"body": "none"}, {"person": "none"}
_NO_SEAT = {**_NO_PERSON, "seat": "none"}
REGISTER = (
    Row("GET", "/council", _A.OFFICER),
    Row("GET", "/council/new", _A.OFFICER),
    Row("POST", "/council/new", _A.OFFICER),
    Row("POST", "/council/take-back", _A.OFFICER),
    Row("GET", "/council/copies", _A.ADMINISTRATOR),
    Row("POST", "/council/copies", _A.ADMINISTRATOR),
    Row("GET", "/council/{council}", _A.OFFICER, {"council": "none"}, right=(404,)),
    Row("POST", "/council/{council}", _A.OFFICER, {"council": "none"}, right=(404,)),
    Row("GET", "/council/bodies/new", _A.OFFICER),
    Row("POST", "/council/bodies/new", _A.OFFICER),
    *(
        Row(method, _BODY + page, _A.OFFICER, _NO_BODY, right=(404,))
        for page in ("", "/change", "/members", "/rules", "/rules/change", "/remove")
        for method in ("GET", "POST")
        if (method, page) not in {("POST", ""), ("POST", "/rules"), ("GET", "/remove")}
    ),
    Row("GET", "/council/people", _A.OFFICER),
    Row("GET", "/council/people.csv", _A.OFFICER),
    Row("GET", "/council/people.json", _A.OFFICER),
    Row("GET", "/council/people/new", _A.OFFICER),
    Row("POST", "/council/people/new", _A.OFFICER),
    Row("GET", _PERSON, _A.OFFICER, _NO_PERSON, right=(404,)),
    Row("POST", _PERSON, _A.OFFICER, _NO_PERSON, right=(404,)),
    Row("POST", f"{_PERSON}/remove", _A.OFFICER, _NO_PERSON, right=(404,)),
    Row("GET", f"{_PERSON}/seats/new", _A.OFFICER, _NO_PERSON, right=(404,)),
    Row("POST", f"{_PERSON}/seats/new", _A.OFFICER, _NO_PERSON, right=(404,)),
    Row("GET", _SEAT, _A.OFFICER, _NO_SEAT, right=(404,)),
    Row("POST", _SEAT, _A.OFFICER, _NO_SEAT, right=(404,)),
    Row("POST", f"{_SEAT}/end", _A.OFFICER, _NO_SEAT, right=(404,)),
    Row("POST", f"{_SEAT}/remove", _A.OFFICER, _NO_SEAT, right=(404,)),
    Row("GET", "/council/import", _A.OFFICER),
    Row("POST", "/council/import", _A.OFFICER),
)
"""The register: councils, bodies, people and seats."""

HANDSHAKES = (
    # What a socket may do is decided by the events below; the handshake alone opens nothing.
    Row("GET", "/socket.io/", _A.EVERYBODY, right=(400,)),
    Row("POST", "/socket.io/", _A.EVERYBODY, right=(400,)),
    Row("OPTIONS", "/socket.io/", _A.EVERYBODY, right=(400,)),
)

ROUTES = (*PUBLIC, *COMING_IN, *INSIDE, *KEEPING, *PREPARING, *REGISTER, *HANDSHAKES)

SOCKETS = {"connect": _A.INSIDE, "do": _A.INSIDE, "disconnect": _A.INSIDE}
"""What a page inside may send."""

SENT = {"panels": _A.INSIDE, "seat": _A.SEATED, "replace": _A.INSIDE}
"""What a page inside is sent: each the panels of its own office."""

COMMANDS = tuple(
    Row("POST", "/{what}", _A.COMMAND_LINE, {"what": what})
    for what in (
        "links",
        "convene",
        "rehearse",
        "perform",
        "officer",
        "reindex",
        "council-import",
        "council-apply",
        "agenda-import",
    )
)
"""What can be asked over the socket in the data folder."""
