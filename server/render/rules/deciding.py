"""The rules of deciding, in words: voting, named votes, motions."""

from __future__ import annotations

from collections.abc import Iterator

from server.meeting.profile import Majority, Profile
from server.render.language import Voice
from server.render.rules.telling import Body, Heading, Line, Telling, one
from server.words import N_

_MAJORITIES = {
    Majority.SIMPLE: N_(
        "A question is carried by more votes for than against, of those who vote. Abstentions do "
        "not count."
    ),
    Majority.TWO_THIRDS: N_("A question is carried by two thirds of those who vote."),
    Majority.FOUR_FIFTHS: N_("A question is carried by four fifths of those who vote."),
    Majority.WHOLE: N_("A question is carried by more than half of the whole number of members."),
}


_TO_SUSPEND = {
    Majority.SIMPLE: N_("A motion to suspend rules is carried by more votes for than against."),
    Majority.TWO_THIRDS: N_(
        "A motion to suspend rules is carried by two thirds of those who vote."
    ),
    Majority.FOUR_FIFTHS: N_(
        "A motion to suspend rules is carried by four fifths of those who vote."
    ),
    Majority.WHOLE: N_(
        "A motion to suspend rules is carried by more than half of the whole number of members."
    ),
}


def _hands(body: Body, voice: Voice) -> Iterator[Line]:
    source = body.profile.voting.hands_source
    if source:
        says = voice.gettext(
            "Votes are taken by a show of hands, unless standing orders say otherwise."
        )
        yield Line("voting.hands_source", voice.gettext("Show of hands"), says, source)


def _majority(profile: Profile, voice: Voice) -> str:
    return voice.gettext(_MAJORITIES[profile.voting.majority])


def _casting(profile: Profile, voice: Voice) -> str:
    if profile.voting.casting_vote:
        return voice.gettext("On a tie whoever presides has a second or casting vote.")
    return voice.gettext("Nobody has a casting vote: on a tie the question is lost.")


def _appointments(profile: Profile, voice: Voice) -> str:
    if profile.voting.appointments_by_lot:
        return voice.gettext("On a tie about an appointment the lot decides.")
    return voice.gettext("A tie about an appointment is like any other.")


def _change(profile: Profile, voice: Voice) -> str:
    if profile.voting.may_change:
        return voice.gettext("A member may change their own vote until the vote is closed.")
    return voice.gettext("A vote that is given cannot be changed.")


def _throughout(profile: Profile, voice: Voice) -> str:
    if profile.voting.present_throughout:
        return voice.gettext("Only members who were present for the whole item vote on it.")
    return voice.gettext("A member who comes in during an item may vote on it.")


def _on_demand(profile: Profile, voice: Voice) -> str:
    count = profile.voting.named_on_demand
    if not count:
        return voice.gettext("Members cannot demand a named vote.")
    sentence = voice.ngettext(
        "{count} member can demand a named vote.",
        "{count} members together can demand a named vote.",
        count,
    )
    return sentence.format(count=count)


def _budget(profile: Profile, voice: Voice) -> str:
    if profile.voting.budget_named:
        return voice.gettext(
            "After every vote on the budget the minutes name who voted for and against, and who "
            "abstained."
        )
    return voice.gettext("Votes on the budget are taken as any other.")


def _own(profile: Profile, voice: Voice) -> str:
    if profile.voting.own_vote:
        return voice.gettext("A member may have their own vote recorded in the minutes.")
    return voice.gettext("A member cannot have their own vote alone recorded in the minutes.")


def _seconder(profile: Profile, voice: Voice) -> str:
    if profile.motions.seconder:
        return voice.gettext("A motion must be seconded before it is debated.")
    return voice.gettext("A motion needs no seconder.")


def _suspension(profile: Profile, voice: Voice) -> str:
    if profile.motions.suspension_half:
        return voice.gettext(
            "Rules can be suspended only while half of the whole number of members is present."
        )
    return voice.gettext("Rules can be suspended whenever there is a quorum.")


def _to_suspend(body: Body, voice: Voice) -> Iterator[Line]:
    """Where it is another majority than that which carries any question."""
    rule = body.profile.motions
    if rule.suspension_majority is not None:
        says = voice.gettext(_TO_SUSPEND[rule.suspension_majority])
        about = voice.gettext("Majority to suspend rules")
        yield Line("motions.suspension_majority", about, says, rule.suspension_source)


HEADINGS = (
    Heading(
        "voting",
        N_("Voting"),
        (
            Telling(("voting.hands_source",), _hands),
            one(N_("Majority"), "voting.majority", _majority, "voting.majority_source"),
            one(N_("Casting vote"), "voting.casting_vote", _casting, "voting.casting_source"),
            one(
                N_("Appointments"),
                "voting.appointments_by_lot",
                _appointments,
                "voting.appointments_source",
            ),
            one(N_("Changing a vote"), "voting.may_change", _change, "voting.may_change_source"),
            one(
                N_("Coming in late"),
                "voting.present_throughout",
                _throughout,
                "voting.throughout_source",
            ),
        ),
    ),
    Heading(
        "named",
        N_("Named votes"),
        (
            one(N_("On demand"), "voting.named_on_demand", _on_demand, "voting.named_source"),
            one(N_("On the budget"), "voting.budget_named", _budget, "voting.budget_source"),
            one(N_("One’s own vote"), "voting.own_vote", _own, "voting.own_vote_source"),
        ),
    ),
    Heading(
        "motions",
        N_("Motions"),
        (
            one(N_("Seconder"), "motions.seconder", _seconder, "motions.source"),
            one(
                N_("Suspending rules"),
                "motions.suspension_half",
                _suspension,
                "motions.suspension_source",
            ),
            Telling(("motions.suspension_majority",), _to_suspend),
        ),
    ),
)
