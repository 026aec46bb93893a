"""What kind of body it is, in words: its name, its nation, its languages and its clock."""

from __future__ import annotations

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


HEADINGS = (
    Heading(
        "body",
        N_("What kind of body"),
        (
            one(N_("Kind"), "name", _name, "source"),
            one(N_("Nation"), "nation", _nation),
            one(N_("Languages"), "languages", _languages),
            one(N_("Times"), "timezone", _times),
        ),
    ),
)
