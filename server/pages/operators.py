"""The operator's own port: measures for Prometheus, and whether the server lives and is ready.

It is open while the meetings are being loaded and while the server stops, when the site is not.
It asks nobody who they are: whoever may not read it must not reach it.
"""

from __future__ import annotations

import asyncio

from aiohttp import web

from server import measures
from server.pages.headers import add_headers
from server.pages.health import HEALTH, Health, healthz, readyz


async def metrics(request: web.Request) -> web.Response:
    """All measures, in Prometheus's text format."""
    # On a thread: with ten thousand followers their files alone take some milliseconds to count.
    body, content_type = await asyncio.to_thread(measures.told)
    headers = {"Content-Type": content_type, "Cache-Control": "no-store"}
    return web.Response(body=body, headers=headers)


class OperatorsPort:
    """Where the operator's programs ask."""

    def __init__(self, health: Health) -> None:
        app = web.Application()
        app[HEALTH] = health
        app.add_routes(
            [
                web.get("/metrics", metrics),
                web.get("/healthz", healthz),
                web.get("/readyz", readyz),
            ]
        )
        app.on_response_prepare.append(_safely)
        self._runner = web.AppRunner(
            app, handle_signals=False, shutdown_timeout=1.0, access_log=None
        )

    async def open(self, host: str, port: int) -> None:
        """Listen. Raises OSError."""
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError:
            await self._runner.cleanup()
            raise

    @property
    def port(self) -> int:
        """The port that it listens on; 0 while it does not."""
        return int(self._runner.addresses[0][1]) if self._runner.addresses else 0

    async def close(self) -> None:
        """Answer no more."""
        await self._runner.cleanup()


async def _safely(request: web.Request, response: web.StreamResponse) -> None:
    add_headers(response)
