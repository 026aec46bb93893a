"""What the law gives: the one place that knows when a rule of a body's own goes below it.

A profile names in `by_law` those of its rules that a statute sets. A rule of a body's own may go
further in favour of members and the public, and never below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import NamedTuple

from msgspec.structs import replace

from server.meeting.profile import InterestKind, Paragraph, Profile, QuorumRule, Requires
from server.words import N_, Said, Term

KINDS = "interest_kinds."
"""Before the key of a kind of interest: what a statute requires of whoever has it."""
_STRICTER = tuple(Requires)  # from what requires least to what requires most


class Below(NamedTuple):
    """A rule that goes below the law, by its name in a profile, and why it cannot be."""

    rule: str
    said: Said


class _Law(NamedTuple):
    """When a rule is below that of the law, which source says so, and what may be set instead."""

    is_below: Callable[[Profile, Profile], bool]
    source: Callable[[Profile], str]
    instead: str


def _lacks(rule: str) -> Callable[[Profile, Profile], bool]:
    """The law has it, and the rule does not."""
    find = attrgetter(rule)
    return lambda own, law: bool(find(law)) and not find(own)


def _other_majority(*, suspends: bool) -> Callable[[Profile, Profile], bool]:
    def is_below(own: Profile, law: Profile) -> bool:
        return own.majority(suspends=suspends)[0] is not law.majority(suspends=suspends)[0]

    return is_below


def _harder_to_demand(own: Profile, law: Profile) -> bool:
    return not 0 < own.voting.named_on_demand <= law.voting.named_on_demand


def _shorter_notice(own: Profile, law: Profile) -> bool:
    return own.publication.clear_days < law.publication.clear_days


def _more_exempt(own: Profile, law: Profile) -> bool:
    """Another description than the act's, or one without the test that the act asks for."""
    known = {paragraph.number: paragraph for paragraph in law.private.paragraphs}
    return any(_wider(each, known.get(each.number)) for each in own.private.paragraphs)


def _wider(own: Paragraph, law: Paragraph | None) -> bool:
    return law is None or own not in (law, replace(law, public_interest=True))


_LAWS = {
    "voting.majority": _Law(
        _other_majority(suspends=False),
        attrgetter("voting.majority_source"),
        N_(
            "by law this majority carries a question ({source}): a rule of your own cannot ask for "
            "another. Leave it as it is in the ready rules."
        ),
    ),
    "motions.suspension_majority": _Law(
        _other_majority(suspends=True),
        lambda law: law.majority(suspends=True)[1],
        N_(
            "by law this majority carries a motion to suspend rules ({source}): a rule of your own "
            "cannot ask for another. Leave it as it is in the ready rules."
        ),
    ),
    "voting.casting_vote": _Law(
        _lacks("voting.casting_vote"),
        attrgetter("voting.casting_source"),
        N_(
            "by law whoever presides has a second or casting vote on a tie ({source}): a rule of "
            "your own cannot take it away. Leave it on."
        ),
    ),
    "voting.named_on_demand": _Law(
        _harder_to_demand,
        attrgetter("voting.named_source"),
        N_(
            "by law {named} members together can demand a named vote ({source}): a rule of your "
            "own can ask for fewer, and neither for more nor for none. Write a number from 1 to "
            "{named}."
        ),
    ),
    "voting.budget_named": _Law(
        _lacks("voting.budget_named"),
        attrgetter("voting.budget_source"),
        N_(
            "by law the minutes name how each member voted on the budget ({source}): a rule of "
            "your own cannot leave it out. Leave it on."
        ),
    ),
    "voting.own_vote": _Law(
        _lacks("voting.own_vote"),
        attrgetter("voting.own_vote_source"),
        N_(
            "by law a member may have their own vote recorded in the minutes ({source}): a rule of "
            "your own cannot take it away. Leave it on."
        ),
    ),
    "remote_counts": _Law(
        _lacks("remote_counts"),
        attrgetter("remote_source"),
        N_(
            "by law a member who takes part remotely is present ({source}): a rule of your own "
            "cannot have it otherwise. Leave it on."
        ),
    ),
    "publication.clear_days": _Law(
        _shorter_notice,
        attrgetter("publication.source"),
        N_(
            "by law the agenda is public at least so many clear days before the meeting: {days} "
            "({source}). A rule of your own can only ask for more. Write {days}, or more."
        ),
    ),
    "private.own_rules": _Law(
        lambda own, law: bool(own.private.own_rules) and not law.private.own_rules,
        attrgetter("private.section"),
        N_(
            "by law the press and public are excluded as the act has it ({source}), and by no "
            "rule of your own. Leave this out."
        ),
    ),
    "private.schedule": _Law(
        _more_exempt,
        attrgetter("private.schedule"),
        N_(
            "by law only that is exempt which the act describes ({source}): a rule of your own can "
            "leave a paragraph out, and neither add nor change one."
        ),
    ),
    "private.public_interest": _Law(
        _lacks("private.public_interest"),
        attrgetter("private.section"),
        N_(
            "by law the public interest is weighed before the public is excluded ({source}): a "
            "rule of your own cannot leave it out. Leave it on."
        ),
    ),
    "private.confidential": _Law(
        _lacks("private.confidential"),
        attrgetter("private.confidential"),
        N_(
            "by law confidential business is taken in private without a resolution ({source}): "
            "leave the rule for it as it is."
        ),
    ),
    "private.summary": _Law(
        _lacks("private.summary"),
        attrgetter("private.summary"),
        N_(
            "by law a written summary is published where the minutes give no fair record "
            "({source}): a rule of your own cannot leave it out."
        ),
    ),
}


