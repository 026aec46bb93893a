"""Composing the notice and the summons: what a meeting is, when, where and for what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from server.meeting.meeting import Meeting
from server.minutes.bounds import bounded
from server.minutes.restricted import writable
from server.minutes.sheet import Columns, Element, Heading, Particulars, Passage, Sentence, Sheet
from server.render.language import Voice
from server.summons.items import elements_of
from server.summons.marking import marked
from server.summons.sections import closing, coming
from server.words import N_, Said


class Around(NamedTuple):
    """What is known of a meeting besides itself.

    `contact`: whom to ask, in the council's words. `site`: what the addresses of its pages begin
    with; `apart`: the document is read away from them, so that every link needs it.
    """

    contact: str = ""
    site: str = ""
    apart: bool = False


ALONE = Around()


def notice(meeting: Meeting, voice: Voice, around: Around = ALONE) -> Sheet:
    """The notice of a meeting with its agenda, for everybody: of a closed item its open title and
    its ground, of no exempt paper, whatever `meeting` knows of them (LGA 1972 s.100B(2))."""
    return _Paper(meeting, voice, around, to_members=False, inside=False).sheet


def summons(meeting: Meeting, voice: Voice, around: Around = ALONE) -> Sheet:
    """The summons to the members, with whatever of its closed items `meeting` tells its reader;
    where it tells any, it is marked (LGA 1972 Sch 12 para 4(2)(b) and para 10(2)(b))."""
    return _Paper(meeting, voice, around, to_members=True, inside=True).sheet


class _Paper:
    def __init__(
        self, meeting: Meeting, voice: Voice, around: Around, *, to_members: bool, inside: bool
    ) -> None:
        self._meeting = meeting
        self._voice = voice
        self._around = around
        self._to_members = to_members
        self._inside = inside
        # A body that no act binds to give notice invites its members.
        self._by_law = meeting.profile.publication.clear_days > 0

    @property
    def sheet(self) -> Sheet:
        meeting, voice = self._meeting, self._voice
        restricted = marked(meeting, voice) if self._inside else ""
        title = writable(_named(meeting))
        return Sheet(
            key=meeting.key,
            title=self._say(self._title(), title=title),
            language=voice.language,
            author=writable(meeting.council or meeting.body),
            subject=f"{title}, {voice.date(meeting.starts_at)}",
            as_of=_issued(meeting),
            marks=tuple(self._marks(restricted)),
            running=f"{title}, {voice.short_date(meeting.starts_at)}",
            page_of=voice.gettext("Page {page} of {pages}"),
            go="",
            elements=tuple(bounded(self._elements(), voice)),
            restricted=restricted,
        )

    def _title(self) -> str:
        if not self._to_members:
            return N_("{title}: notice of meeting and agenda")
        return N_("{title}: summons") if self._by_law else N_("{title}: invitation to members")

    def _marks(self, restricted: str) -> Iterator[str]:
        if restricted:
            yield restricted
        if self._meeting.rehearsal:
            yield self._say(N_("Rehearsal: this is not a real meeting."))
        if self._meeting.notice.cancelled:
            yield self._say(N_("CANCELLED – this meeting is not held"))

    def _elements(self) -> Iterator[Element]:
        yield from map(Sentence, self._changes())
        yield from map(Sentence, self._heads())
        yield self._particulars()
        yield from coming(self._meeting, self._voice, self._around.contact)
        yield self._signature()
        yield Columns(self._say(N_("Item")), self._say(N_("Business")))
        yield from self._items()
        yield from closing(
            self._meeting, self._voice, self._around.site, to_members=self._to_members
        )

    def _items(self) -> Iterator[Heading | Passage | Sentence]:
        base = self._around.site if self._around.apart else ""
        yield from elements_of(self._meeting, self._voice, inside=self._inside, base=base)

    def _changes(self) -> Iterator[str]:
        """What was said of the meeting since it was called, the gravest first."""
        told, starts_at = self._meeting.notice, self._meeting.starts_at
        if told.cancelled:
            yield self._say(N_("Why it is not held: {reason}"), reason=writable(told.cancelled))
        was = told.moved_from
        if was is not None:
            later = was < starts_at
            moved = (
                N_("Postponed: it was to be on {day} at {time}.")
                if later
                else N_("Brought forward: it was to be on {day} at {time}.")
            )
            yield self._say(moved, day=self._voice.date(was), time=was)
        for each in told.revisions:
            day = self._voice.short_date(each.at)
            yield self._say(
                N_("Agenda revised on {day}: {what}"), day=day, what=writable(each.what)
            )

    def _heads(self) -> Iterator[str]:
        meeting = self._meeting
        told = {
            "body": writable(meeting.body),
            "day": self._voice.date(meeting.starts_at),
            "time": meeting.starts_at,
        }
        if self._to_members:
            names = self._voice.listed(writable(person.name) for person in meeting.members)
            if names:
                yield self._say(N_("To the members of {body}: {names}."), **told, names=names)
        yield self._say(self._call(), **told)

    def _call(self) -> str:
        if self._meeting.notice.cancelled:
            return N_("The meeting of {body} that was to be held on {day} at {time} is not held.")
        if not self._to_members:
            return N_("Notice is given of a meeting of {body} on {day} at {time}.")
        if self._by_law:
            return N_(
                "You are summoned to attend a meeting of {body} on {day} at {time}, to transact "
                "the business set out below."
            )
        return N_(
            "You are invited to a meeting of {body} on {day} at {time}, for the business set out "
            "below."
        )

    def _particulars(self) -> Particulars:
        meeting, voice = self._meeting, self._voice
        rows = (
            (N_("Council"), meeting.council),
            (N_("Body"), meeting.body if meeting.body != meeting.council else ""),
            (N_("Meeting"), meeting.title if meeting.title != meeting.body else ""),
            (N_("Date"), voice.date(meeting.starts_at)),
            (N_("Time"), voice.time(meeting.starts_at)),
            (N_("Venue"), meeting.place),
        )
        kept = tuple((voice.gettext(label), writable(value)) for label, value in rows if value)
        return Particulars(self._say(N_("The meeting")), kept)

    def _signature(self) -> Particulars:
        """Room to sign in, and the day on which it is issued."""
        meeting, voice = self._meeting, self._voice
        signed = N_("Signed by the proper officer") if self._by_law else N_("Signed for the body")
        rows = [(self._say(signed), _ROOM), (self._say(N_("Issued on")), "")]
        first, latest = meeting.notice.published_at, _issued(meeting)
        if first is not None:
            day = voice.short_date(latest)
            if voice.short_date(first) != day:
                again = N_("{day} (first issued on {first})")
                day = self._say(again, day=day, first=voice.short_date(first))
            rows[1] = (rows[1][0], day)
        return Particulars(self._say(N_("Signature")), tuple(rows))

    def _say(self, sentence: str, **values: object) -> str:
        return self._voice.say(Said(sentence, **values))


_ROOM = "\n".join("\u00a0" * 3)  # lines that nothing stands on: a word processor keeps them


def _named(meeting: Meeting) -> str:
    """What the meeting is called where nothing else says whose it is."""
    whole = meeting.body.casefold() in meeting.title.casefold()
    return meeting.title if whole else f"{meeting.body}, {meeting.title}"


def _issued(meeting: Meeting) -> datetime:
    """When the agenda was published last, as it now stands."""
    told = meeting.notice
    if told.revisions:
        return told.revisions[-1].at
    return told.published_at or meeting.starts_at
