"""What posts and queries carry, and what is answered: the tables behind the description."""

from __future__ import annotations

import msgspec

from server.papers.kinds import KINDS

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
BODY = {"body": "Only the meetings of this body: its key, as in /bodies."}
ROOT = {"root": "The digest of the drawing that the page holds."}
HOLD = {"hold": "The panels that the page holds: id:digest,id:digest …"}
SOCKET = {
    "EIO": "The version of Engine.IO: 4.",
    "transport": "polling or websocket.",
    "sid": "The session, once there is one.",
}

QUERIES: dict[str, dict[str, str]] = {
    "/": LANG,
    "/today": LANG,
    "/calendar": {**LANG, **BODY},
    "/calendar/{month}": {**LANG, **BODY},
    "/calendar.ics": LANG,
    "/bodies": LANG,
    "/bodies/{body}": LANG,
    "/bodies/{body}.ics": LANG,
    "/accessibility": LANG,
    "/privacy": LANG,
    "/cookies": LANG,
    "/take-part": LANG,
    "/meetings/{key}/meeting.ics": LANG,
    "/meetings/{key}": {**LANG, **REFRESH},
    "/meetings/{key}/feed": {**LANG, **ROOT, **HOLD},
    "/meetings/{key}/panels": {**LANG, **ROOT, **HOLD},
    "/meetings/{key}/why.json": {
        **LANG,
        "about": "One thing: quorum, chair, item:9, or vote: and its id.",
    },
    "/meetings/{key}/agenda": LANG,
    "/meetings/{key}/agenda.{ending}": LANG,
    "/meetings/{key}/summons": LANG,
    "/meetings/{key}/summons.docx": LANG,
    "/meetings/{key}/note": LANG,
    "/meetings/{key}/note.{ending}": LANG,
    "/meetings/{key}/note/restricted": LANG,
    "/meetings/{key}/note-restricted.{ending}": LANG,
    "/meetings/{key}/{office}": {**LANG, "entry": "The clerk’s entry, or what a member sent."},
    "/meetings/{key}/{office}/papers": LANG,
    "/meetings/{key}/{office}/do/{command}": LANG,
    "/meetings/{key}/embed": {**LANG, **REFRESH},
    "/meetings/{key}/rules": LANG,
    "/meetings/{key}/screen": {
        **LANG,
        "dark": "1: light on dark.",
        "overlay": "1: a lower third on nothing, for a video mixer.",
    },
    "/search": {
        **LANG,
        "q": "The words to look for.",
        "body": "Only meetings of this body, by its whole name.",
        "from": "Only meetings on this day or later, like 2026-03-27.",
        "to": "Only meetings on this day or before.",
        "page": "Which page of what is found, from 1.",
    },
    "/council/people": {"q": "Only people in whose names it is."},
    "/council/people.csv": {"council": "The council’s id; the first, without it."},
    "/council/people.json": {"council": "The council’s id; the first, without it."},
    "/council/bodies/new": {"council": "The id of the council that the body is of."},
    "/council/bodies/{body}/members": {"as": "officer: an officer is added."},
    "/council/people/{person}/seats/new": {"body": "The body’s id."},
    "/council/import": {"body": "The id of the body that rows without one are about."},
    "/sign-in": {**LANG, "next": "Where to go on to afterwards, on this site."},
    "/sign-out": {**LANG, "back": "The page of this site that one came from."},
    "/enter/{token}": LANG,
    "/passphrase/{token}": LANG,
    "/audit": {**LANG, "kind": "Only what is of this kind.", "before": "Only what came before."},
    "/audit.csv": {**LANG, "kind": "Only what is of this kind."},
    "/agendas/new": {"body": "The body that meets."},
    "/agendas/{plan}": {
        "published": "The meeting that was just published.",
        "links": "The links to a rehearsal that were just made.",
    },
    "/agendas/{plan}/items/new": {"under": "The item that it is to stand under."},
    "/socket.io/": SOCKET,
}
"""What can be asked after the question mark."""

