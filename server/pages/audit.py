"""The audit log as officers read it, and as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from urllib.parse import urlencode

from aiohttp import web

from server.journal.secrets.audit import Audit, Audited
from server.pages.admitted import an_officer
from server.pages.door_pages import PRIVATE, drawn
from server.pages.doors.what import What
from server.pages.site import SITE, voice_for

ON_A_PAGE = 100
AT_ONCE = 1000  # lines that a file is made of at a time
DIGITS = 18  # of a number that SQLite can count to

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


async def audit(request: web.Request) -> web.Response:
    """The log, the newest first. `?kind=` shows one kind, `?before=` goes on from a line."""
    officer = await an_officer(request)
    log, tongue = _log(request), voice_for(request)
    kind, before = request.query.get("kind", ""), _number(request.query.get("before", ""))
    found = await log.latest(ON_A_PAGE + 1, before, kind)
    lines, more = found[:ON_A_PAGE], found[ON_A_PAGE:]
    kinds = dict.fromkeys((*(each.value for each in What), *await log.kinds()))
    chosen = {"kind": kind} if kind else {}
    return drawn(
        request,
        "audit",
        officer=officer,
        lines=[line for _, line in lines],
        kinds=sorted(((each, tongue.gettext(each)) for each in kinds), key=lambda k: k[1]),
        kind=kind,
        before=before,
        newest=_way(chosen) if before else "",
        older=_way({**chosen, "before": str(lines[-1][0])}) if more else "",
    )


async def audit_file(request: web.Request) -> web.StreamResponse:
    """The whole log, or one kind, as comma-separated values (RFC 4180)."""
    await an_officer(request)
    tongue = voice_for(request)
    day = request.app[SITE].now().astimezone(tongue.zone).date()
    response = web.StreamResponse(
        headers={
            **PRIVATE,
            "Content-Type": "text/csv; charset=utf-8; header=present",
            "Content-Disposition": f'attachment; filename="audit-log-{day.isoformat()}.csv"',
        }
    )
    await response.prepare(request)
    # With a byte order mark, without which spreadsheets take it for another encoding.
    await response.write("\ufeff".encode() + _row("At", "What", "Who", "Details", "From"))
    async for line in _all(_log(request), request.query.get("kind", "")):
        at = line.at.astimezone(tongue.zone).isoformat(timespec="seconds")
        await response.write(_row(at, line.what, line.who, line.detail, line.address))
    await response.write_eof()
    return response


async def _all(log: Audit, kind: str) -> AsyncIterator[Audited]:
    """Every line of a kind, the newest first, however many there are."""
    before = 0
    while found := await log.latest(AT_ONCE, before, kind):
        for _, line in found:
            yield line
        before = found[-1][0]


def _row(*values: str) -> bytes:
    """A line of the file."""
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerow([harmless(value) for value in values])
    return written.getvalue().encode()


def harmless(value: str) -> str:
    """A value that no spreadsheet takes for a formula (OWASP, “CSV Injection”).

    Names are typed by people, and the one who opens the file is an officer.
    """
    return "'" + value if value.startswith(_FORMULA) else value


def _log(request: web.Request) -> Audit:
    return request.app[SITE].doors.kept.audit


def _number(given: str) -> int:
    """The number of a line; 0, for none, where it is no number."""
    return int(given) if given.isascii() and given.isdigit() and len(given) <= DIGITS else 0


def _way(query: dict[str, str]) -> str:
    return "/audit" + ("?" + urlencode(query) if query else "")
