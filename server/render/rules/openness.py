"""The rules towards the public, in words: interests, private business, the agenda, the record."""

from __future__ import annotations

from collections.abc import Iterator

from server.meeting.profile import InterestKind, Outcome, Paragraph, Profile, Requires
from server.render.language import Voice
from server.render.rules.telling import Body, Heading, Line, Telling, joined, one
from server.words import N_

_REQUIRES = {
    Requires.STAY: N_("The member says so, and may stay, speak and vote."),
    Requires.NO_VOTE: N_("The member says so, may stay and speak, and does not vote."),
    Requires.SPEAK_THEN_LEAVE: N_(
        "The member may speak where the public may, then leaves the room and does not vote."
    ),
    Requires.LEAVE: N_("The member leaves the room, and neither speaks nor votes."),
}


def _interests(body: Body, voice: Voice) -> Iterator[Line]:
    for kind in body.profile.interest_kinds:
        says = joined(voice.gettext(_REQUIRES[kind.requires]), _budget_only(kind, voice))
        yield Line(f"interest_kinds.{kind.key}", voice.gettext(kind.name), says, kind.source)


def _budget_only(kind: InterestKind, voice: Voice) -> str:
    if not kind.budget_only:
        return ""
    return voice.gettext("It binds on the items that set the budget, and on no others.")


def _dispensations(body: Body, voice: Voice) -> Iterator[Line]:
    source = body.profile.dispensation_source
    if source:
        says = voice.gettext(
            "A dispensation lets a member speak, or speak and vote, in spite of an interest."
        )
        yield Line("dispensation_source", voice.gettext("Dispensations"), says, source)


def _resolution(profile: Profile, voice: Voice) -> str:
    wording = profile.private.wording
    if not wording:
        return voice.gettext("No resolution excludes the press and public.")
    sentence = voice.gettext("The press and public are excluded by this resolution: “{wording}”")
    return sentence.format(wording=wording.strip().replace("{", "[").replace("}", "]"))


def _schedule(profile: Profile, voice: Voice) -> str:
    schedule = profile.private.schedule
    if not schedule:
        return voice.gettext("No schedule describes exempt information.")
    sentence = voice.gettext("Exempt information is what {schedule} describes.")
    return sentence.format(schedule=schedule)


def _paragraphs(body: Body, voice: Voice) -> Iterator[Line]:
    rule = body.profile.private
    for paragraph in rule.paragraphs:
        about = voice.gettext("Paragraph {number}").format(number=paragraph.number)
        says = joined(f"{paragraph.text.rstrip('.')}.", _untested(paragraph, voice))
        yield Line(f"private.{paragraph.number}", about, says)


def _untested(paragraph: Paragraph, voice: Voice) -> str:
    if paragraph.public_interest:
        return ""
    return voice.gettext("The public interest test does not apply to it.")


def _public_interest(profile: Profile, voice: Voice) -> str:
    if profile.private.public_interest:
        return voice.gettext(
            "The public interest in keeping the information exempt must outweigh that in "
            "disclosing it."
        )
    return voice.gettext("No test of the public interest is prescribed.")


def _confidential(profile: Profile, voice: Voice) -> str:
    if profile.private.confidential:
        return voice.gettext("Confidential business is taken in private without a resolution.")
    if profile.private.wording:
        return voice.gettext("Confidential business too is taken in private only by resolution.")
    return voice.gettext("Nothing is said of confidential business.")


def _own_rules(profile: Profile, voice: Voice) -> str:
    if profile.private.own_rules:
        return voice.gettext("The body’s own rules let the clerk record an item as private.")
    if "private.own_rules" in profile.by_law:
        return voice.gettext(
            "The press and public are excluded as the act has it, and by no rule of the body’s own."
        )
    return voice.gettext("The body has no rules of its own on private business.")


def _summary(profile: Profile, voice: Voice) -> str:
    if profile.private.summary:
        return voice.gettext(
            "Where the minutes cannot tell what was done in private, a written summary is "
            "published."
        )
    return voice.gettext("No written summary of private business is asked for.")


def _publication(profile: Profile, voice: Voice) -> str:
    count = profile.publication.clear_days
    if not count:
        return voice.gettext("No number of days before the meeting is prescribed.")
    sentence = voice.ngettext(
        "The agenda is published at least {count} clear day before the meeting.",
        "The agenda is published at least {count} clear days before the meeting.",
        count,
    )
    return sentence.format(count=count)


