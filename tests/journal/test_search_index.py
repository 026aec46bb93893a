"""What everybody may read is found by its words, the same in every store."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from server.journal.database import Connection
from server.journal.journal import Journal, open_journal
from server.journal.search import CannotSearch, Found, Index, Passage, Query
from server.journal.search import index as indexing
from server.journal.search.marking import SHOWN, Piece, excerpt, marked
from server.journal.search.wanted import LONGEST, Term, wanted
from server.journal.search.words import spoken
from server.journal.sqlite.journal import SqliteJournal
from server.journal.stored import StoredJournal
from tests.journal.given import said

DAY = date(2026, 3, 3)
text = st.text(st.characters(codec="utf-8"), max_size=60)
anything = st.text(max_size=60)  # surrogates, NUL, whatever a query can be made to hold
oddly = st.lists(
    st.sampled_from(['"', "“", "”", "-", "*", "NEAR", "AND", "NOT", "(", ")", ":", "^", "'", "\\",
                     "!", "&", "|", "<->", " ", "a", "park", "ŵyl", "{", "}", "%", "?", "\0"]),
    max_size=12,
).map("".join)  # fmt: skip


def passage(words: str = "", title: str = "Land at Mill Lane", **more: object) -> Passage:
    given = {
        "anchor": "agenda-item-3",
        "kind": "Agenda item",
        "heading": "Planning Committee, 3 March 2026",
        "body": "Planning Committee",
        "day": DAY,
        "item": "3",
        **more,
    }
    return Passage(title=title, words=words, **given)  # type: ignore[arg-type]


@pytest.fixture
async def index(journal: Journal) -> Index:
    await journal.index.clear()
    return journal.index


async def found(index: Index, words: str, **more: object) -> list[str]:
    """Where something is found, the best first."""
    query = Query(words, **more)  # type: ignore[arg-type]
    return [f"{hit.meeting}#{hit.place}" for hit in (await index.find(query)).hits]


async def holds(index: Index, words: str, typed: str, title: str = "Land at Mill Lane") -> bool:
    await index.replace("planning", [passage(words, title)])
    return bool(await found(index, typed))


# What is found


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        ("The playground is closed.", "playground"),
        ("The playground is closed.", "PLAYGROUND"),
        ("The playground is closed.", "play"),
        ("The playground is closed.", "closed playground"),
        ("The playground is closed.", "“playground is closed”"),
        ("The playground is closed.", '"is closed'),
        ("The park is closed.", "parks"),
        ("Gŵyl y Môr", "gwyl mor"),
        ("Gwyl y Mor", "gŵyl"),
        ("Gw\u0302yl y Mor", "gŵyl"),
        ("The council’s reserves", "council's"),
        ("Planning reference 23/00417/FUL", "23/00417"),
        ("Fees of 12.5% were agreed", "12.5%"),
        ("Straße", "strasse"),
        ("5a Mill Lane, 1e5, 0x1f, a-b, x@y.example", "5a 1e5 0x1f"),
        ("nothing of it", "mill lane"),
        ("The bridge", "bridge -tunnel"),
        ("a NOT b", "NOT"),
        ("Ab\0cd", "ab"),
    ],
)
async def test_words_are_found(index: Index, words: str, typed: str) -> None:
    assert await holds(index, words, typed)


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        ("The playground is closed.", "ground"),
        ("The playground is closed.", "playground open"),
        ("The playground is closed.", "“closed is”"),
        ("The playground is closed.", "“play”"),
        ("The playground is closed.", "playground -closed"),
        ("The playground is closed.", "playground -“is closed”"),
        ("The playground is closed.", "pl"),
        ("at the end", "“lane at the”"),  # a row of words does not go from the title into the text
        ("The playground is closed.", "-tunnel"),
        ("The playground is closed.", ""),
        ("The playground is closed.", "*"),
    ],
)
async def test_what_is_not_meant_is_not_found(index: Index, words: str, typed: str) -> None:
    assert not await holds(index, words, typed)


async def test_only_a_word_to_look_for_is_looked_for(index: Index) -> None:
    assert (await index.find(Query(" “” -park "))).asked is False
    assert (await index.find(Query("park"))).asked is True


async def test_a_title_comes_before_the_text_and_a_later_day_before_an_earlier(
    index: Index,
) -> None:
    later = date(2026, 4, 7)
    text = [passage("The playground"), passage("The playground", anchor="b", day=later)]
    await index.replace("planning", text)
    await index.replace("parks", [passage("of it", "The playground", anchor="c")])
    assert await found(index, "playground") == ["parks#c", "planning#b", "planning#agenda-item-3"]


async def test_what_is_found_by_its_words_leads_to_them(index: Index) -> None:
    await index.replace("planning", [passage("Forty homes", words_at="text-item-3")])
    assert await found(index, "homes") == ["planning#text-item-3"]
    assert await found(index, "lane") == ["planning#agenda-item-3"]


async def test_it_can_be_of_one_body_and_of_some_days(index: Index) -> None:
    await index.replace("planning", [passage("The playground")])
    other = passage("The playground", body="Parks Committee", day=date(2026, 5, 1))
    await index.replace("parks", [other])
    planning, parks = ["planning#agenda-item-3"], ["parks#agenda-item-3"]
    assert await found(index, "playground", body="Parks Committee") == parks
    assert await found(index, "playground", body="Parks") == []
    assert await found(index, "playground", until=DAY) == planning
    assert await found(index, "playground", since=date(2026, 3, 4)) == parks
    assert await found(index, "playground", since=DAY, until=date(2026, 5, 1)) == parks + planning
    assert await found(index, "playground", since=date(2027, 1, 1)) == []


async def test_it_is_shown_page_by_page_and_a_page_too_far_is_the_last(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "ON_A_PAGE", 4)
    many = [passage("The playground", anchor=f"a{n:02}") for n in range(10)]
    await index.replace("planning", many)
    pages = [await index.find(Query("playground", page=n)) for n in (1, 2, 3, 9, 10**30, -4)]
    assert [(each.page, len(each.hits), each.total) for each in pages] == [
        (1, 4, 10), (2, 4, 10), (3, 2, 10), (3, 2, 10), (3, 2, 10), (1, 4, 10)
    ]  # fmt: skip
    places = [hit.place for each in pages[:3] for hit in each.hits]
    assert places == [each.anchor for each in many]


# What is in it


async def test_what_is_replaced_is_found_no_more(index: Index) -> None:
    await index.replace("planning", [passage("The playground"), passage("Fees", anchor="b")])
    assert await index.replace("planning", [passage("The bridge"), passage("Rents", anchor="c")])
    assert await found(index, "playground") == await found(index, "fees") == []
    assert await found(index, "bridge") == ["planning#agenda-item-3"]
    assert await found(index, "rents") == ["planning#c"]


async def test_nothing_is_written_where_it_is_there_already(index: Index) -> None:
    assert await index.replace("planning", [passage("The playground")])
    assert not await index.replace("planning", [passage("The playground")])


async def test_a_large_meeting_is_written_in_parts(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "AT_ONCE", 3)
    for word, count in (("playground", 10), ("bridge", 10), ("tunnel", 2), ("brook", 7)):
        await index.replace("planning", [passage(word, anchor=f"a{n}") for n in range(count)])
        assert len(await found(index, word)) == (await index.find(Query("lane"))).total == count


async def test_a_meeting_is_forgotten_and_the_others_are_not(index: Index) -> None:
    for key in ("planning", "parks"):
        await index.replace(key, [passage("The playground")])
    await index.forget("planning")
    assert await index.meetings() == {"parks"}
    assert await found(index, "playground") == ["parks#agenda-item-3"]
    await index.clear()
    assert await index.meetings() == set()


async def test_of_two_who_write_at_once_nothing_is_there_twice(
    index: Index, place: Path | str
) -> None:
    new = [passage("The playground", anchor=f"a{n}") for n in range(200)]
    others = index
    if isinstance(place, str):  # a file has one process
        second = await open_journal(place)
        others = second.index
    await asyncio.gather(index.replace("planning", new), others.replace("planning", new))
    assert (await index.find(Query("playground"))).total == 200
    if isinstance(place, str):
        await second.close()


async def test_whoever_erases_a_line_leaves_nothing_of_its_meeting_to_be_found(
    journal: Journal, index: Index
) -> None:
    await journal.append(said("The playground", stream="meeting/planning"))
    await index.replace("planning", [passage("The playground")])
    await index.replace("parks", [passage("The playground")])
    await journal.erase("meeting/planning", 1)
    assert await index.meetings() == {"parks"}


async def test_no_file_holds_a_word_that_was_forgotten(path: Path) -> None:
    journal = await SqliteJournal.open(path)
    await journal.index.replace("parks", [passage("The playground")])
    canary = passage("The zyxwvuts, the qponmlk", "Zyxwvuts", anchor="b")
    await journal.index.replace("planning", [passage("of the playground"), canary])
    assert await found(journal.index, "zyxwvuts")
    await journal.index.forget("planning")
    kept = b"".join(each.read_bytes() for each in path.parent.iterdir())
    await journal.close()
    for word in (b"yxwvuts", b"ponmlk"):  # the first letter may be kept apart
        assert word not in kept.lower()


# Whatever is typed


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=anything | oddly, body=anything)
@example(typed='"', body="")
@example(typed="a" * 100_000, body="\0\ud800")
@example(typed="- " * 50_000, body="")
@example(typed="'':*&!|<->()\\", body="'")
async def test_nothing_that_is_typed_is_a_fault(index: Index, typed: str, body: str) -> None:
    assert isinstance(await index.find(Query(typed, body=body)), Found)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=text, title=text)
@example(words="ab½cd ǅ ﬁ \ufdd0 ١٢", title="İ")
async def test_whatever_was_said_can_be_kept_and_its_letters_found(
    index: Index, words: str, title: str
) -> None:
    await index.replace("planning", [passage(words, title)])
    plain = [each for each in spoken(words).split() if each.isascii() and len(each) < LONGEST]
    for each in plain[:5]:
        assert await found(index, each), each


@given(typed=anything | oddly)
def test_what_is_wanted_is_bounded(typed: str) -> None:
    sought = wanted(typed * 20)
    assert len(sought.terms) + len(sought.without) <= 12
    assert all(word.isalnum() for term in sought.terms for word in term.words)


def test_words_in_quotes_are_a_row_and_others_may_begin_a_word() -> None:
    sought = wanted('Parks “land at” -fee "x')
    assert sought.terms == (Term(("park",), True), Term(("land", "at")), Term(("x",)))
    assert sought.without == (Term(("fee",), True),)


# What is shown


def told(pieces: tuple[Piece, ...]) -> str:
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces)


def test_the_words_that_were_looked_for_are_marked() -> None:
    assert told(marked("Gŵyl y Môr, y môr mawr", wanted("mor"))) == "Gŵyl y [Môr], y [môr] mawr"
    assert told(marked("Land at Mill Lane", wanted("“at mill” la"))) == "Land [at Mill] Lane"


def test_of_a_long_text_the_part_with_most_of_it_is_shown() -> None:
    long = (
        "The bridge. " + "Of other things. " * 60 + "The playground by the bridge. " + "End. " * 99
    )
    shown = excerpt(long, wanted("playground bridge"))
    assert "[playground] by the [bridge]" in told(shown)
    assert told(shown).startswith("… ")
    assert told(shown).endswith(" …")
    assert len("".join(piece.text for piece in shown)) <= SHOWN + 4


@given(words=text.map(lambda part: part * 9), typed=text)
def test_a_part_is_of_the_text_and_never_too_long(words: str, typed: str) -> None:
    pieces = excerpt(words, wanted(typed))
    shown = "".join(piece.text for piece in pieces)
    assert len(shown) <= SHOWN + 4
    assert shown.removeprefix("… ").removesuffix(" …") in " ".join(words.split())


# Whoever searches is no burden


async def test_a_search_that_takes_too_long_is_ended(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [passage("playground " * 20 + str(n), anchor=f"a{n}") for n in range(2000)]
    await index.replace("planning", many)
    monkeypatch.setattr(indexing, "SECONDS", 0.001)
    with pytest.raises(CannotSearch, match="too long"):
        await index.find(Query("playground"))
    monkeypatch.setattr(indexing, "SECONDS", 9.0)
    assert (await index.find(Query("playground"))).total == 2000


async def test_no_more_search_at_once_than_can_wait(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "MOST_WAITING", 2)
    asked = [index.find(Query("playground")) for _ in range(4)]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert [isinstance(answer, CannotSearch) for answer in answers] == [False, False, True, True]
    await index.find(Query("playground"))


async def test_whoever_searches_has_a_connection_of_their_own(journal: Journal) -> None:
    stored = cast(StoredJournal, journal)
    own: Connection = stored.index._reading
    assert own not in (stored.writing, stored.reading)


def test_a_passage_that_reads_otherwise_has_another_digest() -> None:
    one = passage("The playground")
    assert one.digest == passage("The playground").digest
    assert one.digest != replace(one, rehearsal=True).digest
