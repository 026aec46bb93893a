"""What kind of body it is, in words: its name, its nation, its languages and its clock."""

from __future__ import annotations

from collections.abc import Iterator

from server.meeting.law import KINDS
from server.meeting.profile import Profile
from server.render.language import Voice
from server.render.rules.telling import Heading, one
from server.words import N_

_LANGUAGES = {"en": N_("English"), "cy": N_("Welsh")}
_NATIONS = {
    "England": N_("England"),
    "Wales": N_("Wales"),
    "Scotland": N_("Scotland"),
    "Northern Ireland": N_("Northern Ireland"),
}


def _name(profile: Profile, voice: Voice) -> str:
    return f"{voice.gettext(profile.name)}."


def _nation(profile: Profile, voice: Voice) -> str:
    nation = voice.gettext(_NATIONS.get(profile.nation, profile.nation))
    sentence = voice.gettext("Its law and its bank holidays are those of {nation}.")
    return sentence.format(nation=nation)


def _languages(profile: Profile, voice: Voice) -> str:
    names = (voice.gettext(_LANGUAGES.get(each, each)) for each in profile.languages)
    sentence = voice.gettext("The meeting can be followed in {languages}.")
    return sentence.format(languages=voice.listed(names))


def _times(profile: Profile, voice: Voice) -> str:
    if profile.timezone == "Europe/London":
        return voice.gettext("Times are those of the United Kingdom.")
    return voice.gettext("Times are those of {zone}.").format(zone=profile.timezone)


_BY_LAW = {
    "voting.majority": N_("Majority"),
    "motions.suspension_majority": N_("Majority to suspend rules"),
    "voting.casting_vote": N_("Casting vote"),
    "voting.named_on_demand": N_("Named vote on demand"),
    "voting.budget_named": N_("Named votes on the budget"),
    "voting.own_vote": N_("One’s own vote in the minutes"),
    "remote_counts": N_("Remote members"),
    "publication.clear_days": N_("Clear days"),
    "private.own_rules": N_("On what ground the public is excluded"),
    "private.schedule": N_("Exempt information"),
    "private.public_interest": N_("Public interest"),
    "private.confidential": N_("Confidential business"),
    "private.summary": N_("Written summary"),
}


def _by_law(profile: Profile, voice: Voice) -> str:
    names = [*_besides(profile, voice), *(_of_law(name, profile, voice) for name in profile.by_law)]
    if not names:
        return voice.gettext("No statute is known to set any of these rules.")
    sentence = voice.gettext(
        "A statute sets these, and rules of the body’s own cannot go below them: {names}."
    )
    return sentence.format(names="; ".join(names))


def _besides(profile: Profile, voice: Voice) -> Iterator[str]:
    if profile.quorum.by_law:
        yield voice.gettext("Quorum")
    if profile.presiding_by_law:
        yield voice.gettext("Who presides")


def _of_law(name: str, profile: Profile, voice: Voice) -> str:
    kind = profile.interest_kind(name.removeprefix(KINDS))
    return voice.gettext(kind.name if kind is not None else _BY_LAW.get(name, name))


HEADINGS = (
    Heading(
        "body",
        N_("What kind of body"),
        (
            one(N_("Kind"), "name", _name, "source"),
            one(N_("Nation"), "nation", _nation),
            one(N_("Languages"), "languages", _languages),
            one(N_("Times"), "timezone", _times),
            one(N_("Set by law"), "by_law", _by_law),
        ),
    ),
)
