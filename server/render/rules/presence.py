"""The rules of being there, in words: quorum, who presides, remote members, substitutes."""

from __future__ import annotations

from collections.abc import Iterator

from server.meeting.profile import Arrival, Profile, QuorumRule, SubstituteRule
from server.render.language import Voice
from server.render.rules.telling import Body, Heading, Line, Telling, joined, minutes, one
from server.words import N_

_FRACTIONS = {
    (1, 2): N_("One half of the whole number of members, rounded up"),
    (1, 3): N_("One third of the whole number of members, rounded up"),
    (2, 3): N_("Two thirds of the whole number of members, rounded up"),
    (1, 4): N_("One quarter of the whole number of members, rounded up"),
    (3, 4): N_("Three quarters of the whole number of members, rounded up"),
    (1, 5): N_("One fifth of the whole number of members, rounded up"),
    (1, 1): N_("The whole number of members"),
}


def _quorum(body: Body, voice: Voice) -> Iterator[Line]:
    rule = body.profile.quorum
    part = _needed(rule, voice)
    if body.membership:
        sentence = voice.gettext("{rule}: {needed} of {membership}.")
        needed = rule.needed(body.membership)
        says = sentence.format(rule=part, needed=needed, membership=body.membership)
    else:
        says = f"{part}."
    force = (
        voice.gettext("This is law: without it nothing can be decided.")
        if rule.by_law
        else voice.gettext("This is the body’s own rule.")
    )
    yield Line("quorum", voice.gettext("Members needed"), joined(says, force), rule.source)


def _needed(rule: QuorumRule, voice: Voice) -> str:
    if rule.fixed is not None:
        sentence = voice.ngettext("{count} member", "{count} members", rule.fixed)
        return sentence.format(count=rule.fixed)
    known = _FRACTIONS.get((rule.numerator, rule.denominator))
    other = N_("{numerator} in {denominator} of the whole number of members, rounded up")
    part = voice.gettext(known or other).format(
        numerator=rule.numerator, denominator=rule.denominator
    )
    if rule.minimum <= 1:
        return part
    sentence = voice.gettext("{part}, and at least {minimum}")
    return sentence.format(part=part, minimum=rule.minimum)


def _presiding(profile: Profile, voice: Voice) -> str:
    sentence = voice.gettext(
        "The {title} presides if present; if not, the vice-chair; if neither is, a member whom "
        "those present choose."
    )
    force = (
        voice.gettext("This is law: nobody else presides while they are here.")
        if profile.presiding_by_law
        else voice.gettext("This is the body’s own rule.")
    )
    return joined(sentence.format(title=voice.gettext(profile.chair_title)), force)


def _remote(profile: Profile, voice: Voice) -> str:
    if profile.remote_counts:
        return voice.gettext(
            "A member who takes part remotely is present: they count towards the quorum and may "
            "vote."
        )
    return voice.gettext(
        "A member who takes part remotely is not present in law: they do not count towards the "
        "quorum and may not vote."
    )


def _lost(profile: Profile, voice: Voice) -> str:
    wait = profile.hybrid.wait
    if not wait:
        return voice.gettext(
            "If the stream or the conference fails, the meeting is adjourned at once."
        )
    sentence = voice.gettext(
        "If the stream or the conference fails, the meeting waits {time}; if it is not back by "
        "then, the meeting is adjourned."
    )
    return sentence.format(time=minutes(wait, voice))


def _substitutes(profile: Profile, voice: Voice) -> str:
    rule = profile.substitutes
    if not rule.allowed:
        return voice.gettext("There are no substitutes.")
    group = (
        N_("A member who cannot come may be replaced by a substitute of the same political group.")
        if rule.same_group
        else N_("A member who cannot come may be replaced by a substitute of any political group.")
    )
    return joined(
        voice.gettext(group), _notice(rule, voice), voice.gettext(_ARRIVALS[rule.arrival])
    )


_ARRIVALS = {
    Arrival.FIRST_HOLDS: N_(
        "If both come, whoever of the two joins first has the seat for the whole meeting."
    ),
    Arrival.HANDOVER: N_("If both come, the seat may be handed over between items."),
}


def _notice(rule: SubstituteRule, voice: Voice) -> str:
    if not rule.notice:
        return voice.gettext("No notice is needed before the meeting.")
    sentence = voice.gettext("Notice is given at least {time} before the meeting.")
    return sentence.format(time=minutes(rule.notice, voice))


HEADINGS = (
    Heading(
        "quorum",
        N_("Quorum"),
        (
            Telling(
                (
                    "quorum.fixed",
                    "quorum.numerator",
                    "quorum.denominator",
                    "quorum.minimum",
                    "quorum.source",
                    "quorum.by_law",
                ),
                _quorum,
            ),
        ),
    ),
    Heading(
        "presiding",
        N_("Who presides"),
        (
            one(
                N_("In the chair"),
                "chair_title presiding_by_law",
                _presiding,
                "presiding_source",
            ),
        ),
    ),
    Heading(
        "remote",
        N_("Taking part remotely"),
        (one(N_("Remote members"), "remote_counts", _remote, "remote_source"),),
    ),
    Heading(
        "connection",
        N_("When the connection fails"),
        (one(N_("Stream or conference lost"), "hybrid.wait", _lost, "hybrid.source"),),
    ),
    Heading(
        "substitutes",
        N_("Substitutes"),
        (
            one(
                N_("Who may come instead"),
                "substitutes.allowed substitutes.notice substitutes.same_group substitutes.arrival",
                _substitutes,
                "substitutes.source",
            ),
        ),
    ),
)
