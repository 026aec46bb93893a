"""The mark on a summons that tells of exempt or confidential business: that it stays inside."""

from __future__ import annotations

from collections.abc import Iterator

from server.meeting.agenda import Access, AgendaItem
from server.meeting.meeting import Meeting
from server.minutes.marking import listed_paragraphs
from server.render.language import Voice
from server.summons.items import is_withheld
from server.words import N_, Said


def marked(meeting: Meeting, voice: Voice) -> str:
    """What stands on every page; empty where the summons tells nothing that is not published."""
    holding = [item for item in meeting.items if not item.urgent and _holds_something(item)]
    if not holding:
        return ""
    what = voice.listed(_information(holding, meeting, voice))
    return voice.say(Said(N_("RESTRICTED: contains {what}. Not for publication."), what=what))


def _holds_something(item: AgendaItem) -> bool:
    if any(paper.exempt for paper in item.papers) or item.private_title:
        return True
    told = item.summary, item.recommendations, item.presenters, item.papers
    return is_withheld(item) and any(told)


def _information(holding: list[AgendaItem], meeting: Meeting, voice: Voice) -> Iterator[str]:
    rules = meeting.profile.private
    confidential = [item for item in holding if item.access is Access.CONFIDENTIAL]
    if len(confidential) < len(holding):
        yield _exempt(holding, meeting, voice)
    if confidential:
        what = voice.gettext("confidential information")
        yield f"{what} ({voice.gettext(rules.confidential)})" if rules.confidential else what


def _exempt(holding: list[AgendaItem], meeting: Meeting, voice: Voice) -> str:
    rules = meeting.profile.private
    named = {n for item in holding if item.access is Access.EXEMPT for n in item.paragraphs}
    if named:
        known = [p.number for p in rules.paragraphs if p.number in named]
        numbers = (*known, *sorted(named - set(known)))
        under = listed_paragraphs(numbers, rules.schedule or rules.section, voice)
        return voice.say(Said(N_("exempt information under {paragraphs}"), paragraphs=under))
    if rules.schedule:
        return voice.gettext("exempt information")
    rule = rules.section or rules.own_rules
    what = voice.gettext("private business")
    return f"{what} ({voice.gettext(rule)})" if rule else what
