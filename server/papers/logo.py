"""A council’s logo: a picture among the papers that everybody may see."""

from __future__ import annotations

from server.papers.kinds import NotTaken
from server.papers.store import Papers
from server.words import N_

MOST_OF_A_LOGO = 1024 * 1024  # bytes
NAME = "logo"


async def keep_logo(papers: Papers, content: bytes, called: str = NAME) -> str:
    """Keep a picture as a logo; the digest for `Council.logo`. Raises NotTaken.

    PNG and JPEG alone: an SVG is a document that can hold programs.
    """
    if len(content) > MOST_OF_A_LOGO:
        raise NotTaken(N_("The logo is larger than 1 MB. Make the picture smaller."))
    if not content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        raise NotTaken(N_("The logo must be a picture: a PNG or a JPEG."))
    return (await papers.keep_bytes(content, called)).digest


def logo_address(digest: str) -> str:
    """Where a logo is found on this site."""
    return f"/papers/{digest}/{NAME}"
