"""The program's own log: when (UTC), how bad, what; of a fault its kind and its place.

Never what a fault says of itself: that may hold what somebody typed, in private even. The frames
tell where to look (OWASP ASVS 5, 16.2.2, 16.2.5, 16.3.4).
"""

from __future__ import annotations

import json
import logging
import time
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Literal

LogFormat = Literal["text", "json"]
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
        record.message = _own_words(record)
        return super().formatMessage(record)

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """The kind of a fault, and those that it came from, each with its frames."""
        return "\n".join(_told(ei[1])) if ei[1] is not None else ""


def _own_words(record: logging.LogRecord) -> str:
    ours = record.name.startswith("server")
    return record.message if ours else record.message.partition("\n")[0]


def _told(fault: BaseException) -> Iterator[str]:
    cause = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    if cause is not None:
        yield from _told(cause)
        yield "then:"
    for frame in traceback.extract_tb(fault.__traceback__):
        yield f"  {frame.filename}, line {frame.lineno}, in {frame.name}"
    yield f"{type(fault).__module__}.{type(fault).__qualname__}"


class AsJson(WithoutWords):
    """The same as one JSON object a line (RFC 8259), for programs that gather logs."""

    def __init__(self, process: str) -> None:
        """`process`: what the process was started to do, as the command line calls it."""
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        """`time` (UTC), `level`, `logger`, `process`, `message`; of a fault also `exception`."""
        record.message = record.getMessage()
        record.asctime = self.formatTime(record, self.datefmt)
        told = {
            "time": f"{record.asctime}.{record.msecs:03.0f}Z",
            "level": record.levelname,
            "logger": record.name,
            "process": self._process,
            "message": _own_words(record),
        }
        if record.exc_info and record.exc_info[1] is not None:
            told["exception"] = self.formatException(record.exc_info)
        return json.dumps(told)  # in ASCII: also what is no proper Unicode can be told


def write_log(level: str, form: LogFormat = "text", process: str = "") -> None:
    """Write what is of this level or above to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(AsJson(process) if form == "json" else WithoutWords())
    logging.basicConfig(level=level, handlers=[handler])
