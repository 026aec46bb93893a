"""A clerk who measures how soon each command is acknowledged: the one of `orderpaper follow`."""

from __future__ import annotations

from server.follow.clerk import Clerk, clerk_of

__all__ = ["Clerk", "clerk_of"]
