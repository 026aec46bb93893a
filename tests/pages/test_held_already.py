"""Whoever has something already is told so, and nothing that differs goes by one strong tag."""

from __future__ import annotations

import gzip
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.meeting.record import Audience
from server.render.panels import Drawing
from tests.pages.test_porter import PAGE, WITHIN, ask
from tests.pages.wired import wired
from tests.serve import Town

GZIP = "Accept-Encoding: gzip"


@pytest.fixture
async def council(tmp_path: Path) -> AsyncIterator[Town]:
    async with wired(tmp_path) as running:
        yield running


def newest(council: Town) -> Drawing:
    return council.running.show.feed(Audience.PUBLIC, "en").drawing


@pytest.mark.parametrize("held", ['"{root}"', 'W/"{root}"', '"another", W/"{root}"'])
async def test_panels_that_a_page_has_are_not_sent_again(council: Town, held: str) -> None:
    root = newest(council).root
    told = await ask(
        council, f"{PAGE}/panels?lang=en&root={root}", f"If-None-Match: {held.format(root=root)}"
    )
    assert (told.status, told.body) == (304, b"")


async def test_a_page_that_is_up_to_date_and_does_not_say_so_is_told_nothing_new(
    council: Town,
) -> None:
    """Not every proxy hands on what a browser has."""
    root = newest(council).root
    told = await ask(council, f"{PAGE}/panels?lang=en&root={root}")
    assert (told.status, json.loads(told.body)) == (200, {"root": root, "set": {}})


async def test_a_page_that_lacks_something_is_sent_it(council: Town) -> None:
    root, digests = newest(council).root, dict(newest(council).digests)
    lacks = digests.popitem()[0]
    hold = ",".join(":".join(pair) for pair in digests.items())
    told = await ask(council, f"{PAGE}/panels?lang=en&root=old&hold={hold}")
    update = json.loads(told.body)
    assert (told.status, update["root"], set(update["set"])) == (200, root, {lacks})


@pytest.mark.parametrize("way", [(), (WITHIN,)])
@pytest.mark.parametrize("what", ["page", "panels", "screen", "script"])
async def test_one_strong_tag_is_of_the_same_bytes(
    council: Town, what: str, way: tuple[str, ...]
) -> None:
    """RFC 9110 §8.8.3.3: what is compressed on the way differs, or its tag is weak."""
    script = council.server.site.assets.url("public.js")
    path = {"page": PAGE, "script": script}.get(what, f"{PAGE}/{what}")
    plain, packed = await ask(council, path, *way), await ask(council, path, GZIP, *way)
    assert gzip.decompress(packed.body) == plain.body
    tags = {plain.headers["etag"], packed.headers["etag"]}
    assert packed.headers["etag"].startswith('W/"')
    for tag in tags | {tag.removeprefix("W/") for tag in tags}:  # as caches hand them on
        for told, more in ((plain, ()), (packed, (GZIP,))):
            held = await ask(council, path, f"If-None-Match: {tag}", *more, *way)
            assert (held.status, held.headers["etag"]) == (304, told.headers["etag"])
