"""The items of an agenda, in the order in which they were published."""

from __future__ import annotations

from collections.abc import Iterator

from server.meeting.agenda import Access, AgendaItem, Link, Purpose
from server.meeting.meeting import Meeting
from server.minutes.marking import listed_paragraphs
from server.minutes.model import Bullets, Line, Paragraph, Piece, Span
from server.minutes.restricted import read, writable
from server.minutes.sheet import Heading, Origin, Passage
from server.render.files import file_told
from server.render.language import Voice
from server.render.prose import prose
from server.words import N_, Said

_DEEPEST = 4
_NOWHERE = Origin("", "")  # no event says it
_PURPOSES = {Purpose.DISCUSSION: N_("For discussion"), Purpose.DECISION: N_("For decision")}


def elements_of(
    meeting: Meeting, voice: Voice, *, inside: bool, base: str
) -> Iterator[Heading | Passage]:
    """Every item that was on the summons. `inside`: with what is not published; `base`: what an
    address on this site begins with."""
    items, levels = _Items(meeting, voice, inside=inside, base=base), {"": 0}
    for item in meeting.items:
        levels[item.number] = min(levels.get(item.parent, 0) + 1, _DEEPEST)
        if not item.urgent:  # it came up at the meeting, and nobody was summoned to it
            yield from items.elements(item, levels[item.number])


def is_withheld(item: AgendaItem) -> bool:
    """Whether the agenda tells everybody no more of an item than its open title."""
    return item.closed or item.report_exempt


class _Items:
    def __init__(self, meeting: Meeting, voice: Voice, *, inside: bool, base: str) -> None:
        self._meeting = meeting
        self._voice = voice
        self._inside = inside
        self._base = base

    def elements(self, item: AgendaItem, level: int) -> Iterator[Heading | Passage]:
        yield Heading(level, writable(item.title), writable(item.number), item.anchor)
        withheld = is_withheld(item)
        public = tuple(self._public(item, withheld=withheld))
        if public:
            yield _passage(public)
        private = tuple(self._private(item, withheld=withheld)) if self._inside else ()
        if private:
            yield _passage(private, private=True)

    def _public(self, item: AgendaItem, *, withheld: bool) -> Iterator[Piece]:
        """What everybody is told."""
        about = [self._voice.gettext(_PURPOSES.get(item.purpose, ""))]
        if not withheld:
            about.append(self._introduced(item))
        about.append(self._planned(item))
        if any(about):
            yield _words(" – ".join(filter(None, about)))
        if item.closed:
            yield from self._ground(item)
        if not withheld:
            yield from self._told(item)
            yield from self._papers(item)

    def _private(self, item: AgendaItem, *, withheld: bool) -> Iterator[Piece]:
        """What of an item is not for publication."""
        if item.private_title:
            yield _words(self._say(N_("Title in private: {title}"), title=item.private_title))
        if withheld:
            if introduced := self._introduced(item):
                yield _words(introduced)
            yield from self._told(item)
        yield from self._papers(item, withheld=True, all_of_them=withheld)

    def _told(self, item: AgendaItem) -> Iterator[Piece]:
        yield from _prose(item.summary)
        if item.recommendations:
            count = len(item.recommendations)
            heading = self._voice.ngettext("Recommendation", "Recommendations", count)
            yield Paragraph((Span(heading, strong=True),))
            yield Bullets(tuple((Span(writable(each)),) for each in item.recommendations))

    def _introduced(self, item: AgendaItem) -> str:
        if item.presenters == ("All",):  # as running orders say it
            return self._say(N_("All members"))
        names = [self._presenter(id) for id in item.presenters]
        return (
            self._say(N_("Introduced by {names}"), names=self._voice.listed(names)) if names else ""
        )

    def _planned(self, item: AgendaItem) -> str:
        """How long it is to take, as “Public participation (15 minutes)” says it."""
        minutes = item.minutes
        told = self._voice.ngettext("{count} minute", "{count} minutes", minutes)
        return told.format(count=minutes) if minutes else ""

    def _presenter(self, id: str) -> str:
        person, name = self._meeting.find_person(id), self._meeting.name_of(id)
        post = (person.position or person.authority) if person is not None else ""
        return writable(f"{name} ({post})" if post else name)

    def _papers(
        self, item: AgendaItem, *, withheld: bool = False, all_of_them: bool = False
    ) -> Iterator[Piece]:
        """The papers that are published; or those that are not."""
        papers = [p for p in item.papers if all_of_them or p.exempt is withheld]
        if papers:
            heading = N_("Papers not for publication") if withheld else N_("Papers")
            yield Paragraph((Span(self._say(heading), strong=True),))
            yield Bullets(tuple(map(self._paper, papers)))

    def _paper(self, paper: Link) -> Line:
        kind = file_told(paper.url, paper.size, self._voice.gettext)
        title = f"{paper.title} ({kind})" if kind else paper.title
        url = self._base + paper.url if paper.url.startswith("/") else paper.url
        return (Span(writable(title), link=writable(url)),)

    def _ground(self, item: AgendaItem) -> tuple[Piece, ...]:
        """Why the public is likely to be excluded, as the law has the agenda say (LGA 1972
        s.100B(5): the description of the exempt information)."""
        said = [_words(" ".join(filter(None, (self._likely(), self._why(item)))))]
        rules = self._meeting.profile.private
        described = [p for n in item.paragraphs if (p := rules.paragraph(n)) is not None]
        if described:
            told = N_("Paragraph {number}: {text}")
            points = (self._say(told, number=p.number, text=p.text) for p in described)
            said.append(Bullets(tuple((Span(writable(each)),) for each in points)))
        if item.public_interest:
            special = self._meeting.profile.private.special_reason
            interest = (
                N_("The special reason: {why}") if special else N_("The public interest: {why}")
            )
            said.append(_words(self._say(interest, why=item.public_interest)))
        return tuple(said)

    def _likely(self) -> str:
        return self._say(
            N_(
                "The public is likely to be excluded for this item, and its papers are not "
                "published."
            )
        )

    def _why(self, item: AgendaItem) -> str:
        rules = self._meeting.profile.private
        if item.access is Access.CONFIDENTIAL:
            rule = rules.confidential or rules.own_rules or rules.section
            return self._by(N_("The business is confidential ({rule})."), rule)
        if item.paragraphs:
            schedule = rules.schedule or rules.section
            ground = listed_paragraphs(item.paragraphs, schedule, self._voice)
            return self._say(N_("The information is exempt under {ground}."), ground=ground)
        return self._by(N_("The exclusion is under {rule}."), rules.section or rules.own_rules)

    def _by(self, sentence: str, rule: str) -> str:
        return self._say(sentence, rule=self._voice.gettext(rule)) if rule else ""

    def _say(self, sentence: str, **values: object) -> str:
        return self._voice.say(Said(sentence, **values))


def _prose(text: str) -> tuple[Piece, ...]:
    return read(str(prose(text))) if text.strip() else ()


def _words(text: str) -> Piece:
    return Paragraph((Span(writable(text)),))


def _passage(pieces: tuple[Piece, ...], *, private: bool = False) -> Passage:
    return Passage(_NOWHERE, "narrative", pieces, private)
