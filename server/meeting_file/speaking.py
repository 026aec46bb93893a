"""Speaking in a file: what the rules of debate must have, so that a clock can be kept by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from server.meeting.profile import SpeakingRule
from server.meeting_file.faults import Fault, shown
from server.words import N_, Said

MOST_SECONDS = 2 * 60 * 60
LEAST_SECONDS = 10


def of_kinds(written: Mapping[str, Any]) -> Iterator[Fault]:
    """Two rules of one kind of speech, which the core would not take, said before it is asked."""
    speaking = written.get("speaking")
    kinds = speaking.get("kinds") if isinstance(speaking, dict) else None
    seen: set[str] = set()
    for n, rule in enumerate(kinds if isinstance(kinds, list | tuple) else ()):
        kind = rule.get("kind") if isinstance(rule, dict) else None
        if not isinstance(kind, str):
            continue
        if kind in seen:
            said = Said(N_("there are two rules for “{kind}”."), kind=shown(kind))
            yield Fault(("speaking", "kinds", n, "kind"), said)
        seen.add(kind)


def of_rules(rules: SpeakingRule) -> Iterator[Fault]:
    """What is wrong with the times: too long or too short, or a warning that comes too early."""
    if not rules.kinds:
        sentence = N_("nobody could speak: write at least one kind, or leave the list out.")
        yield Fault(("speaking", "kinds"), Said(sentence))
    for n, rule in enumerate(rules.kinds):
        path = ("speaking", "kinds", n)
        if rule.seconds > MOST_SECONDS:
            sentence = N_("{value} seconds are too many: at most {most}, or 0 for no limit.")
            said = Said(sentence, value=f"{rule.seconds:,}", most=f"{MOST_SECONDS:,}")
            yield Fault((*path, "seconds"), said)
        elif 0 < rule.seconds < LEAST_SECONDS:
            sentence = N_(
                "{value} seconds are too few to speak: at least {least}, or 0 for no limit. Times "
                "are in seconds, not in minutes."
            )
            said = Said(sentence, value=rule.seconds, least=LEAST_SECONDS)
            yield Fault((*path, "seconds"), said)
        elif 0 < rule.seconds <= rule.warned:
            sentence = N_(
                "the warning, {warned} seconds before the end, is not within a speech of {seconds} "
                "seconds: write a smaller number in “warned”."
            )
            said = Said(sentence, warned=f"{rule.warned:,}", seconds=f"{rule.seconds:,}")
            yield Fault((*path, "warned"), said)
