"""What posts and queries carry, and what is answered: the tables behind the description."""

from __future__ import annotations

import msgspec

HTML, JSON = ("text/html",), ("application/json",)


class Given(msgspec.Struct, frozen=True):
    """What a post carries: the fields of its form, or a body of another type."""

    fields: tuple[tuple[str, str], ...] = ()
    type: str = "form"


class Meaning(msgspec.Struct, frozen=True):
    """What an answer means, and the types that its body can have; none: it has no body."""

    words: str
    types: tuple[str, ...] = HTML


ALL_COMMANDS = {
    "at": "When it happened, if not now: a time of day, such as 18:42.",
    "command_id": "Made by the page and unique: sent twice, a command happens once.",
    "side": "The exclusion of the public under which the words were begun; empty in public.",
}

LANG = {"lang": "The language, en or cy; of a meeting that is not kept in it, its first."}
REFRESH = {"refresh": "off: where no script runs, the page does not ask for itself again."}
ROOT = {"root": "The digest of the drawing that the page holds."}
HOLD = {"hold": "The panels that the page holds: id:digest,id:digest …"}
SOCKET = {
    "EIO": "The version of Engine.IO: 4.",
    "transport": "polling or websocket.",
    "sid": "The session, once there is one.",
}

QUERIES: dict[str, dict[str, str]] = {
    "/": LANG,
    "/meetings/{key}": {**LANG, **REFRESH},
    "/meetings/{key}/feed": {**LANG, **ROOT, **HOLD},
    "/meetings/{key}/panels": {**LANG, **ROOT, **HOLD},
    "/meetings/{key}/why.json": {
        **LANG,
        "about": "One thing: quorum, chair, item:9, or vote: and its id.",
    },
    "/meetings/{key}/note": LANG,
    "/meetings/{key}/note.{ending}": LANG,
    "/meetings/{key}/note/restricted": LANG,
    "/meetings/{key}/note-restricted.{ending}": LANG,
    "/meetings/{key}/{office}": {**LANG, "entry": "The clerk’s entry, or what a member sent."},
    "/meetings/{key}/{office}/do/{command}": LANG,
    "/meetings/{key}/embed": {**LANG, **REFRESH},
    "/meetings/{key}/screen": {
        **LANG,
        "dark": "1: light on dark.",
        "overlay": "1: a lower third on nothing, for a video mixer.",
    },
    "/sign-in": {**LANG, "next": "Where to go on to afterwards, on this site."},
    "/sign-out": {**LANG, "back": "The page of this site that one came from."},
    "/enter/{token}": LANG,
    "/passphrase/{token}": LANG,
    "/audit": {**LANG, "kind": "Only what is of this kind.", "before": "Only what came before."},
    "/audit.csv": {**LANG, "kind": "Only what is of this kind."},
    "/socket.io/": SOCKET,
}
"""What can be asked after the question mark."""

_NEW_LINK = (
    ("lasts", "meeting, or standing: for every meeting that the person is on the list of."),
    ("uses", "many, or once."),
)
_PASSPHRASE = ("passphrase", "Twelve characters or more.")
_OFFICER = (("name", "Their name."), ("login", "Their sign-in name."))
FORMS: dict[str, Given] = {
    "/sign-in": Given((_OFFICER[1], _PASSPHRASE, ("next", "Where to go on to, on this site."))),
    "/sign-out": Given(),
    "/enter/{token}": Given(),
    "/passphrase/{token}": Given((*_OFFICER, _PASSPHRASE)),
    "/your-passphrase": Given((("current", "The one that is good now."), _PASSPHRASE)),
    "/meetings/{key}/links/make": Given((("person", "The person's id."), *_NEW_LINK)),
    "/meetings/{key}/links/make-all": Given(_NEW_LINK),
    "/meetings/{key}/links/revoke-all": Given((("person", "The person's id."),)),
    "/meetings/{key}/links/{link}/revoke": Given(),
    "/meetings/{key}/devices/{id}/end": Given(),
    "/devices/{id}/end": Given(),
    "/your-devices/{id}/end": Given(),
    "/officers": Given((*_OFFICER, ("role", "clerk or administrator."))),
    "/officers/{id}/{act}": Given((("role", "clerk or administrator, to change it."),)),
    "/socket.io/": Given(type="text/plain"),
}
"""What each post carries but for the commands, which say it themselves."""

WORDS = {
    "/socket.io/": "Engine.IO 4 and Socket.IO 5 for those inside: connect, then “do”.",
}
"""What an address is for that has no docstring of ours."""

_FAULTS = {
    400: Meaning("It could not be understood.", ("text/html", "text/plain")),
    403: Meaning("A sign-in is needed, or another site sent this."),
    404: Meaning("There is no such page."),
    408: Meaning("It took too long to come."),
    413: Meaning("It was too large; nothing was recorded."),
    429: Meaning("Too many in a short time."),
    503: Meaning("This meeting cannot be shown: its journal is damaged."),
}
_PAGE = {200: Meaning("The page."), 303: Meaning("The page is elsewhere.", ()), **_FAULTS}
_TEXT = ("text/plain",)
_SAME = {304: Meaning("As the one that the browser has.", ())}
_DATA = {200: Meaning("The data.", JSON), **_FAULTS}
_FILE = {
    200: Meaning(
        "The draft note.",
        (
            "text/html",
            "text/markdown",
            "application/json",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
    ),
    **_FAULTS,
}
_SOCKETS = {
    101: Meaning("A WebSocket from here on.", ()),
    200: Meaning("A packet.", ("text/plain",)),
    400: Meaning("It could not be understood.", ("text/plain", "application/json", "text/html")),
    403: Meaning("Another site sent this."),
    413: Meaning("It was too large."),
    429: Meaning("Too many in a short time."),
}

ANSWERS: dict[tuple[str, str], dict[int, Meaning]] = {
    ("GET", ""): {**_PAGE, **_SAME},
    ("GET", "/openapi.json"): _DATA,
    ("GET", "/time"): _DATA,
    ("GET", "/healthz"): {200: Meaning("It does.", _TEXT), **_FAULTS},
    ("GET", "/readyz"): {
        200: Meaning("They are.", _TEXT),
        **_FAULTS,
        503: Meaning("Why not.", (*_TEXT, *HTML)),
    },
    ("GET", "/meetings/{key}/panels"): {**_DATA, **_SAME},
    ("GET", "/meetings/{key}/why.json"): _DATA,
    ("GET", "/meetings/{key}/feed"): {101: Meaning("A WebSocket from here on.", ()), **_FAULTS},
    ("GET", "/static/{name}"): {
        200: Meaning("The file.", ("text/css", "text/javascript", "font/woff2", "image/svg+xml")),
        **_FAULTS,
    },
    ("GET", "/meetings/{key}/note.{ending}"): _FILE,
    ("GET", "/meetings/{key}/note-restricted.{ending}"): _FILE,
    ("GET", "/audit.csv"): {
        200: Meaning("The log.", ("text/csv",)),
        303: Meaning("Sign in first.", ()),
        **_FAULTS,
    },
    ("POST", ""): {
        303: Meaning("It is done; the page is there.", ()),
        422: Meaning("It was refused: the page with the reason and every word kept."),
        **_FAULTS,
    },
    ("GET", "/socket.io/"): _SOCKETS,
    ("POST", "/socket.io/"): _SOCKETS,
    ("OPTIONS", "/socket.io/"): _SOCKETS,
}
"""The answers of each address; of one that is not told, those of a page."""