_NEW_LINK = (
    ("lasts", "meeting, or standing: for every meeting that the person is on the list of."),
    ("uses", "many, or once."),
)
_PASSPHRASE = ("passphrase", "Twelve characters or more.")
_OFFICER = (("name", "Their name."), ("login", "Their sign-in name."))
_ARRANGEMENTS = (
    ("day", "The day, such as 2026-12-01."),
    ("time", "The time, such as 18:30."),
    ("place", "Where."),
    ("title", "What it is called, if not as the body."),
    ("attend", "How to attend and watch."),
    ("watch", "The address of the webcast."),
    ("join", "The address of the conference."),
    ("people", "Who else comes, one on each line: name, authority."),
    ("rehearsal", "on: it is no real meeting."),
)
_ITEM = (
    ("number", "Its number; else it is counted."),
    ("title", "What it is about."),
    ("under", "The ref of the item above it."),
    ("purpose", "information, discussion or decision."),
    ("minutes", "The time planned, in minutes."),
    ("minutes_of", "The day of the meeting whose minutes it agrees."),
    ("presenters", "Who brings it, one on each line."),
    ("summary", "What the papers say in short."),
    ("recommendations", "What they ask for, with an empty line between two."),
    ("paper-title-1", "The title of its first paper; paper-title-2 and so on."),
    ("paper-url-1", "Where that paper is."),
    ("paper-exempt-1", "on: it is not published."),
    ("paper-remove-1", "on: it goes."),
    ("files", "Files for everybody, as multipart/form-data; each becomes a paper."),
    ("exempt_files", "Files that are not published."),
    ("doubts", "The mark of what is told of the papers."),
    ("confirm", "on: what is told was looked at; they may be published."),
    ("declarations", "on: interests are declared under it."),
    ("budget", "on: it sets the budget."),
    ("access", "open, exempt or confidential."),
    ("private_title", "What it is about, for those inside."),
    ("paragraphs", "Of the schedule, such as 1, 3."),
    ("public_interest", "Why it is kept closed."),
)
_BODY = (("name", "Of the body."), ("kind", "What it is."), ("profile", "The rules it goes by."))
_PERSON = (("name", "Their name."), ("position", "The post of an officer."))
_SEAT = (
    ("capacity", "member, substitute or officer."),
    ("role", "On the body."),
    ("since", "The first day."),
    ("until", "The last day."),
)
_ACT = ("act", "Of the form: sent twice with the same words, it happens once.")
_SEEN = ("seen", "What the form was filled from; another’s change since then refuses it.")
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
    "/agendas/new": Given(
        (
            ("body", "The id of the body that meets."),
            *_ARRANGEMENTS,
            ("begin", "standing, last, paste or nothing."),
        )
    ),
    "/agendas/{plan}/arrangements": Given(_ARRANGEMENTS),
    "/agendas/{plan}/items/new": Given(_ITEM),
    "/agendas/{plan}/items/{ref}": Given((*_ITEM, ("seen", "The wording that was changed."))),
    "/agendas/{plan}/items/{ref}/{act}": Given(),
    "/agendas/{plan}/paste": Given(
        (
            ("text", "The agenda."),
            ("file", "Or a file with it, as multipart/form-data."),
            ("do", "look, or take to take it over."),
            ("where", "instead, or after what is there."),
        )
    ),
    "/agendas/{plan}/take-over": Given((("number", "The unfinished item’s number."),)),
    "/agendas/{plan}/as-standing": Given(),
    "/agendas/{plan}/number-again": Given(),
    "/agendas/{plan}/take-back": Given((("act", "The act that is taken back."),)),
    "/agendas/{plan}/publish": Given((("what", "What is new, once it is public."),)),
    "/agendas/{plan}/cancel": Given(
        (("reason", "Why it is not held."), ("again", "on: it is held after all."))
    ),
    "/agendas/{plan}/drop": Given(),
    "/agendas/{plan}/rehearse": Given(),
    "/agendas/{plan}/rehearse/discard": Given(),
    "/agendas/{plan}/simulate": Given((("simulated", "on; else off."),)),
    "/council/new": Given(
        (
            ("name", "Of the council."),
            ("nation", "England, Wales …"),
            ("sort", "What kind it is."),
            _ACT,
        )
    ),
    "/council/{council}": Given(
        (
            ("name", "Of the council."),
            ("colour", "Such as #1d5b8f."),
            ("colour_pick", "The same, chosen in a box: if it is not pick_was."),
            _SEEN,
        )
    ),
    "/council/take-back": Given((("act", "The id of the act."),)),
    "/council/copies": Given((("what", "backup, or export."),)),
    "/council/bodies/new": Given((*_BODY, _ACT)),
    "/council/bodies/{body}/change": Given((*_BODY, ("ended", "Its last day."), _SEEN)),
    "/council/bodies/{body}/remove": Given(),
    "/council/bodies/{body}/members": Given(
        (
            ("sits-{person}", "on: this person, who is known, joins."),
            ("chair", "The id of who presides; they join too."),
            ("vice", "The id of who deputises; they join too."),
            ("officer-{account}", "on: this officer, who signs in here, joins."),
            ("names", "Others, one on each line."),
            ("who-{line}", "Who is meant by a name on this line, from 0: an id, or another."),
            ("capacity", "member, substitute or officer."),
            _ACT,
        )
    ),
    "/council/bodies/{body}/rules/change": Given(
        (("quorum", "fraction or fixed."), ("quorum_source", "Where it comes from."), _SEEN)
    ),
    "/council/people/new": Given(
        (*_PERSON, ("who", "Who is meant, of several of the name."), _ACT)
    ),
    "/council/people/{person}": Given((*_PERSON, _SEEN)),
    "/council/people/{person}/remove": Given(),
    "/council/people/{person}/seats/new": Given((("body", "The body’s id."), *_SEAT, _ACT)),
    "/council/people/{person}/seats/{seat}": Given((*_SEAT, _SEEN)),
    "/council/people/{person}/seats/{seat}/end": Given((("until", "The last day."),)),
    "/council/people/{person}/seats/{seat}/remove": Given(),
    "/council/import": Given(
        (
            ("text", "A list, pasted."),
            ("file", "Or a file."),
            ("do", "look, or take."),
            ("body-{n}", "What the nth missing committee is: add, out, or the id of one."),
            ("who-{line}", "Who is meant on this line: an id, or another."),
            _ACT,
        )
    ),
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
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KINDS = tuple(kind.type.partition(";")[0] for kind in KINDS.values())
_PAPER = {
    200: Meaning("The file.", _KINDS),
    206: Meaning("The part of the file that was asked for.", _KINDS),
    304: Meaning("As the one that the browser has.", ()),
    416: Meaning("There is no such part of the file."),
    **_FAULTS,
}
_CALENDAR = {200: Meaning("The calendar.", ("text/calendar",)), **_SAME, **_FAULTS}
_SOCKETS = {
    101: Meaning("A WebSocket from here on.", ()),
    200: Meaning("A packet.", ("text/plain",)),
    400: Meaning("It could not be understood.", ("text/plain", "application/json", "text/html")),
    403: Meaning("Another site sent this."),
    413: Meaning("It was too large."),
    429: Meaning("Too many in a short time."),
}

