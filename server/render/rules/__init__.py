"""Every rule of a profile in words, with its source, and what the ready profile says instead."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from server.meeting.law import KINDS, below
from server.meeting.profile import Profile
from server.render.language import Voice
from server.render.rules import council, deciding, openness, presence, speaking
from server.render.rules.telling import Body, Heading, Line, Telling

HEADINGS = (
    *council.HEADINGS,
    *presence.HEADINGS,
    *deciding.HEADINGS,
    *speaking.HEADINGS,
    *openness.HEADINGS,
)
"""All rules by their headings. Each field of a profile is told by one of them, and by no other."""


class Against(StrEnum):
    """How a rule stands against the standard.

    OTHER_SOURCE: the rule is the same, and said to come from elsewhere. LEFT_OUT: the standard has
    it, and the body has not.
    """

    SAME = "same"
    OTHER = "other"
    OTHER_SOURCE = "other_source"
    ADDED = "added"
    LEFT_OUT = "left_out"


class Rule(msgspec.Struct, frozen=True):
    """A rule in words, what it is about, and its source.

    `standard` and `standard_source`: what the ready profile says, where that is something else.
    `force`: in a sentence, that a statute sets it; empty where none is known to.
    """

    about: str
    says: str
    source: str = ""
    against: Against = Against.SAME
    standard: str = ""
    standard_source: str = ""
    force: str = ""

    @property
    def differs(self) -> bool:
        """Whether the rule is another than the standard one, wherever either comes from."""
        return self.against not in (Against.SAME, Against.OTHER_SOURCE)


class Section(msgspec.Struct, frozen=True):
    """Rules that belong together. `key` names it in the address of the page."""

    key: str
    title: str
    rules: tuple[Rule, ...]

    @property
    def others(self) -> int:
        """How many of the rules differ from the standard."""
        return sum(rule.differs for rule in self.rules)


def rules_in_words(
    profile: Profile, standard: Profile | None, voice: Voice, membership: int = 0
) -> tuple[Section, ...]:
    """Every rule of a profile, in sections; those without any rule are left out.

    `standard`: the ready profile it is compared with; None if there is none. `membership`: of how
    many members the quorum is reckoned, to say it in numbers too; 0 if that is not known.
    """
    told = Body(profile, membership)
    ready = Body(standard, membership) if standard is not None else None
    law = _Law(profile, standard or profile, membership)
    sections = (
        Section(
            heading.key,
            voice.gettext(heading.title),
            tuple(_rules(heading, told, ready, law, voice)),
        )
        for heading in HEADINGS
    )
    return tuple(section for section in sections if section.rules)


class _Law:
    """What a statute sets of the rules of a body, and which of them are below it all the same."""

    def __init__(self, own: Profile, law: Profile, membership: int) -> None:
        self._set = frozenset(law.by_law)
        self._below = frozenset(rule for rule, _ in below(own, law, membership))

    def force(self, telling: Telling, line: str, voice: Voice) -> str:
        """Whether the law sets this rule, in a sentence."""
        rules = self._set & {line, *telling.tells}
        if not rules:
            return ""
        if rules & self._below:
            return voice.gettext("By law it cannot be so: this rule is below what the law gives.")
        if line.startswith(KINDS):
            return voice.gettext(
                "The law sets this as far as the source says: a rule of the body’s own cannot ask "
                "for less."
            )
        return voice.gettext("This is law: a rule of the body’s own cannot go below it.")


def _rules(
    heading: Heading, body: Body, standard: Body | None, law: _Law, voice: Voice
) -> Iterator[Rule]:
    for telling in heading.tellings:
        for key, rule in _of_telling(telling, body, standard, voice):
            yield replace(rule, force=law.force(telling, key, voice))


def _of_telling(
    telling: Telling, body: Body, standard: Body | None, voice: Voice
) -> Iterator[tuple[str, Rule]]:
    """The rules of a telling, each with the key of its line."""
    lines = list(telling.lines(body, voice))
    if standard is None:
        yield from ((line.key, Rule(line.about, line.says, line.source)) for line in lines)
        return
    ready = {line.key: line for line in telling.lines(standard, voice)}
    yield from ((line.key, _compared(line, ready.pop(line.key, None))) for line in lines)
    for line in ready.values():
        yield line.key, Rule(line.about, "", "", Against.LEFT_OUT, line.says, line.source)


def _compared(line: Line, ready: Line | None) -> Rule:
    if ready is None:
        return Rule(line.about, line.says, line.source, Against.ADDED)
    if ready == line:
        return Rule(line.about, line.says, line.source)
    words = ready[1:3] == line[1:3]
    against = Against.OTHER_SOURCE if words else Against.OTHER
    return Rule(line.about, line.says, line.source, against, ready.says, ready.source)
