"""Two officers who keep the register at once lose no word, and a form sent twice happens once."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import pytest
import pytest_asyncio

from tests.pages.officer import Officer, Page, office
from tests.pages.test_council_pages import rules_of

BODY = "/council/bodies/parish"
RULES = f"{BODY}/rules/change"
SOMEBODY_ELSE = "Somebody else has changed this since you opened it. Your words are below"


class Form(NamedTuple):
    """A form: what it must hold, and the words that each of two officers write into it."""

    path: str
    whole: dict[str, str]
    one: dict[str, str]
    other: dict[str, str]


QUORUM = {"quorum": "fixed", "quorum_fixed": "5", "quorum_source": "Standing Order 3"}
FORMS = {
    "council": Form(
        "/council/oakham",
        {"name": "Oakham", "nation": "England"},
        {"contact": "The clerk, Monday to Friday"},
        {"privacy": "The data protection officer"},
    ),
    "body": Form(
        f"{BODY}/change",
        {"name": "Parish Council", "kind": "council", "profile": "english_parish"},
        {"place": "The Old School"},
        {"how_to_attend": "By the side door"},
    ),
    "person": Form(
        "/council/people/p0", {}, {"name": "Cllr Ann Price"}, {"name": "Dr A. Owen", "position": ""}
    ),
    "seat": Form(
        "/council/people/p0/seats/s0",
        {"capacity": "member", "votes": "on"},
        {"group": "Independent"},
        {"ward": "South Ward"},
    ),
    "rules": Form(
        RULES,
        QUORUM,
        {"quorum_source": "Standing Order 17"},
        {"quorum_source": "Standing Order 23"},
    ),
}


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Officer]:
    async with office(tmp_path) as officer:
        yield officer


def hidden(page: Page) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(seen|act)" value="([^"]*)"', page.html))


@pytest.mark.parametrize("kind", FORMS)
async def test_whoever_comes_second_is_told_and_no_word_of_either_is_lost(
    desk: Officer, kind: str
) -> None:
    path, whole, one, other = FORMS[kind]
    if kind == "rules":
        whole = await rules_of(desk, whole)
    stale = hidden(await desk.get(path))
    first = await desk.fill(path, {**whole, **one})
    assert first.status == 200
    count = len(desk.council.kept.changes)
    page = await desk.post(path, {**stale, **whole, **other})
    assert page.status == 422
    assert SOMEBODY_ELSE in page.text
    now = page.html.partition('id="now"')[2].partition("</section>")[0]
    assert "What it says now" in page.text
    assert next(iter(one.values())) in now
    for words in filter(None, other.values()):
        assert words in page.html.partition("</section>")[2]
    assert len(desk.council.kept.changes) == count
    again = await desk.post(path, {**hidden(page), **whole, **one, **other})
    assert again.status == 200
    assert len(desk.council.kept.changes) == count + 1


async def test_a_form_with_a_fault_stays_what_it_was_filled_from(desk: Officer) -> None:
    stale = hidden(await desk.get("/council/oakham"))
    whole = {"name": "Oakham", "nation": "England"}
    await desk.fill("/council/oakham", {**whole, "contact": "The clerk"})
    faulty = await desk.post("/council/oakham", {**stale, **whole, "colour": "mauve"})
    assert faulty.status == 422
    assert SOMEBODY_ELSE not in faulty.text
    mended = await desk.post("/council/oakham", {**hidden(faulty), **whole, "colour": ""})
    assert mended.status == 422
    assert SOMEBODY_ELSE in mended.text
    assert desk.council.register.councils["oakham"].contact == "The clerk"


async def test_a_form_that_does_not_say_what_it_was_filled_from_changes_nothing(
    desk: Officer,
) -> None:
    page = await desk.post("/council/people/p0", name="Cllr Ann Price", position="")
    assert page.status == 422
    assert desk.council.register.name_of("p0") == "Cllr Ann Owen"


async def test_what_a_body_is_called_and_by_what_rules_it_meets_are_two_forms(
    desk: Officer,
) -> None:
    path, whole, one, _ = FORMS["body"]
    opened = hidden(await desk.get(path))
    await desk.fill(RULES, await rules_of(desk, QUORUM))
    page = await desk.post(path, {**opened, **whole, **one})
    assert page.status == 200
    body = desk.council.register.bodies["parish"]
    assert body.place == "The Old School"
    assert body.overrides["quorum"]["fixed"] == 5


TWICE = {
    "/council/new": {"name": "Ashby Parish Council", "nation": "England", "sort": "local"},
    "/council/bodies/new": {"council": "oakham", "name": "Planning", "kind": "committee"},
    "/council/people/new": {"name": "Fay Nowak", "position": "Monitoring Officer"},
    "/council/people/p0/seats/new": {
        "body": "parish",
        "capacity": "substitute",
        "since": "2031-05-01",
        "votes": "on",
    },
    f"{BODY}/members": {"names": "Fay Nowak\nGus Field", "capacity": "member"},
}


@pytest.mark.parametrize("path", TWICE)
async def test_a_form_that_is_sent_twice_happens_once(desk: Officer, path: str) -> None:
    if path.endswith("seats/new"):
        await desk.post("/council/people/p0/seats/s0/end", until="2031-04-30")
    given = {**hidden(await desk.get(path)), **TWICE[path]}
    pages = [await desk.post(path, given)]
    count = len(desk.council.kept.changes)
    pages += await asyncio.gather(desk.post(path, given), desk.post(path, given))
    assert {(page.status, page.path) for page in pages} == {(200, pages[0].path)}
    assert len(desk.council.kept.changes) == count


async def test_other_words_from_the_same_form_are_another_act(desk: Officer) -> None:
    marks = hidden(await desk.get("/council/people/new"))
    for name in ("Fay Nowak", "Gus Field"):
        await desk.post("/council/people/new", marks, name=name, position="")
    assert {"fay-nowak", "gus-field"} <= set(desk.council.register.people)


async def test_a_list_that_is_taken_over_twice_is_taken_over_once(desk: Officer) -> None:
    given = {"text": "Name,Ward\nFay Nowak,East", "body": "parish"}
    looked = await desk.post("/council/import", {**given, "do": "look"})
    given |= {**hidden(looked), "do": "take"}
    first, second = [await desk.post("/council/import", given) for _ in range(2)]
    assert first.path == second.path == "/council/people"
    assert [p.name for p in desk.council.register.people.values()].count("Fay Nowak") == 1


async def test_two_who_add_the_same_name_at_once_add_no_two_bodies_of_one_id(
    desk: Officer,
) -> None:
    path = "/council/bodies/new"
    given = {"council": "oakham", "name": "Planning", "kind": "committee"}
    pages = await asyncio.gather(
        desk.fill(path, given, place="The Old School"), desk.fill(path, given, place="The Hall")
    )
    assert sorted(page.status for page in pages) == [200, 422]
    refused = next(page for page in pages if page.status == 422)
    assert "There is a committee of this name already" in refused.text
    kept = desk.council.register.bodies["planning"].place
    assert ({"The Old School", "The Hall"} - {kept}).pop() in refused.html
