"""The ready rules that a body can have, by their names, and those that it has."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from functools import lru_cache

from server.council.register import Body
from server.meeting.profile import Profile
from server.meeting_file import MeetingFileError, read_profile
from server.meeting_file.profiles import overridden, resolve


def by_nation(profiles: Mapping[str, str], nation: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The profiles, each by its key and its name, by nation; those of this nation first."""
    found: dict[str, list[tuple[str, str]]] = {nation: []}
    for key in profiles:
        profile = ready(profiles, key)
        if profile is not None:
            found.setdefault(profile.nation, []).append((key, profile.name))
    return [(each, sorted(names, key=lambda n: n[1])) for each, names in found.items() if names]


def names(profiles: Mapping[str, str]) -> dict[str, str]:
    """What the profiles are called, by their keys."""
    found = ((key, ready(profiles, key)) for key in profiles)
    return {key: profile.name for key, profile in found if profile is not None}


def ready(profiles: Mapping[str, str], key: str) -> Profile | None:
    """The ready profile of this key, if it is there and can be read."""
    text = profiles.get(key)
    return _read(key, text) if text is not None else None


def of_body(profiles: Mapping[str, str], body: Body) -> Profile | None:
    """The rules by which a body meets, its own in them; None where it has none that are whole."""
    standard = ready(profiles, body.profile)
    if standard is None or not body.overrides:
        return standard
    found, faults = resolve(overridden(standard, body.overrides))
    return None if faults else found


@lru_cache(maxsize=64)
def _read(key: str, text: str) -> Profile | None:
    with contextlib.suppress(MeetingFileError):  # such a one is told where it is used
        return read_profile(key, text)
    return None
