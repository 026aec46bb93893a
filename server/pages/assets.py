"""The built scripts and styles, served from memory, compressed once."""

from __future__ import annotations

import json
import mimetypes
from pathlib import Path

import msgspec
from aiohttp import web

from server.words import N_, Said


class Asset(msgspec.Struct, frozen=True):
    """A file in memory. Its name holds its content's hash, so it never changes."""

    content: bytes
    compressed: dict[str, bytes]
    content_type: str


class NotBuilt(Said):
    """The scripts and styles have not been built."""


class Assets:
    """All built files by the name under which they are served."""

    def __init__(self, folder: Path) -> None:
        manifest = folder / "manifest.json"
        if not manifest.is_file():
            raise NotBuilt(
                N_("The pages' scripts and styles have not been built: run “make run” once.")
            )
        self._names: dict[str, str] = json.loads(manifest.read_text())
        self._files = {
            path.name: _asset(path)
            for path in sorted(folder.iterdir())
            if path.is_file() and path.suffix not in (".br", ".gz")
        }

    def url(self, name: str) -> str:
        """The address of a built file by its plain name, such as "app.css"."""
        return "/static/" + self._names[name]

    async def serve(self, request: web.Request) -> web.Response:
        """One file, to be kept by the browser for as long as it likes."""
        asset = self._files.get(request.match_info["name"])
        if asset is None:
            raise web.HTTPNotFound
        headers = {
            "Cache-Control": "public, max-age=31536000, immutable",
            "Vary": "Accept-Encoding",
        }
        body = asset.content
        for encoding, compressed in asset.compressed.items():
            if encoding in request.headers.get("Accept-Encoding", ""):
                body, headers["Content-Encoding"] = compressed, encoding
                break
        charset = "utf-8" if asset.content_type.startswith("text/") else None
        return web.Response(
            body=body, content_type=asset.content_type, charset=charset, headers=headers
        )


def _asset(path: Path) -> Asset:
    content = path.read_bytes()
    guessed = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    packed = {"br": path.with_name(path.name + ".br"), "gzip": path.with_name(path.name + ".gz")}
    compressed = {name: file.read_bytes() for name, file in packed.items() if file.is_file()}
    return Asset(content, compressed, guessed)