_ANY_ONE = N_(
    "by law any one member can demand a named vote ({source}): a rule of your own can ask neither "
    "for more members nor for none. Write 1."
)


def is_rule_of_law(name: str) -> bool:
    """Whether a profile can have this name in its `by_law`."""
    return name in _LAWS or name.startswith(KINDS)


def below(own: Profile, law: Profile, membership: int = 0) -> Iterator[Below]:
    """Every rule of `own` that goes below what the ready rules, `law`, have by law.

    `membership`: of how many members the quorum is reckoned; 0 if that is not known, so that the
    rule must hold for every number.
    """
    if law.quorum.by_law:
        yield from _of_quorum(own.quorum, law.quorum, membership)
    yield from _not_law_any_more(own, law)
    for name in law.by_law:
        if name.startswith(KINDS):
            yield from _of_interest(own, law, name)
        elif _LAWS[name].is_below(own, law):
            yield Below(name, _said(name, law))


def _said(name: str, law: Profile) -> Said:
    rule = _LAWS[name]
    alone = name == "voting.named_on_demand" and law.voting.named_on_demand == 1
    return Said(
        _ANY_ONE if alone else rule.instead,
        source=rule.source(law) or law.source,
        named=law.voting.named_on_demand,
        days=law.publication.clear_days,
    )


def _of_quorum(own: QuorumRule, law: QuorumRule, membership: int) -> Iterator[Below]:
    """A quorum of an act is the least; standing orders can only ask for more."""
    for members in [membership] if membership else range(1, 201):
        needed = law.needed(members)
        if own.needed(members) < needed:
            sentence = N_(
                "of {members} members at least {needed} are needed by law ({source}): a rule of "
                "your own can only ask for more."
            )
            said = Said(sentence, members=members, needed=needed, source=law.source)
            yield Below("quorum", said)
            return


def _not_law_any_more(own: Profile, law: Profile) -> Iterator[Below]:
    """A rule of law stays one, or a reason could lift it."""
    sentence = N_(
        "what the ready rules have by law stays so ({source}): leave this out of your own rules."
    )
    if law.quorum.by_law and not own.quorum.by_law:
        yield Below("quorum.by_law", Said(sentence, source=law.quorum.source))
    if law.presiding_by_law and not own.presiding_by_law:
        yield Below("presiding_by_law", Said(sentence, source=law.presiding_source))
    if set(law.by_law) - set(own.by_law):
        yield Below("by_law", Said(sentence, source=law.source))


def _of_interest(own: Profile, law: Profile, name: str) -> Iterator[Below]:
    key = name.removeprefix(KINDS)
    least, found = law.interest_kind(key), own.interest_kind(key)
    if least is None or (found is not None and _as_strict(found, least)):
        return
    sentence = N_(
        "by law the kind of interest “{kind}” bars whoever has it as the ready rules say "
        "({source}): a rule of your own can only ask for more. Keep the kind “{key}”, with "
        "“{requires}”."
    )
    said = Said(
        sentence, kind=Term(least.name), source=least.source, key=key, requires=least.requires
    )
    yield Below(name, said)


def _as_strict(own: InterestKind, least: InterestKind) -> bool:
    """Whether it requires at least as much, on at least as many items."""
    narrower = own.budget_only and not least.budget_only
    return not narrower and _STRICTER.index(own.requires) >= _STRICTER.index(least.requires)
