"""Files from elsewhere are read one at a time: a long one takes a second of a processor, which the
meetings that are going on need too."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")

# A thread and no lock: whoever goes away meanwhile does not let the next begin before it is read.
_READER = ThreadPoolExecutor(1, thread_name_prefix="reading")


async def in_turn(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `work` makes of these, in a thread, once those who came before have had theirs.

    Raises as it does. Whoever goes away while waiting has nothing read.
    """
    reading = partial(copy_context().run, work, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(_READER, reading)
