"""Safe headers on every answer: pages, files, errors, downloads, and sockets that are refused.

After the OWASP secure headers project. A page that needs something else sets it itself, and the
test of headers knows each of them: the embedded panel, which named sites may frame, and the pages
of the public and the note as a file, which carry their style inside.
"""

from __future__ import annotations

import base64
import hashlib
import re

from aiohttp import web

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
"""The Content-Security-Policy: everything from here, nothing inline, nobody frames it."""

_NEVER_ASKED = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen",
    "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment",
    "publickey-credentials-get", "screen-wake-lock", "usb", "xr-spatial-tracking",
)  # fmt: skip

BARE = "strict-origin"
"""The Referrer-Policy of pages whose address lets people in: they name no more than this site, not
even to this site, for a proxy may log where its visitors come from."""

FRAMES = "X-Frame-Options"  # for browsers older than frame-ancestors
SERVER = "Orderpaper"  # not which version of what it is made of


def policy(**other: str) -> str:
    """The Content-Security-Policy, with other rules for these directives (`base_uri`)."""
    rules = {**POLICY, **{name.replace("_", "-"): rule for name, rule in other.items()}}
    return "; ".join(f"{name} {rule}" for name, rule in rules.items())


def policy_of_page(style: bytes, **other: str) -> str:
    """The policy for a page that carries this style inside, and fetches none."""
    return policy(style_src=_only(style), **other)


def policy_of_file(html: bytes) -> str:
    """The policy for a file that carries its style inside: that very style, and nothing else."""
    style = re.search(rb"<style>(.*?)</style>", html, re.DOTALL)
    none = "'none'"
    return policy(
        script_src=none,
        style_src=_only(style[1] if style else b""),
        img_src="data:",
        font_src=none,
        connect_src=none,
        form_action=none,
    )


def _only(style: bytes) -> str:
    """The source that is this very style (Content Security Policy 3, hash-source)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(style).digest()).decode()}'"


HEADERS = {
    "Content-Security-Policy": policy(),
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": with it a browser's own posts come from nowhere, "Origin: null"
    # (fetch.spec.whatwg.org, append a request Origin header), and could not be told from foreign.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _NEVER_ASKED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}

WITHOUT_DOCUMENT = (101, 304)
"""The answers that bring none: a socket that is opened, and a page that the browser has, with what
was said of it (RFC 9111 §4.3.4). The most of what is safe is about documents, and weighs more than
all else that thousands are sent who come back at once."""
OF_ANY = ("X-Content-Type-Options",)


def add_headers(response: web.StreamResponse, *, transport_security: str = "") -> None:
    """Add to an answer what it does not say for itself.

    `transport_security`: how long browsers are to keep to TLS (RFC 6797); only said over TLS.
    """
    headers = response.headers
    for name in OF_ANY if response.status in WITHOUT_DOCUMENT else HEADERS:
        headers.setdefault(name, HEADERS[name])
    if "frame-ancestors 'none'" in headers.get("Content-Security-Policy", ""):
        headers.setdefault(FRAMES, "DENY")
    if transport_security:
        headers.setdefault("Strict-Transport-Security", transport_security)
    headers["Server"] = SERVER
