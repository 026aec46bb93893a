"""An item of an agenda in preparation: the form with which it is added and changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from aiohttp import web

from server.council import planning
from server.council.plan import Plan, PlanItem
from server.meeting.agenda import Access
from server.meeting.profile import PrivateRule
from server.meeting.refused import Refused
from server.meeting_file.form import WrittenSubItem
from server.pages.agendas.asked import Asked, act_of, asked, form_of, seen_of, told_of
from server.pages.agendas.item_papers import (
    as_kept,
    exempt_elsewhere,
    faults,
    looked_at_again,
    mark_of,
    plain,
    rows,
    too_much,
    with_files,
)
from server.pages.agendas.receiving import received
from server.pages.council.ready import of_body
from server.pages.door_pages import drawn
from server.pages.filled import Errors, paragraphs, read, several_lines
from server.pages.site import SITE, voice_for
from server.pages.uploaded import receives_files
from server.papers.kinds import ACCEPTED

_TEXTS = ("number", "title", "purpose", "summary", "access", "private_title", "public_interest")


async def new(request: web.Request) -> web.Response:
    """The form with which an item is added: at the end, after another or under it."""
    about = await asked(request)
    asks = {name: request.query.get(name, "") for name in ("under", "after")}
    return _form(request, about, asks, {})


@receives_files
async def add(request: web.Request) -> web.Response:
    """Add an item."""
    about = await asked(request)
    kept, item, errors = await _filled(request, about)
    under = kept.get("under", "")
    if item is None or errors:
        return _form(request, about, kept, errors)
    before = about.plan.item(kept.get("after", "")) if not under else None
    after, under = (before.ref, before.under) if before is not None else (under, under)
    new = PlanItem(request.app[SITE].council.new_id(), item, under)
    try:
        done = await about.stream.change(
            lambda plan: planning.add(plan, [new], after), about.officer.signature, act_of(kept)
        )
    except Refused as refused:
        return _form(request, about, kept, {"": voice_for(request).say(refused)})
    told_of(request, about.officer, done)
    raise web.HTTPSeeOther(f"{about.path}#i-{new.ref}")


async def item(request: web.Request) -> web.Response:
    """The form with which an item is changed."""
    about = await asked(request)
    found = _found(about.plan, request)
    return _form(request, about, _kept(found), {}, found.ref)


@receives_files
async def change(request: web.Request) -> web.Response:
    """Change an item. Where somebody else changed it meanwhile, nothing is stored and both are
    shown."""
    about = await asked(request)
    ref = request.match_info["ref"]
    kept, item, errors = await _filled(request, about, about.plan.item(ref))
    if item is None or errors:
        return _form(request, about, kept, errors, ref)
    seen = kept.get("seen", "")
    try:
        done = await about.stream.change(
            lambda plan: planning.reword(plan, ref, item, seen), about.officer.signature
        )
    except planning.RemovedMeanwhile as removed:
        return _form(request, about, {**kept, "under": ""}, {"": voice_for(request).say(removed)})
    except Refused as refused:
        now = about.plan.item(ref)
        return _form(request, about, kept, {"": voice_for(request).say(refused)}, ref, now)
    told_of(request, about.officer, done)
    raise web.HTTPSeeOther(f"{about.path}#i-{ref}")


def _found(plan: Plan, request: web.Request) -> PlanItem:
    found = plan.item(request.match_info["ref"])
    if found is None:
        raise web.HTTPNotFound
    return found


async def _filled(
    request: web.Request, about: Asked, found: PlanItem | None = None
) -> tuple[Mapping[str, str], WrittenSubItem | None, Errors]:
    """The form as it was sent, with its files as papers; the item, and what is wrong with it."""
    words, arrived, errors = await received(request)
    words.pop("told", None)  # which is for us to say
    kept = with_files(words, arrived)
    item, wrong = _read(request, kept)
    errors |= wrong
    if item is not None:
        errors |= _of_papers(request, about, kept, item, found)
    return kept, item, errors


def _of_papers(
    request: web.Request,
    about: Asked,
    kept: dict[str, str],
    item: WrittenSubItem,
    found: PlanItem | None,
) -> Errors:
    """What is wrong with the papers, or must be confirmed before they are published."""
    site, tongue = request.app[SITE], voice_for(request)
    ref = found.ref if found else ""
    wrong = too_much(about.plan, item, ref, site.papers, tongue)
    exempt = exempt_elsewhere(site, about.plan, ref)
    said = looked_at_again(item, found.item if found else None, exempt)
    told = [tongue.say(each) for each in said]
    if told and not (kept.get("confirm") == "on" and kept.get("doubts") == mark_of(told)):
        kept["doubts"] = mark_of(told)
        kept["told"] = "\n".join(told)
        wrong["confirm"] = tongue.gettext(
            "Look at the papers again: mark what is not published, or confirm that all may be."
        )
    return wrong


def _form(
    request: web.Request,
    about: Asked,
    kept: Mapping[str, str],
    errors: Errors,
    ref: str = "",
    now: PlanItem | None = None,
) -> web.Response:
    found = about.plan.item(ref)
    site = request.app[SITE]
    profile = of_body(site.council.profiles, about.body)
    rules = profile.private if profile is not None else None
    numbers = dict((item.ref, number) for number, item in about.plan.numbered)
    return drawn(
        request,
        "plan_item",
        422 if errors else 200,
        officer=about.officer,
        path=about.path,
        ref=ref,
        number=numbers.get(ref, ""),
        above=numbers.get(kept.get("under", ""), ""),
        places=[(item.ref, number, item.item.title) for number, item in about.plan.numbered],
        kept=kept,
        seen=seen_of(kept, errors, found.item if found else None),
        act=form_of(kept, site.council.new_id),
        now=_kept(now) if now is not None and errors.get("") else None,
        papers=rows(kept, site.papers),
        saved=[paper.url for paper in found.item.papers] if found else [],
        accepted=ACCEPTED,
        scanned=site.papers.scanner.on,
        accesses=list(_accesses(rules, found.item.access if found else Access.OPEN)),
        schedule=rules.paragraphs if rules else (),
        special=bool(rules and rules.special_reason),
        errors=errors,
    )


def _accesses(rules: PrivateRule | None, now: Access) -> Iterator[str]:
    """What an item can be; and what it is now, though the rules may not have it: nothing but the
    clerk's own choice opens an item."""
    known = {
        Access.OPEN: True,
        Access.EXEMPT: bool(rules and (rules.wording or rules.own_rules)),
        Access.CONFIDENTIAL: bool(rules and rules.confidential),
    }
    yield from (access.value for access in Access if known[access] or access is now)


