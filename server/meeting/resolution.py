"""The resolution by which press and public are excluded, in the words of the nation's act.

It identifies the proceedings and describes the exempt information by its paragraphs (LGA 1972
s.100A(5)); where the schedule asks for the public-interest test, it says how that came out.
"""

from __future__ import annotations

from collections.abc import Sequence

from server.meeting.agenda import AgendaItem
from server.meeting.meeting import Meeting
from server.meeting.profile import PrivateRule
from server.meeting.refused import Refused
from server.words import N_


def resolution(
    meeting: Meeting,
    items: Sequence[str],
    paragraphs: str,
    reason: str,
    *,
    public_interest: bool,
) -> tuple[str, tuple[str, ...]]:
    """The words of the motion, and the numbers of its paragraphs. Raises Refused."""
    rules = meeting.profile.private
    if not rules.wording:
        raise Refused(
            N_("The rules of {body} have no resolution that excludes the public."),
            body=meeting.body,
        )
    numbers = _paragraphs(meeting, items, paragraphs)
    reason = reason or _reason(meeting, items)
    if "{reason}" in rules.wording and not reason:
        raise Refused(
            N_("The resolution must state the reason ({source}). Say why it is taken in private."),
            source=rules.section or meeting.profile.name,
        )
    if _tested(rules, numbers) and not public_interest:
        raise Refused(
            N_(
                "The meeting must find that the public interest in keeping this exempt outweighs "
                "the public interest in disclosing it ({source}). Tick that it does, or take it "
                "in public."
            ),
            source=rules.schedule or rules.section,
        )
    text = rules.wording.format(
        items=_items(meeting, items, each_its_own=not paragraphs),
        paragraphs=_described(rules, numbers),
        reason=reason.rstrip("."),
    )
    return text, numbers


def _reason(meeting: Meeting, items: Sequence[str]) -> str:
    """What the agenda gives as the reason, where the resolution states one."""
    if not meeting.profile.private.states_reason:
        return ""
    reasons = (meeting.item(number).public_interest for number in items)
    return "; ".join(dict.fromkeys(reason.strip().rstrip(".") for reason in reasons if reason))


def _paragraphs(meeting: Meeting, items: Sequence[str], given: str) -> tuple[str, ...]:
    rules = meeting.profile.private
    named = [n.strip() for n in given.split(",") if n.strip()]
    if not named:
        named = [n for item in map(meeting.item, items) for n in item.paragraphs]
    order = [paragraph.number for paragraph in rules.paragraphs]
    numbers = tuple(sorted(dict.fromkeys(named), key=lambda n: order.index(n) if n in order else 0))
    for number in numbers:
        if rules.paragraph(number) is None:
            raise Refused(
                N_("{schedule} has no paragraph {number}: it has {known}."),
                schedule=rules.schedule,
                number=number[:20],
                known=", ".join(p.number for p in rules.paragraphs),
            )
    if rules.paragraphs and not numbers:
        raise Refused(
            N_("Say by which paragraph of {schedule} the information is exempt."),
            schedule=rules.schedule,
        )
    return numbers


def _tested(rules: PrivateRule, numbers: Sequence[str]) -> bool:
    """Whether the public interest must be weighed: for these paragraphs, where there are any."""
    named = [found for number in numbers if (found := rules.paragraph(number)) is not None]
    return rules.public_interest and (not named or any(p.public_interest for p in named))


def _items(meeting: Meeting, numbers: Sequence[str], *, each_its_own: bool) -> str:
    """The items by number and open title; where their paragraphs differ, each with its own."""
    items = [meeting.item(number) for number in numbers]
    several = each_its_own and len({item.paragraphs for item in items}) > 1
    named = _listed([f"{i.number} ({i.title}{_under(i) if several else ''})" for i in items])
    return f"{'item' if len(numbers) == 1 else 'items'} {named}"


def _under(item: AgendaItem) -> str:
    if not item.paragraphs:
        return ""
    word = "paragraph" if len(item.paragraphs) == 1 else "paragraphs"
    return f", {word} {_listed(item.paragraphs)}"


def _described(rules: PrivateRule, numbers: Sequence[str]) -> str:
    described = [
        f"{number} ({found.text[:1].lower()}{found.text[1:]})"
        for number in numbers
        if (found := rules.paragraph(number)) is not None
    ]
    return f"{'paragraph' if len(numbers) == 1 else 'paragraphs'} {_listed(described)}"


def _listed(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
