"""The name and the address of a paper: of a file’s own name, only what cannot mislead anybody."""

from __future__ import annotations

import re
import unicodedata

MOST_NAME, MOST_TITLE = 80, 200  # characters
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}\Z")
_ADDRESS = re.compile(r"/papers/([0-9a-f]{64})/([^\W_][\w.-]*\.([a-z]{3,4}))\Z")


def seen(raw: str) -> str:
    """What a file was called, without folders, and without what cannot be seen: marks that turn
    the direction of writing round hide what a name ends with."""
    last = re.split(r"[\\/]", raw)[-1]
    return "".join(c for c in unicodedata.normalize("NFKC", last) if c.isprintable())


def stem(raw: str) -> str:
    """The same without its ending."""
    return _ENDING.sub("", seen(raw)).strip(" .")


def name_of(raw: str, ending: str) -> str:
    """The name under which a file is published: letters, digits, full stops and hyphens."""
    words = re.sub(r"[^\w.]+|_+", "-", stem(raw))
    return f"{words.strip('-.')[:MOST_NAME].strip('-.') or 'paper'}.{ending}"


def title_of(raw: str) -> str:
    """What a file’s own name suggests as the title of the paper."""
    words = " ".join(stem(raw).replace("_", " ").split())
    return words[:MOST_TITLE].strip()


def address_of(digest: str, name: str) -> str:
    """Where a paper is found on this site."""
    return f"/papers/{digest}/{name}"


def digest_in(url: str) -> str:
    """The digest of the file that an address leads to; empty for all that is not kept here."""
    found = _ADDRESS.match(url)
    return found[1] if found else ""


def ending_in(url: str) -> str:
    """The ending of the name in such an address; empty for all other addresses."""
    found = _ADDRESS.match(url)
    return found[3] if found else ""
