"""Profiles: the rules of a kind of body, as a file writes them and a meeting overrides them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from server.meeting.law import is_rule_of_law
from server.meeting.profile import Profile
from server.meeting_file import private, speaking
from server.meeting_file.faults import Fault, MeetingFileError, shown
from server.meeting_file.placeholders import braced, placeholders
from server.meeting_file.toml import parse, told
from server.meeting_file.values import Reading
from server.words import N_, Said

LANGUAGES = ("en", "cy")
STANDING = "standing_items"
FRACTION = {"numerator", "denominator"}
PLACEHOLDERS = ("body", "recommendation")
DAY = 24 * 60
# The most minutes that a rule can reasonably mean; more is a slip of the pen.
MOST_MINUTES = {
    ("substitutes", "notice"): 30 * DAY,
    ("hybrid", "wait"): DAY,
    ("limit", "minutes"): DAY,
    ("limit", "extension"): DAY,
}
_ZONE = re.compile(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*\Z", re.ASCII)


def read_profile(name: str, text: str) -> Profile:
    """The profile that this TOML text is. Raises MeetingFileError, which says `name`.

    Its standing items are no rules: `server.meeting_file.standing` reads them.
    """
    with said_of(name):
        written = parse(text)
        written.pop(STANDING, None)
        profile, faults = resolve(written)
        if profile is None or faults:
            raise told(text, faults)
    return profile


@contextmanager
def said_of(name: str) -> Iterator[None]:
    """What is wrong with a profile is told with its name."""
    try:
        yield
    except MeetingFileError as error:
        sentence = N_("In the profile “{name}”: {fault}")
        raise MeetingFileError(
            Said(sentence, name=name, fault=fault) for fault in error.faults
        ) from error


def resolve(written: Mapping[str, Any]) -> tuple[Profile | None, tuple[Fault, ...]]:
    """The profile that is written here, or what is wrong with it."""
    reading = Reading()
    wrong = (
        *_quorum_faults(written.get("quorum")),
        *private.of_numbers(written),
        *speaking.of_kinds(written),
    )
    profile = None if wrong else reading.read(dict(written), Profile)
    if profile is None:
        return None, (*reading.faults, *wrong)
    return profile, tuple(_profile_faults(profile))


def overridden(profile: Profile, overrides: Mapping[str, Any]) -> dict[str, Any]:
    """The profile as plain values with other values in it; tables merge, lists are replaced."""
    plain: dict[str, Any] = msgspec.to_builtins(profile)
    quorum = overrides.get("quorum")
    # A fixed number stands before a fraction: it must go where the meeting asks for a fraction.
    if isinstance(quorum, dict) and "fixed" not in quorum and FRACTION & quorum.keys():
        plain["quorum"].pop("fixed")
    return _without_none(_merged(plain, overrides))


def _merged(under: dict[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(under)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _merged(merged[key], value) if both else value
    return merged


def _without_none(values: dict[str, Any]) -> dict[str, Any]:
    return {
        key: _without_none(value) if isinstance(value, dict) else value
        for key, value in values.items()
        if value is not None
    }


def _quorum_faults(quorum: object) -> Iterator[Fault]:
    """A fraction that the core would not take, said before it is asked."""
    if not isinstance(quorum, dict):
        return
    numerator, denominator = quorum.get("numerator", 1), quorum.get("denominator", 4)
    if not isinstance(numerator, int) or not isinstance(denominator, int):
        return
    if not 0 <= numerator <= denominator or denominator == 0:
        sentence = N_("{numerator} in {denominator} is no part of a membership: write 1 in 4.")
        said = Said(sentence, numerator=shown(numerator), denominator=shown(denominator))
        yield Fault(("quorum",), said)


def _profile_faults(profile: Profile) -> Iterator[Fault]:
    if not _is_zone(profile.timezone):
        sentence = N_("“{zone}” is no time zone, such as Europe/London.")
        yield Fault(("timezone",), Said(sentence, zone=shown(profile.timezone)))
    for n, language in enumerate(profile.languages):
        if language not in LANGUAGES:
            sentence = N_("“{value}” is not one of {choices}.")
            said = Said(sentence, value=shown(language), choices=", ".join(LANGUAGES))
            yield Fault(("languages", n), said)
    if not profile.languages:
        yield Fault(("languages",), Said(N_("there must be at least one language.")))
    yield from _interest_faults(profile)
    yield from _law_faults(profile)
    yield from _minutes_faults(profile)
    yield from private.of_rules(profile.private)
    yield from speaking.of_rules(profile.speaking)
    for n, phrase in enumerate(profile.phrases):
        names = placeholders(phrase.text)
        if names is None or not names.issubset(PLACEHOLDERS):
            said = Said(N_("only these can be filled in: {names}."), names=braced(PLACEHOLDERS))
            yield Fault(("phrases", n, "text"), said)


def _interest_faults(profile: Profile) -> Iterator[Fault]:
    seen: set[str] = set()
    for n, kind in enumerate(profile.interest_kinds):
        if kind.key in seen:
            said = Said(N_("there are two kinds called “{key}”."), key=shown(kind.key))
            yield Fault(("interest_kinds", n, "key"), said)
        seen.add(kind.key)


def _law_faults(profile: Profile) -> Iterator[Fault]:
    for n, name in enumerate(profile.by_law):
        if not is_rule_of_law(name):
            sentence = N_("“{name}” is no rule that the law can set.")
            yield Fault(("by_law", n), Said(sentence, name=shown(name)))


def _minutes_faults(profile: Profile) -> Iterator[Fault]:
    for (table, field), most in MOST_MINUTES.items():
        value = getattr(getattr(profile, table), field)
        if value > most:
            sentence = N_("{value} minutes are too many: at most {most} are allowed.")
            said = Said(sentence, value=f"{value:,}", most=f"{most:,}")
            yield Fault((table, field), said)


def _is_zone(name: str) -> bool:
    if not _ZONE.match(name):
        return False
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
