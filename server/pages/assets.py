"""The built scripts and styles, served from memory, compressed once."""

from __future__ import annotations

import json
import mimetypes
from pathlib import Path

from aiohttp import web
from markupsafe import Markup

from server.pages.answer import Answer
from server.words import N_, Said


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
            path.name: _file(path)
            for path in sorted(folder.iterdir())
            if path.is_file() and path.suffix not in (".br", ".gz")
        }

    def url(self, name: str) -> str:
        """The address of a built file by its plain name, such as "app.css"."""
        return "/static/" + self._names[name]

    def content(self, name: str) -> bytes:
        """A built file by its plain name."""
        return self._files[self._names[name]].body

    def find(self, name: str) -> Answer | None:
        """The answer to whoever asks for a file, by the name under which it is served."""
        return self._files.get(name)

    def inlined(self, name: str) -> Markup:
        """A built style as it stands within a page; policy_of_page() allows it there."""
        return Markup(self.content(name).decode())  # noqa: S704  # our own, and built

    async def serve(self, request: web.Request) -> web.Response:
        """One file, to be kept by the browser for as long as it likes."""
        file = self.find(request.match_info["name"])
        if file is None:
            raise web.HTTPNotFound
        return file.response(request)


def _file(path: Path) -> Answer:
    """A file in memory. Its name holds its content's hash, so it never changes."""
    guessed = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    charset = "; charset=utf-8" if guessed.startswith("text/") else ""
    headers = {
        "Content-Type": guessed + charset,
        "Cache-Control": "public, max-age=31536000, immutable",
    }
    packed = {"br": path.with_name(path.name + ".br"), "gzip": path.with_name(path.name + ".gz")}
    compressed = {name: file.read_bytes() for name, file in packed.items() if file.is_file()}
    return Answer(path.read_bytes(), headers, compressed)
