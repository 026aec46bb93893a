"""Which cookies are set, and what pages keep in the browser: nothing that needs consent.

Privacy and Electronic Communications (EC Directive) Regulations 2003, reg. 6(4): what is strictly
necessary for what somebody asked for needs none.
"""

from __future__ import annotations

import msgspec

from server.council.register import Council
from server.live.cookies import HOST
from server.pages.doors.book import ON_DEVICE, WHOLE
from server.pages.doors.cookies import OFFICER, OUT, STANDING
from server.pages.sign_in import DEVICE
from server.pages.single_sign_on.attempts import LASTS
from server.pages.single_sign_on.pages import COOKIE as SINGLE_SIGN_ON
from server.pages.statement.parts import Name, Section, Sentence, Statement, Table, Way, Words
from server.pages.statement.privacy import days
from server.words import N_, Said, Term


class Held(msgspec.Struct, frozen=True):
    """Something that a browser keeps: its name or what it begins with, what for, how long."""

    name: str
    what_for: Sentence
    lasts: Sentence


_UNTIL_CLOSED = N_("Until you close the browser.")
_UNTIL_OUT = N_("Until you sign out.")

COOKIES = (
    Held(
        OFFICER,
        N_("That you are signed in as an officer."),
        Said(
            N_("Until you close the browser or sign out; at the longest {hours} hours."),
            hours=int(WHOLE.total_seconds()) // 3600,
        ),
    ),
    *(
        Held(
            f"{office}-…",
            Said(
                N_("That your link has let you into one meeting, as {office}."), office=Term(words)
            ),
            Said(N_("Until you sign out; at the longest {days} days."), days=days(ON_DEVICE)),
        )
        for office, words in (
            ("clerk", N_("clerk")),
            ("chair", N_("chair")),
            ("member", N_("member")),
            ("officer", N_("officer")),
        )
    ),
    Held(
        STANDING,
        N_("That your link has let you in, to every meeting that you are on the list of."),
        Said(N_("Until you sign out; at the longest {days} days."), days=days(ON_DEVICE)),
    ),
    Held(
        DEVICE,
        N_(
            "That an officer has signed in here before, so that guesses of others at the "
            "passphrase do not lock the officer out."
        ),
        Said(N_("{days} days."), days=days(ON_DEVICE)),
    ),
    Held(
        SINGLE_SIGN_ON,
        N_("That you are on the way to the council’s directory to sign in, and back."),
        Said(N_("{minutes} minutes."), minutes=int(LASTS.total_seconds()) // 60),
    ),
    Held(
        OUT,
        N_("Tells pages that are still open that you have signed out."),
        _UNTIL_CLOSED,
    ),
)
"""By the names that they have without TLS; with it, `HOST` stands before each."""

STORED = (
    Held(
        "orderpaper.draft.",
        N_("What you are writing at a meeting and have not sent, so that no word is lost."),
        N_("Until it is recorded, or you sign out."),
    ),
    Held(
        "orderpaper.waiting.",
        N_("What you have sent while the connection was lost, until it has arrived."),
        N_("Until it is recorded, or you sign out."),
    ),
    Held("orderpaper.keys", N_("Whether a clerk has switched keys of one letter off."), _UNTIL_OUT),
    Held(
        "orderpaper.check",
        N_("Whether the browser keeps anything at all: written, and deleted at once."),
        N_("Less than a second."),
    ),
    Held(
        "orderpaper.window",
        N_("Which of your windows this is, so that each keeps its own drafts."),
        N_("Until the window is closed."),
    ),
    Held(
        "orderpaper.leaving",
        N_("That you have just signed out in this window."),
        N_("Until the window is closed."),
    ),
)
"""In the local storage, the last two in the session storage."""

_COLUMNS = (N_("Name"), N_("What for"), N_("For how long"))


def cookies(councils: tuple[Council, ...]) -> Statement:
    """The page; it is the same whatever the councils."""
    return Statement(
        N_("Cookies"),
        (
            Words(
                N_(
                    "If you only read these pages, no cookie is set and nothing is kept in your "
                    "browser."
                )
            ),
            Words(
                N_(
                    "Whoever signs in gets cookies. They do nothing but what was asked for, so "
                    "they need no consent. None follows you, and none is of another site."
                )
            ),
        ),
        (
            Section(
                "cookies",
                N_("Cookies of those who sign in"),
                (
                    _table(N_("Cookies"), COOKIES),
                    Words(
                        Said(
                            N_("Over a secure connection “{prefix}” stands before each name."),
                            prefix=HOST,
                        )
                    ),
                ),
            ),
            Section(
                "stored",
                N_("What pages keep in the browser of those who work at a meeting"),
                (
                    _table(N_("Local storage and session storage"), STORED),
                    Words(N_("It never leaves the browser but as what you yourself record.")),
                ),
            ),
            Section("more", N_("What the council keeps"), (Way(N_("Privacy"), "/privacy"),)),
        ),
    )


def _table(caption: str, rows: tuple[Held, ...]) -> Table:
    return Table(
        caption, _COLUMNS, tuple((Name(each.name), each.what_for, each.lasts) for each in rows)
    )
