"""What the command line asks of the server that runs on a data folder."""

from __future__ import annotations

import json

import aiohttp

from server.config import Settings
from server.words import N_, Said


class NotRunning(Said):
    """No server runs on this data folder, or it said no."""


async def ask(chosen: Settings, what: str, **asked: object) -> bytes:
    """The answer of the running server, as JSON. Raises NotRunning with the why not."""
    if not chosen.control.exists():
        raise NotRunning(
            N_("No Orderpaper runs on the data folder {folder}. Start it first: orderpaper serve."),
            folder=chosen.data,
        )
    connector = aiohttp.UnixConnector(str(chosen.control))
    async with aiohttp.ClientSession(connector=connector) as session:
        try:
            async with session.post(f"http://orderpaper/{what}", json=asked) as response:
                body = await response.read()
        except aiohttp.ClientConnectionError as error:
            raise NotRunning(
                N_("The Orderpaper of the data folder {folder} does not answer. Start it anew."),
                folder=chosen.data,
            ) from error
    if response.status != 200:
        raise NotRunning(str(json.loads(body).get("problem", response.reason)))
    return body
