"""Mutants of what members read before the meeting: the summons, and nothing of the meeting."""

from __future__ import annotations

from collections.abc import Iterator

from tests.private.mutant import FOLD, SOCKETS, Mutant

SUMMONS, AHEAD = "server/meeting/summons.py", "tests/meeting/test_summons.py"
READERS, PAPERS = "server/pages/papers/readers.py", "tests/pages/test_papers.py"
PAGE = "tests/pages/test_papers_ahead.py"


def of_papers_ahead() -> Iterator[Mutant]:
    """All of them."""
    for name, old, new, by in (
        (
            "is what the agenda of the inside has now",
            "    known = summons.apply(NOWHERE, _NEVER)",
            "    known = sides.inside",
            FOLD,
        ),
        (
            "is kept back for an interest of anybody",
            "if each.person == person.id and each.must_leave",
            "if each.must_leave",
            FOLD,
        ),
        (
            "is read in spite of an interest",
            "barred = {item.number for item in told if _is_barred(interests, known, item)}",
            "barred: set[str] = set()",
            AHEAD,
        ),
        (
            "is read in spite of an interest declared in private",
            "        *sides.inside.interests.declared,\n",
            "",
            AHEAD,
        ),
        (
            "is read in spite of an interest that was sent",
            "        *sent_ahead(sides.inside, person.id),\n",
            "",
            AHEAD,
        ),
        (
            "is read above what an interest is in",
            "for number in (item.number, *beneath)",
            "for number in (item.number,)",
            AHEAD,
        ),
        (
            "is read beneath what an interest is in",
            "for each in known.line_of(number)",
            "for each in (number,)",
            AHEAD,
        ),
        (
            "has the papers of what is kept back",
            "if paper.url not in kept",
            "if True",
            AHEAD,
        ),
        (
            "tells the whole of what is kept back",
            "tuple(item.outside() for item in told if item.number in barred)",
            "tuple(item for item in told if item.number in barred)",
            AHEAD,
        ),
        ("is for guests", " or found.capacity is Capacity.GUEST", "", AHEAD),
        (
            "is for any substitute",
            "found.capacity is Capacity.SUBSTITUTE and",
            "False and",
            AHEAD,
        ),
        (
            "is for an officer who comes for another item",
            "    if person.capacity is not Capacity.OFFICER or not person.items:",
            "    if True:",
            AHEAD,
        ),
        (
            "is read when the meeting is closed",
            "side.sitting.phase is Phase.CLOSED or ",
            "",
            AHEAD,
        ),
        ("is read of a meeting that is not held", " or bool(side.notice.cancelled)", "", AHEAD),
        (
            "is of the first summons",
            "    for each in reversed(recorded):",
            "    for each in recorded:",
            AHEAD,
        ),
    ):
        yield Mutant(f"what is read ahead {name}", SUMMONS, old, new, by)
    yield Mutant(
        "any paper of the meeting opens for whoever is signed in",
        READERS,
        "if address in addresses(ahead_of(running, door.person).readable):",
        "if address in request.app[TOLD].anybody(running):",
        PAPERS,
    )
    yield Mutant(
        "what is read ahead is read in a rehearsal too",
        "server/pages/papers/told.py",
        "if summons is None or following.apart:",
        "if summons is None:",
        PAGE,
    )
    yield Mutant(
        "the page of papers is for whoever asks",
        "server/pages/papers/ahead.py",
        "ahead = own_ahead(request, following, asking.person)",
        "ahead = own_ahead(request, following, sides.outside.members[1].id)",
        PAGE,
    )
    yield Mutant(
        "the summons is written of what is inside",
        "server/pages/agenda_paper.py",
        "            known = seen_by(sides, Audience.PUBLIC)",
        "            known = sides.inside",
        SOCKETS,
    )
    yield Mutant(
        "a member reads the whole summons in spite of an interest",
        "server/pages/agenda_paper.py",
        "return as_summoned(known, own_ahead(request, following, door.person).readable)",
        "return sides.inside",
        "tests/pages/test_agenda_paper.py",
    )
