"""Serving a paper: only to whom it belongs, as the kind of file that it is, and as nothing else."""

from __future__ import annotations

import asyncio
from pathlib import Path
from urllib.parse import quote

from aiohttp import ETag, web

from server.pages.papers.readers import Readers, readers_of
from server.pages.site import SITE
from server.papers.kinds import KINDS, Kind, NotTaken, kind_of
from server.papers.logo import NAME as LOGO
from server.papers.names import address_of, ending_in

PUBLIC = "public, max-age=60"
"""So long may what was published be kept elsewhere: it can become exempt, and is then not there."""
PRIVATE = "private, no-store"
POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"
"""Whatever a file has in it runs no script, loads nothing, and belongs to no site."""


class _File(web.FileResponse):
    """A file whose tag is its digest, and not the time at which it was written here."""

    def __init__(self, path: Path, digest: str, headers: dict[str, str]) -> None:
        super().__init__(path, headers=headers)
        self._digest = digest

    @property
    def etag(self) -> ETag | None:
        """The digest."""
        return ETag(self._digest)

    @etag.setter
    def etag(self, _: ETag | str | None) -> None:
        self.headers["ETag"] = f'"{self._digest}"'


async def paper(request: web.Request) -> web.StreamResponse:
    """A paper of an agenda, or a council’s logo, by the digest of its content. It is there for
    those who may read it at this moment, and for nobody else."""
    site, gaps = request.app[SITE], request.match_info
    digest, name = gaps["digest"], gaps["name"]
    address = address_of(digest, name)
    readers = await readers_of(request, address)
    path = await asyncio.to_thread(site.papers.find, digest)
    if readers is Readers.NOBODY or path is None:
        raise web.HTTPNotFound
    kind = await _kind(path, name, ending_in(address))
    public = readers is Readers.EVERYBODY
    headers = headers_of(kind, name, public=public)
    if public and any(tag.value in (digest, "*") for tag in request.if_none_match or ()):
        kept = {name: headers[name] for name in ("Cache-Control", "X-Content-Type-Options")}
        return web.Response(status=304, headers={**kept, "ETag": f'"{digest}"'})
    return _File(path, digest, headers)


def headers_of(kind: Kind, name: str, *, public: bool) -> dict[str, str]:
    """What is said of a file with it: never that it is a page of ours."""
    how = "inline" if kind.shown else "attachment"
    plain = name.encode("ascii", "replace").decode().replace("?", "-")
    headers = {
        "Content-Type": kind.type,
        "Content-Disposition": f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}",
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": PUBLIC if public else PRIVATE,
    }
    if not public:
        headers["X-Robots-Tag"] = "noindex"
    return headers


async def _kind(path: Path, name: str, ending: str) -> Kind:
    """The kind of the file, as its name says; of a logo, as the file does. A name that promises
    what is not kept here makes it something to save."""
    if ending in KINDS:
        return KINDS[ending]
    if name == LOGO:
        try:
            return await asyncio.to_thread(kind_of, path, name)
        except NotTaken:
            pass
    return Kind("", "application/octet-stream", "")
