"""The digest by which a page and the server tell that they hold the same."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode


def short_digest(text: str) -> str:
    """Eight characters that tell one text from another."""
    return urlsafe_b64encode(hashlib.sha256(text.encode()).digest()[:6]).decode()