def _late(profile: Profile, voice: Voice) -> str:
    if profile.publication.urgent_items:
        return voice.gettext(
            "What comes late is only lawful where the chair says at the meeting why it is urgent."
        )
    return voice.gettext(
        "What the agenda does not name can be decided only where an act or the standing orders let "
        "it. No such rule is kept here."
    )


_DOCUMENTS = {
    "minutes": N_("The record of a meeting is its minutes."),
    "note": N_("The record of a meeting is a note."),
}
_OUTCOMES = {
    Outcome.RESOLVED: N_("Resolved"),
    Outcome.NOTED: N_("Noted"),
    Outcome.AGREED: N_("Agreed"),
    Outcome.RECOMMENDED: N_("Recommended"),
    Outcome.DEFERRED: N_("Deferred"),
    Outcome.REFERRED: N_("Referred"),
    Outcome.WITHDRAWN: N_("Withdrawn"),
}


def _document(profile: Profile, voice: Voice) -> str:
    other = N_("The record of a meeting is called “{document}”.")
    sentence = voice.gettext(_DOCUMENTS.get(profile.document, other))
    return sentence.format(document=profile.document)


def _signing(body: Body, voice: Voice) -> Iterator[Line]:
    source = body.profile.signing_source
    if source:
        says = voice.gettext(
            "The minutes are signed at the same or the next suitable meeting by whoever presides "
            "there."
        )
        yield Line("signing_source", voice.gettext("Signing"), says, source)


_STYLES = {
    "board": N_("A board’s: decisions and actions beneath their items, attendance at the end."),
    "resolved": N_("A council’s: who attended first, then “RESOLVED – That …” beneath the items."),
}


def _style(profile: Profile, voice: Voice) -> str:
    if profile.house_style in _STYLES:
        return voice.gettext(_STYLES[profile.house_style])
    return voice.gettext("“{style}”").format(style=profile.house_style)


def _phrases(body: Body, voice: Voice) -> Iterator[Line]:
    for phrase in body.profile.phrases:
        about = voice.gettext(_OUTCOMES[phrase.outcome])
        says = phrase.text.replace("{", "[").replace("}", "]")
        yield Line(f"phrase.{phrase.outcome}.{phrase.text}", about, f"“{says}”")


HEADINGS = (
    Heading(
        "interests",
        N_("Interests"),
        (
            Telling(
                (
                    "interest_kinds.key",
                    "interest_kinds.name",
                    "interest_kinds.requires",
                    "interest_kinds.source",
                    "interest_kinds.budget_only",
                ),
                _interests,
            ),
            Telling(("dispensation_source",), _dispensations),
        ),
    ),
    Heading(
        "private",
        N_("Private business"),
        (
            one(N_("Resolution"), "private.wording", _resolution, "private.section"),
            one(N_("Exempt information"), "private.schedule", _schedule),
            Telling(
                (
                    "private.paragraphs.number",
                    "private.paragraphs.text",
                    "private.paragraphs.public_interest",
                ),
                _paragraphs,
            ),
            one(N_("Public interest"), "private.public_interest", _public_interest),
            one(
                N_("Confidential business"),
                "private.confidential",
                _confidential,
                "private.confidential",
            ),
            one(N_("Own rules"), "private.own_rules", _own_rules, "private.own_rules"),
            one(N_("Written summary"), "private.summary", _summary, "private.summary"),
        ),
    ),
    Heading(
        "publication",
        N_("Publishing the agenda"),
        (
            one(
                N_("Clear days"),
                "publication.clear_days",
                _publication,
                "publication.source",
            ),
            one(
                N_("Late business"),
                "publication.urgent_items",
                _late,
            ),
        ),
    ),
    Heading(
        "minutes",
        N_("Minutes"),
        (
            one(N_("Record"), "document", _document),
            Telling(("signing_source",), _signing),
            one(N_("Layout"), "house_style", _style),
        ),
    ),
    Heading(
        "phrases",
        N_("Usual wordings of decisions"),
        (Telling(("phrases.outcome", "phrases.text"), _phrases),),
    ),
)
