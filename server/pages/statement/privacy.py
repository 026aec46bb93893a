"""What is kept of whom, for how long and why: UK GDPR art. 13 and 14, as far as the program knows.

Where only a council can know, it is the council's own words that stand here, or whom to ask.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from server.council.register import Council
from server.pages.doors.book import KEPT, ON_DEVICE
from server.pages.statement.parts import (
    Points,
    Section,
    Sentence,
    Statement,
    Table,
    Way,
    Words,
    contacts,
)
from server.words import N_, Said

_COLUMNS = (N_("Whose"), N_("What is kept"), N_("Who sees it"), N_("For how long"))
_RECORD = N_("As long as the council keeps the record of its meetings.")
_ALL = N_("Everybody.")


def privacy(councils: tuple[Council, ...], months: int = 0) -> Statement:
    """The page for these councils. `months`: so long after a meeting the names of the public are
    erased; 0 where nobody has said."""
    return Statement(
        N_("Privacy"),
        (
            Words(
                N_(
                    "These pages tell what happens at council meetings that are open to the "
                    "public. You can read them without saying who you are."
                )
            ),
            Words(
                N_(
                    "Nobody is followed: there are no trackers, no advertisements and no "
                    "statistics about you, and nothing is loaded from other sites."
                )
            ),
        ),
        tuple(_sections(councils, months)),
    )


def _sections(councils: tuple[Council, ...], months: int) -> Iterator[Section]:
    yield Section(
        "who",
        N_("Who is responsible"),
        (
            Words(
                N_(
                    "The council whose meeting it is decides what is kept and why (it is the "
                    "controller). Ask it, or its data protection officer:"
                )
            ),
            *contacts(councils, "privacy"),
        ),
    )
    yield Section(
        "kept",
        N_("What is kept"),
        (Table(N_("What is kept, of whom and for how long"), _COLUMNS, tuple(_rows())),),
    )
    yield Section(
        "reading",
        N_("If you only read these pages"),
        (
            Words(
                N_(
                    "The program keeps nothing of you. While you read, it holds the address of "
                    "your connection in its memory, so that nobody can overload it; then it is "
                    "forgotten. The council’s web server in front of it may keep a log of "
                    "addresses: ask the council for how long."
                )
            ),
            Way(N_("Cookies, and what your browser keeps"), "/cookies"),
        ),
    )
    yield _speaking(months)
    yield Section(
        "why",
        N_("Why it may be kept"),
        (
            Words(
                N_(
                    "To hold its meetings in public and to keep and publish their record is a task "
                    "that the law gives the council. The lawful basis is that public task: UK GDPR "
                    "Article 6(1)(e). What is kept about sign-ins protects that record."
                )
            ),
            Words(
                N_(
                    "What the record tells may concern somebody’s health, beliefs or politics, as "
                    "a member’s group does. On which condition of UK GDPR Article 9 it relies for "
                    "that, the council says in its own privacy notice."
                )
            ),
        ),
    )
    yield _rights()


def _rows() -> Iterator[tuple[Sentence, ...]]:
    yield (
        N_("Members of the council"),
        N_(
            "Name, group, ward and office; apologies, and when they came and left; interests that "
            "they declared; what they moved; how they voted, in a vote by name or where they asked "
            "for that to be recorded."
        ),
        N_("Everybody, but for what was done while the public was excluded."),
        _RECORD,
    )
    yield (
        N_("Officers and guests at a meeting"),
        N_("Name, post or organisation, and when they were there."),
        _ALL,
        _RECORD,
    )
    yield (
        N_("Members of the public who speak"),
        N_("Name as given, as what they spoke, on which item, when and for how long."),
        N_("Everybody, while the name is kept."),
        N_("Until the minutes no longer need the name; see below."),
    )
    yield (
        N_("Officers who sign in"),
        N_("Name, sign-in name, and a passphrase in a form from which it cannot be read."),
        N_("Administrators; nobody sees the passphrase."),
        N_("As long as the account is there."),
    )
    yield (
        N_("Whoever signs in, with a passphrase or a link"),
        N_("Name, when, the kind of device and browser, and the address of the connection."),
        N_("Officers of the council."),
        Said(N_("{days} days after the sign-in has ended."), days=days(KEPT)),
    )
    yield (
        N_("Whoever signs in, is refused or changes who may come in"),
        N_("A line in the audit log: when, who if it is known, what, and the address."),
        N_("Officers of the council."),
        N_("As long as the council keeps the log."),
    )
    yield (
        N_("Browsers of officers"),
        N_("That this browser has signed in before, in a form from which nobody is known."),
        N_("Nobody."),
        Said(N_("{days} days after it was last used."), days=days(ON_DEVICE)),
    )


def _speaking(months: int) -> Section:
    erased: Sentence = N_(
        "Once the minutes no longer need it, the council erases your name from the record; after "
        "how many months, it decides."
    )
    if months:
        sentence = N_(
            "Once the minutes no longer need it, the council erases your name from the record. So "
            "many months after the meeting it does so: {months}."
        )
        erased = Said(sentence, months=months)
    return Section(
        "erasure",
        N_("If you speak at a meeting"),
        (
            Words(
                N_(
                    "Meetings are public, and so is who speaks. Your name is shown on these pages "
                    "while you speak, and stands in the record that the minutes are written from. "
                    "No address, e-mail or telephone number of yours is kept here."
                )
            ),
            Words(erased),
            Words(
                N_(
                    "That somebody spoke, on which item and for how long, stays. You can ask the "
                    "council to erase it sooner, or before the meeting not to be named. What a "
                    "clerk wrote into the words of the minutes is corrected or struck out by hand. "
                    "The approved minutes are a paper of the council’s own, and may name you."
                )
            ),
        ),
    )


def _rights() -> Section:
    return Section(
        "rights",
        N_("Your rights"),
        (
            Words(N_("Of the council that is responsible you can ask")),
            Points(
                (
                    N_("to see what is kept about you"),
                    N_("to put right what is wrong"),
                    N_("to erase it, or to use it no more, for reasons of your own"),
                )
            ),
            Words(
                N_(
                    "The record of a public meeting is kept in the public interest, so not all of "
                    "it can be erased. If you are not content with the answer, complain to the "
                    "Information Commissioner."
                )
            ),
            Way(
                N_("Complain to the Information Commissioner"),
                "https://ico.org.uk/make-a-complaint/",
            ),
        ),
    )


def days(lasts: timedelta) -> int:
    """So many whole days."""
    return lasts // timedelta(days=1)
