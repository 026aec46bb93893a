"""The rules of the debate, in words: who speaks when, for how long, and how long a sitting is."""

from __future__ import annotations

from collections.abc import Iterator

from server.meeting.asking import called
from server.meeting.profile import Profile, SpeakingKind, Speech
from server.render.language import Voice
from server.render.rules.telling import (
    Body,
    Heading,
    Line,
    Telling,
    joined,
    minutes,
    one,
    seconds,
)
from server.words import N_

_KINDS = {
    Speech.POINT_OF_ORDER: N_("Point of order"),
    Speech.EXPLANATION: N_("Personal explanation"),
    Speech.PUBLIC: N_("Public speaker"),
    Speech.WARD_MEMBER: N_("Ward member"),
    Speech.SPEECH: N_("Speech"),
    Speech.QUESTION: N_("Question"),
    Speech.REPLY: N_("Right of reply"),
}


def _kinds(body: Body, voice: Voice) -> Iterator[Line]:
    for kind in body.profile.speaking.kinds:
        says = joined(_time(kind, voice), _interrupts(kind, voice))
        yield Line(f"speaking.{kind.kind}", voice.gettext(_KINDS[kind.kind]), says, kind.source)


def _time(kind: SpeakingKind, voice: Voice) -> str:
    if not kind.seconds:
        return voice.gettext("No limit of time.")
    time = seconds(kind.seconds, voice)
    if not kind.warned:
        return voice.gettext("At most {time}.").format(time=time)
    sentence = voice.gettext("At most {time}, with a warning {before} before the end.")
    return sentence.format(time=time, before=seconds(kind.warned, voice))


def _interrupts(kind: SpeakingKind, voice: Voice) -> str:
    if not kind.interrupts:
        return ""
    return voice.gettext("It is heard at once, and whoever is speaking waits.")


def _order(body: Body, voice: Voice) -> Iterator[Line]:
    rule = body.profile.speaking
    names = voice.listed(voice.gettext(str(called(kind.kind))) for kind in rule.kinds)
    says = (
        voice.gettext("Called in this order, which the chair may change: {kinds}.")
        if names
        else voice.gettext("No kinds of speech are set.")
    )
    again = (
        voice.gettext(
            "Of one kind, whoever has not yet spoken on the item is called before whoever has."
        )
        if rule.new_first
        else voice.gettext("Of one kind, whoever asked first is called first.")
    )
    about = voice.gettext("Order of speakers")
    yield Line("speaking.order", about, joined(says.format(kinds=names), again), rule.source)


def _on_record(profile: Profile, voice: Voice) -> str:
    if profile.speaking.on_record:
        return voice.gettext("The minutes say who spoke, and for how long.")
    return voice.gettext(
        "The minutes do not say who spoke. The ruling on a point of order they always give."
    )


def _limit(profile: Profile, voice: Voice) -> str:
    rule = profile.limit
    if not rule.minutes:
        return voice.gettext("A sitting may last as long as it needs.")
    sentence = voice.gettext(
        "A sitting ends after {time}. By a vote the meeting extends it, by {more} if nothing else "
        "is said."
    )
    return sentence.format(time=minutes(rule.minutes, voice), more=minutes(rule.extension, voice))


HEADINGS = (
    Heading(
        "speaking",
        N_("Speaking"),
        (
            Telling(("speaking.new_first", "speaking.source"), _order),
            Telling(
                (
                    "speaking.kinds.kind",
                    "speaking.kinds.seconds",
                    "speaking.kinds.warned",
                    "speaking.kinds.interrupts",
                    "speaking.kinds.source",
                ),
                _kinds,
            ),
            one(N_("On record"), "speaking.on_record", _on_record),
        ),
    ),
    Heading(
        "limit",
        N_("Length of a sitting"),
        (one(N_("Time limit"), "limit.minutes limit.extension", _limit, "limit.source"),),
    ),
)
