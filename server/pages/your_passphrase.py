"""An officer's own passphrase: choosing another, by the one that is good now."""

from __future__ import annotations

from aiohttp import web

from server.live.allowance import TooMany
from server.pages.admitted import an_officer
from server.pages.door_pages import drawn, tell
from server.pages.doors.book import Officer
from server.pages.doors.cookies import held
from server.pages.doors.officers import BadField
from server.pages.doors.passphrase import HINT, LEAST
from server.pages.sign_in import DEVICE
from server.pages.site import SITE, voice_for
from server.pages.wire import WIRE
from server.pages.your_meetings import YOURS
from server.words import N_, Said

CHANGING = "/your-passphrase"


async def your_passphrase(request: web.Request) -> web.Response:
    """The form to choose another passphrase."""
    return _page(request, await an_officer(request))


async def change(request: web.Request) -> web.Response:
    """Choose another passphrase, which signs out every other device of this officer.

    Wrong tries are counted as those at signing in are: whoever sits down at an open page must not
    find out the passphrase (OWASP ASVS 5, 6.2.3 and 6.3.1).
    """
    officer, form = await an_officer(request), await request.post()
    current, chosen = (str(form.get(name, "")) for name in ("current", "passphrase"))
    tries = request.app[WIRE].attempts
    about = officer.login, request.remote or "", held(request, DEVICE)
    doors, tongue = request.app[SITE].doors, voice_for(request)
    try:
        with tries.trying(*about):
            key, sign_in = await doors.change_passphrase(request, officer, current, chosen)
    except TooMany as told:
        return _page(request, officer, 429, {"current": tongue.say(told)})
    except BadField as told:
        if told.field != "current":
            tries.taken_back(*about)
        return _page(request, officer, 422, {told.field: tongue.say(told)})
    tries.taken_back(*about)
    tell(request, sign_in, Said(N_("Your passphrase is changed. Other devices are signed out.")))
    return key.let_in(request, YOURS)


def _page(
    request: web.Request,
    officer: Officer,
    status: int = 200,
    errors: dict[str, str] | None = None,
) -> web.Response:
    hint = voice_for(request).gettext(HINT).format(least=LEAST)
    given = {"officer": officer, "errors": errors or {}, "hint": hint}
    return drawn(request, "your_passphrase", status, **given)
