"""What stands around the items: how to come and watch, whom to ask, recording, and the law."""

from __future__ import annotations

import re
from collections.abc import Iterator

from server.meeting.meeting import Meeting
from server.minutes.model import Paragraph, Piece, Span
from server.minutes.restricted import read, writable
from server.minutes.sheet import Element, Heading, Origin, Passage, Sentence
from server.render.language import Voice
from server.render.prose import prose
from server.words import N_, Said

# A source that is an act or a statutory instrument; a council's own rule is none, nor is a hint.
_LAW = re.compile(r"SI \d{4}/\d+|[^,;:]*\bAct\b")
_OPENNESS = N_(
    "While the meeting is open to the public, anybody may film, photograph and record it, and "
    "report on it (Openness of Local Government Bodies Regulations 2014)."
)
_ASK_FIRST = N_("If you wish to film, photograph or record the meeting, ask beforehand.")


def coming(meeting: Meeting, voice: Voice, contact: str) -> Iterator[Element]:
    """How to attend and watch, and whom to ask; of a meeting that is not held whom to ask alone."""
    held = not meeting.notice.cancelled
    attend = tuple(_attend(meeting, voice)) if held else ()
    if attend:
        yield Heading(1, voice.gettext("How to attend and watch"))
        yield _passage(attend)
    if contact.strip():
        yield Heading(1, voice.gettext("Whom to ask"))
        yield _passage(read(str(prose(contact))))


def closing(meeting: Meeting, voice: Voice, site: str, *, to_members: bool) -> Iterator[Element]:
    """What everybody is told at the end."""
    if not meeting.notice.cancelled:
        yield Heading(1, voice.gettext("Filming and recording"))
        yield Sentence(voice.gettext(_OPENNESS if _is_open(meeting) else _ASK_FIRST))
    if meeting.profile.nation == "Wales" and "cy" in meeting.profile.languages:
        yield Heading(1, voice.gettext("Languages"))
        yield Sentence(voice.gettext("You are welcome to speak Welsh or English at this meeting."))
    law = _law(meeting, to_members=to_members)
    if law or site:
        yield Heading(1, voice.gettext("About this agenda"))
    if site:
        yield _passage((_address(meeting, voice, site),))
    if law:
        yield Sentence(voice.say(Said(N_("The law on giving notice: {law}."), law=law)))


def _attend(meeting: Meeting, voice: Voice) -> Iterator[Piece]:
    if meeting.notice.attend.strip():
        yield from read(str(prose(meeting.notice.attend)))
    if meeting.watch is not None:
        title, url = writable(meeting.watch.title), writable(meeting.watch.url)
        shown = f"{title} ({url})" if title != url else url
        lead = voice.gettext("How to watch:") + " "
        yield Paragraph((Span(lead), Span(shown, link=url)))


def _address(meeting: Meeting, voice: Voice, site: str) -> Piece:
    lead = voice.gettext("This agenda, its papers and, later, the decisions can be read here:")
    url = f"{site}/meetings/{meeting.key}"
    return Paragraph((Span(f"{lead} "), Span(url, link=url)))


def _is_open(meeting: Meeting) -> bool:
    """Whether the Openness Regulations are known to bind: in England, a body that an act has give
    notice. A hearing and a body without a statute have their own rules."""
    england = meeting.profile.nation == "England"
    return england and bool(_law(meeting, to_members=False))


def _law(meeting: Meeting, *, to_members: bool) -> str:
    """The law by which notice is given, as the profile names it; empty where it names none. What
    it says of the summons, or as a hint to whoever sets it up, comes after a mark."""
    rule = meeting.profile.publication
    if not rule.clear_days or not _LAW.match(rule.source):
        return ""
    return re.split(r":" if to_members else r"[;:]", rule.source)[0].strip().rstrip(".")


def _passage(pieces: tuple[Piece, ...]) -> Passage:
    return Passage(Origin("", ""), "sitting", pieces)
