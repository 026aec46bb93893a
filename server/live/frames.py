"""A message of the public feed as it goes over the wire: framed once, compressed once."""

from __future__ import annotations

import msgspec
from websockets.extensions.permessage_deflate import PerMessageDeflate
from websockets.frames import Frame, Opcode

WINDOW_BITS = 15


class Frames(msgspec.Struct, frozen=True):
    """One message, for those who take it compressed and for those who do not."""

    plain: bytes
    compressed: bytes

    @classmethod
    def of(cls, message: object) -> Frames:
        """Both frames of what is to be said, as JSON."""
        frame = Frame(Opcode.TEXT, msgspec.json.encode(message))
        # Each frame has a window of its own: it can be read by whoever missed the one before, and
        # all followers are sent the same bytes. Nothing else on these connections is compressed.
        deflate = PerMessageDeflate(False, True, WINDOW_BITS, WINDOW_BITS, {"memLevel": 8})
        return cls(
            frame.serialize(mask=False),
            frame.serialize(mask=False, extensions=[deflate]),
        )