_KEPT = {
    200: Meaning("What is to be answered or looked at first; nothing is stored yet."),
    303: Meaning("It is done; the page is there.", ()),
    409: Meaning("What it is about was removed meanwhile: by whom, and every word kept."),
    422: Meaning("It was refused: the page with the reason and every word kept."),
    **_FAULTS,
}
_REMOVABLE = (
    *("/council/{council}", "/council/bodies/{body}/change", "/council/bodies/{body}/remove"),
    *("/council/bodies/{body}/members", "/council/bodies/{body}/rules/change"),
    *("/council/people/{person}", "/council/people/{person}/remove"),
    *("/council/people/{person}/seats/new", "/council/people/{person}/seats/{seat}"),
    "/council/people/{person}/seats/{seat}/end",
    "/council/people/{person}/seats/{seat}/remove",
)

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
    ("GET", "/papers/{digest}/{name}"): _PAPER,
    ("GET", "/meetings/{key}/agenda.{ending}"): {
        200: Meaning("The agenda.", (_WORD, "text/markdown")),
        **_SAME,
        **_FAULTS,
    },
    ("GET", "/meetings/{key}/summons.docx"): {
        200: Meaning("The summons.", (_WORD,)),
        **_FAULTS,
    },
    ("GET", "/meetings/{key}/note.{ending}"): _FILE,
    ("GET", "/meetings/{key}/note-restricted.{ending}"): _FILE,
    ("GET", "/calendar.ics"): _CALENDAR,
    ("GET", "/bodies/{body}.ics"): _CALENDAR,
    ("GET", "/meetings/{key}/meeting.ics"): _CALENDAR,
    ("GET", "/audit.csv"): {
        200: Meaning("The log.", ("text/csv",)),
        303: Meaning("Sign in first.", ()),
        **_FAULTS,
    },
    ("GET", "/council/people.csv"): {
        200: Meaning("The list.", ("text/csv",)),
        303: Meaning("Sign in first.", ()),
        **_FAULTS,
    },
    ("GET", "/council/people.json"): {
        200: Meaning("The list.", JSON),
        303: Meaning("Sign in first.", ()),
        **_FAULTS,
    },
    ("POST", "/council/copies"): {
        200: Meaning("The copy.", ("application/zip",)),
        303: Meaning("Sign in first.", ()),
        422: Meaning("No copy was made: the page with the reason."),
        **_FAULTS,
    },
    ("POST", ""): {
        303: Meaning("It is done; the page is there.", ()),
        422: Meaning("It was refused: the page with the reason and every word kept."),
        **_FAULTS,
    },
    **{("POST", path): _KEPT for path in _REMOVABLE},
    ("GET", "/socket.io/"): _SOCKETS,
    ("POST", "/socket.io/"): _SOCKETS,
    ("OPTIONS", "/socket.io/"): _SOCKETS,
}
"""The answers of each address; of one that is not told, those of a page."""
