"""What a device is called, from what its browser says of itself."""

from __future__ import annotations

import re

from server.words import N_

UNKNOWN = N_("Unknown device")

# Most browsers name those that they descend from as well, so whoever is named last stands first.
_BROWSERS = (
    (r"Edg(e|A|iOS)?/", "Edge"),
    (r"OPR/|Opera", "Opera"),
    (r"SamsungBrowser/", "Samsung Internet"),
    (r"Vivaldi/", "Vivaldi"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"Chrome/|CriOS/|Chromium/", "Chrome"),
    (r"Version/.* Safari/", "Safari"),
)
_SYSTEMS = (
    (r"iPhone", "iPhone"),
    (r"iPad", "iPad"),
    (r"Android", "Android"),
    (r"Windows", "Windows"),
    (r"CrOS", "Chromebook"),
    (r"Macintosh|Mac OS X", "Mac"),
    (r"Linux|X11", "Linux"),
)


def device(user_agent: str) -> str:
    """The device in plain words: “Firefox on Windows”; “Unknown device” if it says nothing known.

    Never what the header says itself: it is somebody else’s text.
    """
    said = user_agent[:500]
    browser, system = _first(_BROWSERS, said), _first(_SYSTEMS, said)
    if browser and system:
        return f"{browser} on {system}"
    return browser or system or UNKNOWN


def _first(known: tuple[tuple[str, str], ...], said: str) -> str:
    return next((name for pattern, name in known if re.search(pattern, said)), "")
