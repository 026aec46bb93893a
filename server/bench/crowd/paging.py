"""How many requests a second are answered with the whole page, against nginx with these bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from server.bench.crowd.asked import Asked
from server.bench.crowd.judged import Judged, at_least, known, ratios
from server.bench.crowd.load import Answers, load_on
from server.bench.crowd.nginx import nginx_page
from server.bench.crowd.ours import NAME, Ours
from server.bench.crowd.took import Took

NGINX = "nginx"
PAGES, UNCHANGED, BYTES = "pages", "unchanged", "page bytes"
CONNECTIONS = 32
LEAST = 1 / 3  # of nginx


async def ask_for_pages(
    folder: Path, program: Path, cores: set[int], ours: Ours, asked: Asked, took: Took
) -> None:
    """Ask our server, then nginx, for the same bytes. Raises NotInstalled, ConnectionError."""
    page, head = await ours.whole_page()
    encoding = head.get("Content-Encoding", "identity")
    whole = await ours.load.pages(CONNECTIONS, asked.page_seconds, ours.page)
    same = await ours.load.pages(CONNECTIONS, asked.page_seconds, ours.page, head["ETag"])
    _require(whole, 200, len(page))
    _require(same, 304, 0)
    async with (
        nginx_page(folder, cores, page, encoding) as port,
        load_on(program, port, "websocket") as load,
    ):
        theirs = await load.pages(CONNECTIONS, asked.page_seconds, "/page")
    _require(theirs, 200, len(page))
    took.note(PAGES, NAME, whole.answers / whole.seconds)
    took.note(PAGES, NGINX, theirs.answers / theirs.seconds)
    took.note(UNCHANGED, NAME, same.answers / same.seconds)
    took.note(BYTES, NAME, len(page))


def _require(answers: Answers, status: int, size: int) -> None:
    if (answers.status, answers.body_bytes) != (status, size):
        raise ConnectionError(f"{status} with {size} bytes was to be answered, not {answers}")


def asked_for_pages(asked: Asked, took: Took) -> Iterator[Judged]:
    """The rows of pages."""
    own, theirs = took.of(PAGES, NAME), took.of(PAGES, NGINX)
    yield at_least(
        f"Requests for a page of {took.of(BYTES, NAME)[-1]:,.0f} bytes: × nginx, one worker",
        ratios(own, theirs),
        LEAST,
        "×",
    )
    yield known(NAME, own, "/s")
    yield known(f"{NAME}, unchanged (304)", took.of(UNCHANGED, NAME), "/s")
    yield known(NGINX, theirs, "/s")
