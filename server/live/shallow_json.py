"""JSON for Socket.IO: what is nested too deeply to be read counts as what is no JSON at all."""

from __future__ import annotations

import json
from typing import Any

dumps = json.dumps


def loads(text: str | bytes, **given: Any) -> Any:
    """Read JSON. Raises ValueError, whatever is wrong with it.

    Python says RecursionError of a thousand brackets, which python-engineio does not expect.
    """
    try:
        return json.loads(text, **given)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
