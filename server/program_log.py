"""The program's own log: when (UTC), how bad, what; of a fault its kind and its place.

Never what a fault says of itself: that may hold what somebody typed, in private even. The frames
tell where to look (OWASP ASVS 5, 16.2.2, 16.2.5, 16.3.4).
"""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Iterator
from types import TracebackType

FORMAT = "%(asctime)s.%(msecs)03dZ %(levelname)s %(message)s"


class WithoutWords(logging.Formatter):
    """Writes a line, and of a fault no word but ours."""

    converter = staticmethod(time.gmtime)
    default_msec_format = None

    def __init__(self) -> None:
        super().__init__(FORMAT, "%Y-%m-%dT%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        """The line, and the frames of its fault."""
        record.exc_text = None  # another handler may have written the fault out in its own way
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The line itself. asyncio and aiohttp tell of a fault in the lines below their first."""
        if not record.name.startswith("server"):
            record.message = record.message.partition("\n")[0]
        return super().formatMessage(record)

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """The kind of a fault, and those that it came from, each with its frames."""
        return "\n".join(_told(ei[1])) if ei[1] is not None else ""


def _told(fault: BaseException) -> Iterator[str]:
    cause = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    if cause is not None:
        yield from _told(cause)
        yield "then:"
    for frame in traceback.extract_tb(fault.__traceback__):
        yield f"  {frame.filename}, line {frame.lineno}, in {frame.name}"
    yield f"{type(fault).__module__}.{type(fault).__qualname__}"


def write_log(level: str) -> None:
    """Write what is of this level or above to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(WithoutWords())
    logging.basicConfig(level=level, handlers=[handler])
