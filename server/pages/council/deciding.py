"""What a form of the register asks for, decided on the newest register; and why it cannot be."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import TypeVar

import msgspec
from aiohttp import web

from server.council.change import Change
from server.council.planning import ChangedMeanwhile, mark_of
from server.live.stream import Done
from server.meeting.refused import Refused
from server.pages.council.keeping import council_of
from server.pages.filled import Errors
from server.pages.site import voice_for
from server.words import N_

C = TypeVar("C", bound=Change)


class Unfit(Refused):
    """A form that cannot be stored as it is; `errors` say why, by field."""

    def __init__(self, errors: Errors) -> None:
        super().__init__(N_("Something is to be put right first: see what is marked below."))
        self.errors = errors


class Marks(msgspec.Struct, frozen=True):
    """The hidden fields of a form: `seen` is what tells from what it was filled, `act` tells it
    from every other form that was drawn."""

    seen: str
    act: str


def why(request: web.Request, refused: Refused) -> Errors:
    """Why something was refused, as the form tells it."""
    return refused.errors if isinstance(refused, Unfit) else {"": voice_for(request).say(refused)}


def act_of(kept: Mapping[str, str]) -> str:
    """What tells a form that was sent from one that is sent again: the same words from the same
    drawn form; empty if the form does not say which it is."""
    if not re.fullmatch(r"[0-9A-Za-z_-]{8,64}", kept.get("act", "")):
        return ""
    return hashlib.sha256(msgspec.json.encode(sorted(kept.items()))).hexdigest()[:24]


def marks(request: web.Request, kept: Mapping[str, str], about: object = None) -> Marks:
    """The hidden fields of a form that is drawn now, about this.

    One that is drawn again with its words stays what it was filled from: only whoever was told
    what it says now (`told_now`) has seen that.
    """
    seen = kept.get("seen") or (mark_of(about) if about is not None else "")
    return Marks(seen, council_of(request).new_id())


def is_stale(refused: Refused) -> bool:
    """Whether somebody else changed the same, so that what it says now is shown beside."""
    return isinstance(refused, ChangedMeanwhile)


def told_now(kept: Mapping[str, str], refused: Refused) -> dict[str, str]:
    """The words of a form; where it was told what somebody else has written, that was seen."""
    return {name: kept[name] for name in kept if name != "seen" or not is_stale(refused)}


def made_by(request: web.Request, done: Done | None, kind: type[C]) -> C | None:
    """The first change of this kind that was stored by this act."""
    if done is None:
        return None
    changes = council_of(request).kept.changes
    found = (each.change for each in changes if each.stamp.command == done.act)
    return next((change for change in found if isinstance(change, kind)), None)
