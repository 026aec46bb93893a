"""The papers of an item as its form has them: rows with a title, where it is, and who may read it.

A row is a link that somebody wrote, or a file that was sent; that has its address from us.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from server.council.plan import Plan
from server.meeting.agenda import Access
from server.meeting_file.form import WrittenLink, WrittenSubItem
from server.meeting_file.values import ADDRESS
from server.pages.agendas.receiving import EXEMPT, Arrived
from server.pages.filled import Errors
from server.pages.site import Site
from server.papers.doubts import doubts
from server.papers.kinds import KINDS
from server.papers.names import digest_in, ending_in
from server.papers.store import MOST_OF_AN_AGENDA, Papers
from server.render.language import Voice
from server.words import N_, Said

MOST_ROWS = 60


class Row(msgspec.Struct, frozen=True):
    """One row. `kind` and `size`: of a file that was sent, in words and in bytes."""

    title: str = ""
    url: str = ""
    exempt: bool = False
    kind: str = ""
    size: int = 0

    @property
    def sent(self) -> bool:
        """Whether it is a file that was sent, and no link."""
        return bool(digest_in(self.url))

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.url.rpartition("/")[2]


def rows(kept: Mapping[str, str], papers: Papers) -> list[Row]:
    """The rows that are filled in, but for those that are to go, and one that is empty."""
    return [*(_known(row, papers) for row in _filled(kept)), Row()]


def plain(kept: Mapping[str, str]) -> list[dict[str, Any]]:
    """The papers, to be read as those of an item."""
    return [
        {"title": row.title.strip() or row.name, "url": row.url.strip(), "exempt": row.exempt}
        for row in _filled(kept)
    ]


def as_kept(papers: Iterable[WrittenLink]) -> dict[str, str]:
    """The papers of an item as the form holds them."""
    kept: dict[str, str] = {}
    for n, paper in enumerate(papers, start=1):
        kept |= _row(n, paper.title, paper.url, exempt=paper.exempt)
    return kept


def with_files(kept: Mapping[str, str], arrived: Iterable[Arrived]) -> dict[str, str]:
    """The form with a row for each file that came; those that are to go are gone."""
    known = list(_filled(kept))
    have = {row.url for row in known}
    for field, file in arrived:
        if file.address not in have:
            known.append(Row(file.title, file.address, field == EXEMPT))
            have.add(file.address)
    rest = {name: value for name, value in kept.items() if not name.startswith("paper-")}
    for n, row in enumerate(known, start=1):
        rest |= _row(n, row.title, row.url, exempt=row.exempt)
    return rest


def faults(kept: Mapping[str, str], papers: Papers, tongue: Voice) -> Errors:
    """What is wrong with the rows, by field: addresses that are none, files that are not here."""
    found: Errors = {}
    for n, row in enumerate(_filled(kept), start=1):
        url = row.url.strip()
        if row.sent:
            if papers.find(digest_in(url)) is None:
                found[f"paper-title-{n}"] = tongue.gettext(
                    "This file is not here any more. Remove it, and choose it again."
                )
        elif not re.search(ADDRESS, url):
            found[f"paper-url-{n}"] = tongue.gettext(
                "Give the whole address of this paper, beginning with https://, or clear its title."
            )
    return found


def too_much(plan: Plan, item: WrittenSubItem, ref: str, papers: Papers, tongue: Voice) -> Errors:
    """Whether the files of the whole agenda are more than one may have."""
    links = [*item.papers, *(p for i in plan.items if i.ref != ref for p in i.item.papers)]
    digests = {digest_in(paper.url) for paper in links} - {""}
    if sum(map(papers.size, digests)) <= MOST_OF_AN_AGENDA:
        return {}
    said = Said(
        N_("The files of an agenda may have {most} MB in all. Link to the largest instead."),
        most=MOST_OF_AN_AGENDA // (1024 * 1024),
    )
    return {"files": tongue.say(said)}


def looked_at_again(
    item: WrittenSubItem, before: WrittenSubItem | None, exempt: Container[str]
) -> Iterator[Said]:
    """What an officer is to confirm before these papers are published; not what was public before.

    `exempt`: the digests of files that are exempt somewhere else.
    """
    was_public = before.papers if before is not None and before.access is Access.OPEN else ()
    here = {digest_in(paper.url) for paper in item.papers if paper.exempt}
    for paper in item.papers if item.access is Access.OPEN else ():
        if paper.exempt or paper in was_public:
            continue
        yield from doubts(Row(url=paper.url).name, paper.title)
        digest = digest_in(paper.url)
        if digest and (digest in exempt or digest in here):
            yield Said(
                N_("“{title}” is to be published, and the same file is exempt somewhere else."),
                title=paper.title,
            )


def exempt_elsewhere(site: Site, plan: Plan, ref: str) -> set[str]:
    """The digests of files that are exempt in some other item, or in a meeting."""
    planned = [
        (paper.url, paper.exempt or each.item.access is not Access.OPEN)
        for stream in site.council.plans()
        for each in stream.state.items
        if (stream.state.id, each.ref) != (plan.id, ref)
        for paper in each.item.papers
    ]
    published = [
        (paper.url, paper.exempt or item.closed)
        for running in site.meetings
        for item in running.live.meeting.items
        for paper in item.papers
    ]
    return {digest_in(url) for url, exempt in (*planned, *published) if exempt} - {""}


def mark_of(said: Iterable[str]) -> str:
    """What tells one set of sentences from another: who confirmed some has not confirmed others."""
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def _filled(kept: Mapping[str, str]) -> Iterator[Row]:
    for n in range(1, MOST_ROWS + 1):
        row = Row(
            kept.get(f"paper-title-{n}", ""),
            kept.get(f"paper-url-{n}", ""),
            kept.get(f"paper-exempt-{n}") == "on",
        )
        gone = kept.get(f"paper-remove-{n}") == "on"
        if not gone and (row.title.strip() or row.url.strip()):
            yield row


def _known(row: Row, papers: Papers) -> Row:
    digest, kind = digest_in(row.url), KINDS.get(ending_in(row.url))
    if kind is None:
        return row
    return msgspec.structs.replace(row, kind=kind.words, size=papers.size(digest))


def _row(n: int, title: str, url: str, *, exempt: bool) -> dict[str, str]:
    return {
        f"paper-title-{n}": title,
        f"paper-url-{n}": url,
        f"paper-exempt-{n}": "on" if exempt else "",
    }
