"""An officer with a browser, without the browser: follows what a server says, step by step."""

from __future__ import annotations

import contextlib
import html
import re
from collections.abc import AsyncIterator
from urllib.parse import parse_qs, quote, urljoin, urlsplit

import aiohttp
import msgspec

from tests.provider.running import ADDRESS

BEGIN = f"{ADDRESS}/sign-in/single-sign-on"
BACK = f"{BEGIN}/back"


class Page(msgspec.Struct, frozen=True):
    """What stands in the browser's window in the end."""

    address: str
    status: int
    text: str


class Visitor:
    """Follows redirections and fills in the provider's own forms. Only the address of the server
    under test is another one than it says."""

    def __init__(self, session: aiohttp.ClientSession, server: str) -> None:
        self.session = session
        self._server = server

    async def led(self, address: str, **headers: str) -> Page:
        """Go there as a browser that says so of where it comes from; no redirection is followed."""
        async with self.session.get(
            self._real(address), headers=headers, allow_redirects=False
        ) as response:
            text = await response.text()
            return Page(response.headers.get("Location", address), response.status, text)

    async def open(self, address: str, until: str = "never", **fields: str) -> Page:
        """Go there, and on until a page comes, or to the address `until`, which is not opened."""
        method = "POST" if fields else "GET"
        while not address.startswith(until):
            async with self.session.request(
                method, self._real(address), data=fields or None, allow_redirects=False
            ) as response:
                text = await response.text()
                if response.status not in (302, 303):
                    return Page(address, response.status, text)
                address = urljoin(address, response.headers["Location"])
                method, fields = "GET", {}
        return Page(address, 0, "")

    async def prove(self, person: str, until: str = "never", after: str = "") -> Page:
        """Begin here, sign in at the provider as this person and consent, and come back."""
        way = f"{BEGIN}?next={quote(after, safe='')}" if after else BEGIN
        page = await self.open(way, until)
        while page.status == 200 and not page.address.startswith(ADDRESS):
            action = re.search(r'action="([^"]+)"', page.text)
            assert action is not None, page.text
            hidden = re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', page.text)
            typed = {"login": person, "password": "any"} if 'name="login"' in page.text else {}
            page = await self.open(
                urljoin(page.address, html.unescape(action[1])), until, **dict(hidden), **typed
            )
        return page

    def _real(self, address: str) -> str:
        return address.replace(ADDRESS, self._server, 1)


@contextlib.asynccontextmanager
async def visiting(server: str) -> AsyncIterator[Visitor]:
    """A browser that was never here before."""
    ours = {"Sec-Fetch-Site": "same-origin"}  # begun on a page of the server under test
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar, headers=ours) as session:
        yield Visitor(session, server)


def changed(address: str, **fields: str) -> str:
    """The address with other values in its query."""
    for name, value in fields.items():
        address = re.sub(rf"(?<=[?&]){name}=[^&]*", f"{name}={value}", address)
    return address


def field(address: str, name: str) -> str:
    """One value of the query of an address."""
    return parse_qs(urlsplit(address).query)[name][0]