def _read(request: web.Request, kept: Mapping[str, str]) -> tuple[WrittenSubItem | None, Errors]:
    given: dict[str, Any] = {name: kept.get(name, "") for name in _TEXTS}
    given = {name: value for name, value in given.items() if value.strip() or name == "title"}
    given |= {
        "recommendations": paragraphs(kept.get("recommendations", "")),
        "presenters": several_lines(kept.get("presenters", "")),
        "paragraphs": [p for p in re.split(r"[\s,;]+|\band\b", kept.get("paragraphs", "")) if p],
        "declarations": kept.get("declarations") == "on",
        "budget": kept.get("budget") == "on",
        "papers": plain(kept),
    }
    errors = faults(kept, request.app[SITE].papers, voice_for(request))
    if kept.get("minutes", "").strip():
        if re.fullmatch(r"\s*[0-9]{1,4}\s*", kept["minutes"]):
            given["minutes"] = int(kept["minutes"])
        else:
            errors["minutes"] = voice_for(request).gettext(
                "Write the minutes in digits, such as 10."
            )
    if kept.get("minutes_of"):
        given["minutes_of"] = kept["minutes_of"]
    if given.get("access", "open") == "open":
        for name in ("private_title", "public_interest", "paragraphs"):
            given.pop(name, None)
    item, wrong = read(given, WrittenSubItem, voice_for(request), {"papers": "paper-title-1"})
    wrong |= errors
    return (None if wrong else item), wrong


def _kept(found: PlanItem) -> dict[str, str]:
    """The item as the form holds it."""
    item = found.item
    kept = {name: str(getattr(item, name)) for name in _TEXTS}
    kept |= {
        "under": found.under,
        "recommendations": "\n\n".join(item.recommendations),
        "presenters": "\n".join(item.presenters),
        "paragraphs": ", ".join(item.paragraphs),
        "minutes": str(item.minutes or ""),
        "minutes_of": item.minutes_of.isoformat() if item.minutes_of else "",
        "declarations": "on" if item.declarations else "",
        "budget": "on" if item.budget else "",
    }
    return kept | as_kept(item.papers)
