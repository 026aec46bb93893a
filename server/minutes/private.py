"""What a note tells of private business: when the public was excluded, for what, on what ground.

All of it is worked out from the meeting that the note is composed of. The public note is composed
of the meeting as it is known outside, so that nothing here can tell it more than was released.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from server.meeting.agenda import AgendaItem, Standing
from server.meeting.declared import ResultDeclared
from server.meeting.exclusion import Exclusion, Ground
from server.meeting.meeting import Meeting
from server.meeting.motions import MotionKind, MotionStanding
from server.meeting.record import Entry
from server.meeting.sitting import Phase
from server.meeting.votes import Bar, Result
from server.minutes.marking import ground_of, listed_paragraphs
from server.minutes.model import ExclusionNote, Paragraph, Piece, Span, Telling
from server.minutes.restricted import read, writable
from server.render.language import Voice
from server.render.prose import prose
from server.words import N_, Said

_BACK = "PublicReadmitted"
_DEALT_WITH = {
    MotionKind.SUBSTANTIVE: N_("The motion was dealt with in private."),
    MotionKind.AMENDMENT: N_("The amendment was dealt with in private."),
}
_GROUNDS = {
    Ground.EXEMPT: N_("This item was considered in private, under {ground}."),
    Ground.CONFIDENTIAL: N_("This item was considered in private, being confidential ({ground})."),
    Ground.OWN_RULES: N_("This item was considered in private ({ground})."),
}
_EXCLUDED = {
    Ground.EXEMPT: N_("for exempt information under {ground}"),
    Ground.CONFIDENTIAL: N_("for confidential information ({ground})"),
    Ground.OWN_RULES: N_("by the body’s own rules ({ground})"),
}

_UNDER = N_("under {ground}")


def considered_in_private(meeting: Meeting, item: AgendaItem) -> bool:
    """Whether an item that is closed was taken while the public was excluded."""
    taken = item.standing in (Standing.IN_HAND, Standing.TAKEN)
    return taken and meeting.is_closed(item.number) and _covering(meeting, item) is not None


def left_untold(meeting: Meeting, item: AgendaItem) -> bool:
    """Whether those outside were not told what became of a closed item: that it was not reached
    may be untrue, for it may have been put off in private."""
    if item.standing is not Standing.PENDING or not meeting.is_closed(item.number):
        return False
    line = (meeting.find_item(number) for number in meeting.line_of(item.number))
    return any(each is not None and _covering(meeting, each) is not None for each in line)


def returns(meeting: Meeting) -> frozenset[str]:
    """The ids of the events by which the public learned who had come and gone in private."""
    if not meeting.exclusions:
        return frozenset()
    back = (e.id for item in meeting.items for e in item.record if e.matter.name == _BACK)
    ended = {exclusion.until for exclusion in meeting.exclusions}
    closed = (c.id for c in meeting.sitting.changes if c.phase is Phase.CLOSED and c.at in ended)
    return frozenset((*back, *closed))


def _covering(meeting: Meeting, item: AgendaItem) -> Exclusion | None:
    """The latest exclusion that was for this item."""
    found = (e for e in reversed(meeting.exclusions) if item.number in e.items)
    return next(found, None)


class Private:
    """Words what a meeting tells of its private business."""

    def __init__(self, meeting: Meeting, voice: Voice) -> None:
        self._meeting = meeting
        self._voice = voice

    # The times in private

    def exclusions(self) -> tuple[ExclusionNote, ...]:
        """Every time in private, with a sentence that tells of it."""
        zone = self._meeting.zone
        return tuple(
            ExclusionNote(
                event=exclusion.by,
                since=exclusion.since.astimezone(zone),
                until=exclusion.until.astimezone(zone) if exclusion.until else None,
                ground=exclusion.ground,
                items=exclusion.items,
                paragraphs=exclusion.paragraphs,
                text=self._excluded(exclusion),
            )
            for exclusion in self._meeting.exclusions
        )

    def _excluded(self, exclusion: Exclusion) -> str:
        sentence = (
            N_("The press and public were excluded from {since} until {until}, for {items}, {why}.")
            if exclusion.until
            else N_("The press and public have been excluded since {since}, for {items}, {why}.")
        )
        return self._say(
            sentence,
            since=exclusion.since,
            until=exclusion.until,
            items=self._items(exclusion.items),
            why=self._why(_EXCLUDED, exclusion.ground, exclusion.paragraphs),
        )

    def _why(self, sentences: dict[Ground, str], ground: Ground, numbers: tuple[str, ...]) -> str:
        """A sentence of these with the rule filled in that gives the ground."""
        rules = self._meeting.profile.private
        if ground is Ground.EXEMPT and numbers:
            schedule = rules.schedule or rules.section
            return self._say(
                sentences[ground], ground=listed_paragraphs(numbers, schedule, self._voice)
            )
        if ground is Ground.EXEMPT and sentences is _EXCLUDED and not rules.schedule:
            return self._say(
                _UNDER, ground=self._voice.gettext(rules.section or self._meeting.profile.name)
            )
        rule = rules.confidential if ground is Ground.CONFIDENTIAL else rules.own_rules
        if ground is Ground.EXEMPT or not rule:
            rule = rules.section or self._meeting.profile.name
        return self._say(sentences[ground], ground=self._voice.gettext(rule))

    # An item

    def of_item(self, item: AgendaItem, *, told: bool, public: bool) -> Telling | None:
        """That an item, or a part of it, was taken in private. `told`: something of what came of
        it stands in the note; where `public`, it is said that nothing does."""
        exclusion = _covering(self._meeting, item)
        if exclusion is None:
            return None
        sentences = self._of_covered(item, exclusion)
        if not sentences and public and self._over and left_untold(self._meeting, item):
            sentences = (
                [] if told else [self._say(N_("No decision on this item has been published."))]
            )
        elif sentences and public and not told and self._over:
            sentences = [*sentences, self._say(N_("No decision has been published."))]
        return Telling(exclusion.by, " ".join(sentences)) if sentences else None

    @property
    def _over(self) -> bool:
        return self._meeting.private is None

    def _of_covered(self, item: AgendaItem, exclusion: Exclusion) -> list[str]:
        if considered_in_private(self._meeting, item):
            numbers = item.paragraphs or exclusion.paragraphs
            return [self._why(_GROUNDS, ground_of(item, exclusion), numbers)]
        if any(item.in_hand_at(e.since) for e in self._all_covering(item)):
            return [self._say(N_("The press and public were excluded for part of this item."))]
        return []

    def _all_covering(self, item: AgendaItem) -> Iterator[Exclusion]:
        return (e for e in self._meeting.exclusions if item.number in e.items)

    # An entry

    def besides(self, entry: Entry) -> tuple[Piece, ...]:
        """What the note says beneath the words of an entry."""
        vote = self._meeting.votes.find(entry.id)
        if vote is not None and vote.unheard:
            asked = () if vote.question.motion else read(str(prose(vote.question.text)))
            put = N_("The question was put at {time}. The vote was completed in private.")
            return (*asked, _paragraph(self._say(put, time=vote.put_at)))
        if isinstance(entry.matter, ResultDeclared):
            return tuple(map(_paragraph, self._of_result(entry.matter)))
        return tuple(map(_paragraph, self._of_motion(entry)))

    def _of_motion(self, entry: Entry) -> Iterator[str]:
        motion = self._meeting.motions.find(entry.id)
        if motion is None or motion.standing is not MotionStanding.IN_PRIVATE:
            return
        votes = self._meeting.votes.taken
        if not any(vote.unheard and vote.question.motion == motion.id for vote in votes):
            yield self._say(_DEALT_WITH.get(motion.kind, _DEALT_WITH[MotionKind.SUBSTANTIVE]))

    def _of_result(self, matter: ResultDeclared) -> Iterator[str]:
        for barred in matter.vote.excluded:
            if barred.bar is Bar.NOT_TOLD:
                name = self._meeting.name_of(barred.person)
                yield self._say(N_("{name} did not vote."), name=name)
        motion = matter.motion
        if motion is None or motion.kind is not MotionKind.EXCLUDE or not matter.vote.standing:
            return
        if matter.vote.result is Result.CARRIED:
            yield from self._carried(motion.excludes, matter.vote.put_at)
        elif matter.vote.result is Result.LOST:
            yield self._lost(motion.excludes)

    def _carried(self, numbers: tuple[str, ...], put_at: datetime) -> Iterator[str]:
        for exclusion in self._meeting.exclusions:
            if exclusion.items == numbers and exclusion.since >= put_at:
                sentence = N_("The press and public were excluded at {time}.")
                yield self._say(sentence, time=exclusion.since)
                return

    def _lost(self, numbers: tuple[str, ...]) -> str:
        """That the public stayed; and that the items were taken in public, if all of them were."""
        items = [item for n in numbers if (item := self._meeting.find_item(n)) is not None]
        open_ = all(i.taken and not i.closed and _covering(self._meeting, i) is None for i in items)
        sentence = (
            self._voice.ngettext(
                "The press and public were not excluded for {items}, which was taken in public.",
                "The press and public were not excluded for {items}, which were taken in public.",
                len(numbers),
            )
            if open_
            else self._voice.gettext("The press and public were not excluded for {items}.")
        )
        return sentence.format(items=self._items(numbers))

    def _items(self, numbers: tuple[str, ...]) -> str:
        sentence = self._voice.ngettext("item {items}", "items {items}", len(numbers))
        return sentence.format(items=self._voice.listed(numbers))

    def _say(self, sentence: str, **values: object) -> str:
        return self._voice.say(Said(sentence, **values))


def _paragraph(text: str) -> Piece:
    return Paragraph((Span(writable(text)),))
