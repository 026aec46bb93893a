"""Who each address and each event of the sockets is for. What has no row here fails the suite."""

from __future__ import annotations

from enum import Enum, auto

import msgspec


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
    Row("GET", "/openapi.json", _A.EVERYBODY),
    Row("GET", "/time", _A.EVERYBODY, moves=True),
    Row("GET", "/healthz", _A.EVERYBODY),
    Row("GET", "/readyz", _A.EVERYBODY),
    Row("GET", "/static/{name}", _A.EVERYBODY),
    Row("GET", "/meetings/{key}", _A.EVERYBODY),
    Row("GET", "/meetings/{key}/embed", _A.EVERYBODY, right=(404,)),  # unless a setting opens it
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
    Row("GET", "/meetings/{key}/note", _A.CLERK_OR_CHAIR),
    Row("GET", "/meetings/{key}/note/restricted", _A.CLERK_OR_CHAIR),
    *(
        Row("GET", path, _A.CLERK_OR_CHAIR, {"ending": ending})
        for path in ("/meetings/{key}/note.{ending}", "/meetings/{key}/note-restricted.{ending}")
        for ending in ("html", "docx", "md", "json")
    ),
    Row("GET", _OFFICE, _A.CLERK, {"office": "clerk"}),
    Row("GET", _OFFICE, _A.CHAIR, {"office": "chair"}),
    Row("GET", _OFFICE, _A.MEMBER, {"office": "member"}),
    Row("GET", _OFFICE, _A.OFFICER_THERE, {"office": "officer"}),
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

HANDSHAKES = (
    # What a socket may do is decided by the events below; the handshake alone opens nothing.
    Row("GET", "/socket.io/", _A.EVERYBODY, right=(400,)),
    Row("POST", "/socket.io/", _A.EVERYBODY, right=(400,)),
    Row("OPTIONS", "/socket.io/", _A.EVERYBODY, right=(400,)),
)

ROUTES = (*PUBLIC, *COMING_IN, *INSIDE, *KEEPING, *HANDSHAKES)

SOCKETS = {"connect": _A.INSIDE, "do": _A.INSIDE, "disconnect": _A.INSIDE}
"""What a page inside may send."""

SENT = {"panels": _A.INSIDE, "seat": _A.SEATED, "replace": _A.INSIDE}
"""What a page inside is sent: each the panels of its own office."""

COMMANDS = tuple(
    Row("POST", "/{what}", _A.COMMAND_LINE, {"what": what})
    for what in ("links", "convene", "perform", "officer")
)
"""What can be asked over the socket in the data folder."""
