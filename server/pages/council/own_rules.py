"""The commonest rules of a body's own, between a form and the overrides of a meeting file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

import msgspec

from server.meeting.law import below
from server.meeting.profile import Profile, Speech
from server.meeting_file.profiles import overridden, resolve
from server.pages.filled import Errors, sentence
from server.render.language import Voice
from server.words import N_

Overrides = dict[str, Any]
SPEECHES = {
    Speech.POINT_OF_ORDER: N_("Point of order"),
    Speech.EXPLANATION: N_("Personal explanation"),
    Speech.PUBLIC: N_("Member of the public"),
    Speech.WARD_MEMBER: N_("Ward member, or councillor of another council"),
    Speech.SPEECH: N_("Speech in the debate"),
    Speech.QUESTION: N_("Question"),
    Speech.REPLY: N_("Reply of the mover"),
}


class _Field(msgspec.Struct, frozen=True):
    """A rule of the form: its name there, its place in a profile, that of its source, and what it
    is about."""

    name: str
    place: tuple[str, ...]
    source: tuple[str, ...]
    number: bool
    about: str


_FIELDS = (
    _Field(
        "named", ("voting", "named_on_demand"), ("voting", "named_source"), True, N_("Named vote")
    ),
    _Field(
        "casting",
        ("voting", "casting_vote"),
        ("voting", "casting_source"),
        False,
        N_("Casting vote"),
    ),
    _Field("remote", ("remote_counts",), ("remote_source",), False, N_("Taking part remotely")),
    _Field(
        "substitutes",
        ("substitutes", "allowed"),
        ("substitutes", "source"),
        False,
        N_("Substitutes"),
    ),
    _Field("limit", ("limit", "minutes"), ("limit", "source"), True, N_("Length of a sitting")),
)
_QUORUM = ("numerator", "denominator", "minimum", "fixed")


def kept_of(profile: Profile) -> dict[str, str]:
    """The rules as the form holds them."""
    plain = msgspec.to_builtins(profile)
    kept = {}
    for field in _FIELDS:
        value = _at(plain, field.place)
        kept[field.name] = str(value) if field.number else ("on" if value else "")
        kept[f"{field.name}_source"] = _at(plain, field.source)
    quorum = profile.quorum
    kept["quorum"] = "fraction" if quorum.fixed is None else "fixed"
    kept |= {f"quorum_{name}": str(plain["quorum"][name] or "") for name in _QUORUM}
    kept["quorum_source"] = quorum.source
    for kind in profile.speaking.kinds:
        kept[f"seconds-{kind.kind}"] = str(kind.seconds)
        kept[f"source-{kind.kind}"] = kind.source
    return kept


def own_rules(
    kept: Mapping[str, str],
    own: Profile,
    standard: Profile,
    before: Overrides,
    membership: int,
    tongue: Voice,
) -> tuple[Overrides, Errors]:
    """The overrides that the form asks for, or what is wrong with it.

    `own`: the rules that the form was made of. Overrides of other rules (`before`) stay. What is
    as in the ready rules is not overridden, and what is not must say where it comes from. None goes
    below what the law gives, those of before either.
    """
    reading = _Reading(kept, tongue)
    overrides = deepcopy(before)
    plain = msgspec.to_builtins(standard)
    for field in _FIELDS:
        value = reading.number(field.name) if field.number else kept.get(field.name) == "on"
        reading.put(overrides, plain, field, value)
    overrides.pop("quorum", None)
    if quorum := _quorum(reading, standard):
        overrides["quorum"] = quorum
    kinds = _kinds(reading, own, standard)
    _set(overrides, ("speaking", "kinds"), kinds)
    if not reading.errors:
        reading.errors.update(_unlawful(standard, overrides, membership, reading))
    return overrides, reading.errors


class _Reading:
    """A form that is read, with what is wrong in it."""

    def __init__(self, kept: Mapping[str, str], tongue: Voice) -> None:
        self.kept = kept
        self.errors: Errors = {}
        self.tongue = tongue

    def number(self, name: str, least: int = 0) -> int:
        """A whole number."""
        text = self.kept.get(name, "").strip() or "0"
        if not (text.isascii() and text.isdecimal() and len(text) <= 6 and int(text) >= least):
            word = self.tongue.gettext("Write a whole number from {least} on.")
            self.errors[name] = word.format(least=least)
            return least
        return int(text)

    def source(self, name: str, standard: str, about: str, *, differs: bool) -> str | None:
        """The source, where it is another; asked for where the rule is another."""
        text = " ".join(self.kept.get(name, "").split())
        if differs and text in ("", standard):
            words = self.tongue.gettext(
                "{about}: say where this rule of your own comes from, such as Standing Order 12."
            )
            self.errors[name] = words.format(about=self.tongue.gettext(about))
        return text if text not in ("", standard) else None

    def put(self, overrides: Overrides, plain: Overrides, field: _Field, value: object) -> None:
        """Override a rule with this value and its source, as far as they are others."""
        differs = value != _at(plain, field.place)
        source = self.source(
            f"{field.name}_source",
            str(_at(plain, field.source)),
            field.about,
            differs=differs,
        )
        _set(overrides, field.place, value if differs else None)
        _set(overrides, field.source, source)

    def tell(self, name: str, words: str, **values: object) -> None:
        """Something is wrong with a field."""
        self.errors.setdefault(name, self.tongue.gettext(words).format(**values))


def _quorum(reading: _Reading, standard: Profile) -> Overrides:
    """The quorum as overrides; nothing, where it is the standard one."""
    found: Overrides
    if reading.kept.get("quorum") == "fixed":
        found = {"fixed": reading.number("quorum_fixed", least=1)}
    else:
        found = {
            "numerator": reading.number("quorum_numerator", least=1),
            "denominator": reading.number("quorum_denominator", least=1),
            "minimum": reading.number("quorum_minimum", least=1),
        }
        if found["numerator"] > found["denominator"]:
            reading.tell("quorum_numerator", N_("Write a part of the membership, such as 1 in 4."))
            return {}
    before = msgspec.to_builtins(standard.quorum)
    same = all(before[name] == value for name, value in found.items())
    same = same and (before["fixed"] is None or "fixed" in found)
    source = reading.source("quorum_source", standard.quorum.source, N_("Quorum"), differs=not same)
    return ({} if same else found) | ({"source": source} if source else {})


def _kinds(reading: _Reading, own: Profile, standard: Profile) -> list[Overrides] | None:
    """All kinds of speech, where the time of one or its source is another than the standard."""
    ready = {kind.kind: kind for kind in standard.speaking.kinds}
    made = []
    for kind in own.speaking.kinds:
        seconds = reading.number(f"seconds-{kind.kind}")
        known = ready.get(kind.kind)
        differs = known is None or known.seconds != seconds
        source = reading.source(
            f"source-{kind.kind}",
            known.source if known else "",
            SPEECHES[kind.kind],
            differs=differs,
        )
        new = msgspec.structs.replace(
            kind,
            seconds=seconds,
            warned=min(kind.warned, seconds) if seconds else kind.warned,
            source=source or (known.source if known else kind.source),
        )
        made.append(new)
    if tuple(made) == standard.speaking.kinds:
        return None
    return [msgspec.to_builtins(kind) for kind in made]


def _unlawful(
    standard: Profile, overrides: Overrides, membership: int, reading: _Reading
) -> Iterator[tuple[str, str]]:
    """What the reader of meeting files would not take, or goes below the law, by its field."""
    own, faults = resolve(overridden(standard, overrides))
    for fault in faults[:1]:
        yield "", sentence(fault.said, reading.tongue)
    if own is None or faults:
        return
    for rule, said in below(own, standard, membership):
        yield _field_of(rule, reading), sentence(said, reading.tongue)


def _field_of(rule: str, reading: _Reading) -> str:
    """The field of the form that has this rule; none for one that the form does not have."""
    if rule == "quorum":
        return "quorum_fixed" if reading.kept.get("quorum") == "fixed" else "quorum_numerator"
    return next((field.name for field in _FIELDS if ".".join(field.place) == rule), "")


def _at(plain: Mapping[str, Any], place: tuple[str, ...]) -> Any:
    for name in place:
        plain = plain[name]
    return plain


def _set(overrides: Overrides, place: tuple[str, ...], value: object) -> None:
    """Put a value in its table; without one, take it out, and a table that is empty then too."""
    *tables, last = place
    table = overrides
    for name in tables:
        table = table.setdefault(name, {})
    if value is None:
        table.pop(last, None)
        if tables and not table:
            overrides.pop(tables[0], None)
    else:
        table[last] = value
