"""How the rules of a body are told: which fields of its profile a rule tells, and in what words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import NamedTuple

from server.meeting.profile import Profile
from server.render.language import Voice


class Line(NamedTuple):
    """One rule in words: what it is about, what it says, and where it comes from.

    `key` is the same for the same rule of another profile.
    """

    key: str
    about: str
    says: str
    source: str = ""


class Body(NamedTuple):
    """Whose rules are told. `membership`: of how many the quorum is reckoned; 0 if not known."""

    profile: Profile
    membership: int = 0


class Telling(NamedTuple):
    """The words for some fields of a profile: as a rule one line, of a table one for each entry.

    `tells` names the fields, such as `quorum.fixed` and `interest_kinds.name`.
    """

    tells: tuple[str, ...]
    lines: Callable[[Body, Voice], Iterable[Line]]


class Heading(NamedTuple):
    """Rules that belong together. `title` is marked for translation."""

    key: str
    title: str
    tellings: tuple[Telling, ...]


def one(about: str, tells: str, says: Callable[[Profile, Voice], str], source: str = "") -> Telling:
    """A rule of one line. `about` is marked for translation; `source` names the field with it."""
    fields = tuple(dict.fromkeys((*tells.split(), *source.split())))
    find = attrgetter(source) if source else None

    def lines(body: Body, voice: Voice) -> Iterable[Line]:
        named = find(body.profile) if find else ""
        yield Line(fields[0], voice.gettext(about), says(body.profile, voice), named)

    return Telling(fields, lines)


def minutes(count: int, voice: Voice) -> str:
    """So many minutes, as people say it: “90 minutes”, “3 hours”."""
    hours, rest = divmod(count, 60)
    if not rest and hours > 1:
        return voice.ngettext("{count} hour", "{count} hours", hours).format(count=hours)
    return voice.ngettext("{count} minute", "{count} minutes", count).format(count=count)


def seconds(count: int, voice: Voice) -> str:
    """So many seconds, as people say it: “45 seconds”, “3 minutes”."""
    whole, rest = divmod(count, 60)
    if whole and not rest:
        return minutes(whole, voice)
    parts = voice.ngettext("{count} second", "{count} seconds", rest).format(count=rest)
    return f"{minutes(whole, voice)} {parts}" if whole else parts


def joined(*sentences: str) -> str:
    """These sentences one after the other, without those that are empty."""
    return " ".join(filter(None, sentences))
