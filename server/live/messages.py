"""What a page inside says: where it belongs when it comes, and the commands that it gives."""

from __future__ import annotations

from typing import Annotated

import msgspec


class Greeting(msgspec.Struct):
    """What a page says when it comes (back): where it belongs, for whom it was drawn and which
    panels it holds."""

    meeting: str
    office: str
    lang: str = "en"
    root: str = ""
    hold: dict[str, str] = {}
    audience: str = ""
    person: str = ""


class Call(msgspec.Struct):
    """A command as a page sends it."""

    command: str
    id: Annotated[str, msgspec.Meta(pattern=r"^[\w-]{1,64}\Z")]
    given: dict[str, object] = msgspec.field(default_factory=dict, name="with")
    waited: float = 0.0
    at: str = ""
    side: str | None = None
