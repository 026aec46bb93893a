"""The accessibility statement.

After the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations
2018, reg. 8, and the model statement that the Government publishes under it.
"""

from __future__ import annotations

from collections.abc import Iterator

from server.council.register import Council, Nation
from server.pages.statement.parts import Part, Points, Section, Statement, Way, Words, contacts
from server.pages.statement.tested import CHECKED, NOT_ACCESSIBLE, NOT_TESTED, PREPARED
from server.words import N_, Said

_EHRC = N_(
    "The Equality and Human Rights Commission (EHRC) enforces the Public Sector Bodies (Websites "
    "and Mobile Applications) (No. 2) Accessibility Regulations 2018 (the “accessibility "
    "regulations”) in England, Scotland and Wales. If you are not happy with how the council "
    "answers your complaint, contact the Equality Advisory and Support Service (EASS)."
)
_ECNI = N_(
    "The Equality Commission for Northern Ireland (ECNI) enforces the Public Sector Bodies "
    "(Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018 (the “accessibility "
    "regulations”) in Northern Ireland. If you are not happy with how the council answers your "
    "complaint, contact the ECNI."
)


def accessibility(councils: tuple[Council, ...]) -> Statement:
    """The statement for the pages of these councils."""
    return Statement(
        N_("Accessibility"),
        (
            Words(N_("This is the accessibility statement for these pages of council meetings.")),
            Words(
                N_(
                    "As many people as possible shall be able to use them. On every page you "
                    "should be able to do all of this:"
                )
            ),
            Points(
                (
                    N_("enlarge it to 400% without words falling off the screen"),
                    N_("work all of it with a keyboard alone"),
                    N_("listen to it with a screen reader"),
                    N_("read it light on dark, if your device is set so"),
                    N_("hold back the updates of a page that you are reading"),
                    N_("read it where no script runs"),
                )
            ),
            Way(
                N_("AbilityNet has advice on making your device easier to use"),
                "https://mcmw.abilitynet.org.uk/",
            ),
        ),
        tuple(_sections(councils)),
    )


def _sections(councils: tuple[Council, ...]) -> Iterator[Section]:
    yield Section(
        "how-accessible",
        N_("How accessible these pages are"),
        (
            Words(
                N_(
                    "These pages are partially compliant with the Web Content Accessibility "
                    "Guidelines (WCAG) version 2.2 at level AA, because of what is listed under "
                    "“What is not accessible”."
                )
            ),
        ),
    )
    yield Section(
        "not-accessible",
        N_("What is not accessible"),
        (
            Words(N_("This does not comply with the accessibility regulations:")),
            Points(NOT_ACCESSIBLE),
            Words(
                N_(
                    "Nothing has been left out as a disproportionate burden. Live video and maps "
                    "of the area need not meet the accessibility regulations."
                )
            ),
        ),
    )
    yield Section(
        "contact",
        N_("If you cannot read something, or find a fault"),
        (
            Words(
                N_(
                    "Ask for it in another form, such as large print, easy read, an audio "
                    "recording or braille, and tell of faults that are not on this page."
                )
            ),
            *contacts(councils),
        ),
    )
    yield Section(
        "enforcement", N_("If you are not happy with the answer"), tuple(_bodies(councils))
    )
    yield Section(
        "tested",
        N_("How these pages were tested"),
        (
            Words(N_("Before every release of the program these checks are made:")),
            Points(tuple(each.words for each in CHECKED)),
            Words(N_("This has not been done:")),
            Points(NOT_TESTED),
        ),
    )
    yield Section(
        "prepared",
        N_("When this statement was prepared"),
        (
            Words(
                Said(
                    N_(
                        "It was prepared on {date} from what these checks show, and last reviewed "
                        "on the same day."
                    ),
                    date=PREPARED,
                )
            ),
        ),
    )


def _bodies(councils: tuple[Council, ...]) -> Iterator[Part]:
    """Who enforces it, by the nations of the councils; both, where none is known."""
    nations = {council.nation for council in councils} or set(Nation)
    if nations - {Nation.NORTHERN_IRELAND}:
        yield Words(_EHRC)
        yield Way(
            N_("Equality Advisory and Support Service (EASS)"),
            "https://www.equalityadvisoryservice.com/",
        )
    if Nation.NORTHERN_IRELAND in nations:
        yield Words(_ECNI)
        yield Way(N_("Equality Commission for Northern Ireland"), "https://www.equalityni.org/")
