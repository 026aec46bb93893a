"""What one page hands to the next: the news of what was done, and links that were just made.

It is kept in memory alone, for the one sign-in that did it, and not for long: a link must not be
stored in clear, yet the page after a post has to show it (post, redirect, get).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

import msgspec

SHOWN_FOR = timedelta(minutes=10)  # so that the page can be loaded again, and printed

T = TypeVar("T")


class Kept(msgspec.Struct, Generic[T], frozen=True):
    """Something to be shown to one sign-in until then."""

    owner: str
    what: T
    until: datetime


class Once(Generic[T]):
    """Keeps things to be shown to whoever made them, and forgets them after `SHOWN_FOR`."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._kept: dict[str, Kept[T]] = {}
        self._news: dict[str, Kept[str]] = {}

    def keep(self, owner: str, what: T) -> str:
        """Keep something for this sign-in; the name under which it is asked for."""
        self._forget()
        name = secrets.token_urlsafe(12)
        self._kept[name] = Kept(owner, what, self._now() + SHOWN_FOR)
        return name

    def kept(self, owner: str, name: str) -> Kept[T] | None:
        """What is kept under this name, if it is for this sign-in and not forgotten yet."""
        self._forget()
        found = self._kept.get(name)
        return found if found is not None and found.owner == owner else None

    def tell(self, owner: str, sentence: str) -> None:
        """Have the next page of this sign-in say so, once."""
        self._forget()
        self._news[owner] = Kept(owner, sentence, self._now() + SHOWN_FOR)

    def told(self, owner: str) -> str:
        """What the page that is drawn now is to say, or nothing."""
        found = self._news.pop(owner, None)
        return found.what if found is not None and self._now() < found.until else ""

    def _forget(self) -> None:
        now = self._now()
        self._kept = {name: kept for name, kept in self._kept.items() if now < kept.until}
        self._news = {name: news for name, news in self._news.items() if now < news.until}
