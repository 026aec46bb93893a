"""Who is offered for a seat on a body, and who was ticked: members of the council, or officers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec
from aiohttp import web

from server.council import candidates
from server.council.register import Body, Individual, Register
from server.importing.people.same_name import called
from server.meeting.people import Capacity
from server.pages.council.deciding import Unfit
from server.pages.council.keeping import council_of, register_of, today_of
from server.pages.council.ready import ready
from server.pages.doors.book import Officer
from server.pages.site import SITE, voice_for
from server.words import N_

MOST_OFFERED = 150  # of each kind; a form has so many fields and no more


class Account(msgspec.Struct, frozen=True):
    """An officer who signs in here and is nobody in the register yet."""

    id: str
    name: str
    own: bool


class Offered(msgspec.Struct, frozen=True, eq=False):
    """Who can be ticked. `above`: the name of the body whose members they are. `chair` and `vice`:
    what who presides or deputises would be called, and whether there is one already."""

    council: list[Individual]
    others: list[Individual]
    accounts: list[Account]
    above: str = ""
    chair: str = ""
    vice: str = ""
    chaired: bool = False
    deputised: bool = False


class Joining(msgspec.Struct, frozen=True):
    """Somebody who is given a seat; without an id they are new."""

    id: str
    name: str
    role: str = ""
    ward: str = ""
    position: str = ""


async def offered(request: web.Request, officer: Officer, body: Body, kind: str) -> Offered:
    """Who can be ticked for a seat of this kind, “officer” or another."""
    register, today = register_of(request), today_of(request)
    if kind == Capacity.OFFICER.value:
        known = candidates.officers_known(register, body, today)[:MOST_OFFERED]
        return Offered([], known, await _accounts(request, officer, register))
    members = candidates.of_the_council(register, body, today)[:MOST_OFFERED]
    others = candidates.others_known(register, body, today)[:MOST_OFFERED]
    above = candidates.council_above(register, body, today)
    rules = ready(council_of(request).profiles, body.profile)
    usual = rules.chair_title if rules is not None else "Chair"
    chair = candidates.chair_word(register, body, today, usual)
    return Offered(
        members,
        others,
        [],
        above=above.name if above is not None else "",
        chair=chair,
        vice="Deputy Leader" if chair == "Leader" else f"Vice-{chair.lower()}",
        chaired=candidates.has_chair(register, body, today),
        deputised=candidates.has_vice_chair(register, body, today),
    )


def ticked(request: web.Request, kept: Mapping[str, str], offer: Offered) -> list[Joining]:
    """Who was ticked, or chosen to preside or deputise. Raises Unfit."""
    chair, vice = kept.get("chair", ""), kept.get("vice", "")
    if chair and chair == vice:
        sentence = N_("Choose two people: nobody is chair and vice-chair at once.")
        raise Unfit({"vice": voice_for(request).gettext(sentence)})
    roles = {vice: offer.vice, chair: offer.chair}
    people = register_of(request).people
    return [*_known(kept, people, roles), *_new(kept, offer)]


def _known(
    kept: Mapping[str, str], people: Mapping[str, Individual], roles: Mapping[str, str]
) -> Iterator[Joining]:
    """Those who are known: also who was given a seat meanwhile, so that it is told."""
    boxes = [name for name, value in kept.items() if name.startswith("sits-") and value == "on"]
    for id in dict.fromkeys([*(name.removeprefix("sits-") for name in boxes), *roles]):
        if id in people:
            yield Joining(id, people[id].name, role=roles.get(id, ""))


def _new(kept: Mapping[str, str], offer: Offered) -> Iterator[Joining]:
    for account in offer.accounts:
        if kept.get(f"officer-{account.id}") == "on":
            post = " ".join(kept.get(f"post-{account.id}", "").split())
            yield Joining("", account.name, position=post)


async def _accounts(request: web.Request, officer: Officer, register: Register) -> list[Account]:
    """The officers who sign in here, the one who asks first, but for those who are known."""
    found = [
        Account(each.id, each.name, each.id == officer.id)
        for each in await request.app[SITE].doors.accounts()
        if not each.disabled and not called(each.name, register.people.values())
    ]
    return sorted(found, key=lambda each: not each.own)[:20]
