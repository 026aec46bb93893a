"""A server's life in small: appends to the journal given as argument, and says what was stored.

`python -m tests.journal.crowd PATH CLERKS LINES`: each clerk appends so many lines to a stream of
its own, one after the other, and prints "STREAM ID" as soon as one is acknowledged.
"""

from __future__ import annotations

import asyncio
import os
import sys

from server.journal.journal import Append, Journal, open_journal
from tests.journal.given import line


async def clerk(journal: Journal, stream: str, lines: int) -> None:
    for after in range(lines):
        said = line()
        await journal.append([Append(stream, after, (said,))])
        os.write(1, f"{stream} {said.id}\n".encode())


async def main(path: str, clerks: int, lines: int) -> None:
    journal = await open_journal(path)
    await asyncio.gather(*(clerk(journal, f"s{number}", lines) for number in range(clerks)))
    await journal.close()


asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
