"""The officers: the administrator lets them in and out, and says what they may do."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from server.journal.secrets.accounts import Role
from server.pages.admitted import an_administrator
from server.pages.door_pages import ONCE, base, drawn, own_machine, tell, told
from server.pages.doors.book import Officer
from server.pages.doors.officers import BadField, CannotBe
from server.pages.site import SITE, voice_for
from server.pages.slip import Slip
from server.words import N_, Said

ROLES = {role.value for role in Role}
DONE = {
    "disable": N_(
        "{name} can no longer sign in, and is signed out everywhere. The links that they made open "
        "nothing any more: make new ones for whoever needs them."
    ),
    "enable": N_("{name} can sign in again."),
    "role": N_("What {name} may do is changed."),
}


async def officers(request: web.Request) -> web.Response:
    """All officers, and a form to add one."""
    return await _page(request, await an_administrator(request))


async def add(request: web.Request) -> web.Response:
    """Add an officer, and show the link by which they choose a passphrase."""
    officer = await an_administrator(request)
    form = await request.post()
    kept = {name: str(form.get(name, ""))[:200] for name in ("name", "login", "role")}
    try:
        if kept["role"] not in ROLES:
            raise BadField("role", N_("Choose what they may do."))
        path = await request.app[SITE].doors.add_account(
            kept["name"],
            kept["login"],
            Role(kept["role"]),
            by=officer.signature,
            address=request.remote or "",
            maker=officer.id,
        )
    except BadField as bad:
        return await _page(request, officer, 422, {bad.field: voice_for(request).say(bad)}, kept)
    raise _shown(request, officer, " ".join(kept["name"].split()), path)


async def change(request: web.Request) -> web.Response:
    """Disable or enable an officer, give another role, or a link to choose a passphrase."""
    officer = await an_administrator(request)
    doors, act = request.app[SITE].doors, request.match_info["act"]
    account = await doors.account(request.match_info["id"])
    by, address = officer.signature, request.remote or ""
    try:
        if account is None:
            raise CannotBe(N_("There is no such account."))
        if account.id == officer.id:
            raise CannotBe(
                N_("You cannot change your own account here. Another administrator can.")
            )
        match act:
            case "disable":
                await doors.disable_account(account.id, by=by, address=address)
            case "enable":
                await doors.enable_account(account.id, by=by, address=address)
            case "role":
                role = await _role(request)
                await doors.give_role(account.id, role, by=by, address=address)
            case _:
                path = await doors.reset_account(
                    account.id, by=by, address=address, maker=officer.id
                )
                raise _shown(request, officer, account.name, path)
    except CannotBe as said:
        return await _page(request, officer, 422, {"officers": voice_for(request).say(said)})
    tell(request, officer.sign_in, Said(DONE[act], name=account.name))
    raise web.HTTPSeeOther("/officers")


async def made(request: web.Request) -> web.Response:
    """The link that was just made, for who made it; the list once it is forgotten."""
    officer = await an_administrator(request)
    kept = request.app[ONCE].kept(officer.sign_in, request.match_info["made"])
    if kept is None:
        raise web.HTTPSeeOther("/officers")
    tongue = voice_for(request)
    return drawn(
        request,
        "links_made",
        slips=kept.what,
        until=kept.until,
        heading=tongue.gettext("A link for {name}").format(name=kept.what[0].name),
        place=tongue.gettext("Officers"),
        own_machine=own_machine(request),
        back="/officers",
        back_text=tongue.gettext("Back to the officers"),
    )


async def _page(
    request: web.Request,
    officer: Officer,
    status: int = 200,
    errors: Mapping[str, str] | None = None,
    kept: Mapping[str, str] | None = None,
) -> web.Response:
    return drawn(
        request,
        "officers",
        status,
        officer=officer,
        accounts=await request.app[SITE].doors.accounts(),
        errors=errors or {},
        kept=kept or {},
        told=told(request, officer.sign_in),
    )


async def _role(request: web.Request) -> Role:
    given = str((await request.post()).get("role", ""))
    if given not in ROLES:
        raise CannotBe(N_("Choose what they may do."))
    return Role(given)


def _shown(request: web.Request, officer: Officer, name: str, path: str) -> web.HTTPSeeOther:
    what = voice_for(request).gettext("To choose your own passphrase")
    slip = Slip(name, "", what, base(request) + path, single_use=True)
    return web.HTTPSeeOther(f"/officers/made/{request.app[ONCE].keep(officer.sign_in, [slip])}")
