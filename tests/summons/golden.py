"""Notices and summonses as they are to look, kept as files.

After a change that is meant, `python -m tests.summons.golden` writes them anew: read the
difference before you keep it.
"""

from __future__ import annotations

from pathlib import Path

from server.minutes.html import standalone
from server.minutes.markdown import markdown
from server.summons import notice, summons
from tests.summons.made import AROUND, ENGLISH, KEPT_AWAY, WELSH, board, parish, welsh

FOLDER = Path(__file__).parent / "golden"


def papers() -> dict[str, bytes]:
    """Those that are kept, by the names of their files."""
    village = parish()
    shown = summons(village.meeting, ENGLISH, AROUND)
    return {
        "parish-notice.html": standalone(notice(village.outside, ENGLISH, AROUND), ENGLISH),
        "parish-notice.md": markdown(notice(village.outside, ENGLISH, KEPT_AWAY)),
        "parish-summons.html": standalone(shown, ENGLISH),
        "parish-summons.md": markdown(summons(village.meeting, ENGLISH, KEPT_AWAY)),
        "board-notice.md": markdown(notice(board().outside, ENGLISH, KEPT_AWAY)),
        "board-summons.md": markdown(summons(board().meeting, ENGLISH, KEPT_AWAY)),
        "welsh-notice.cy.md": markdown(notice(welsh().outside, WELSH, KEPT_AWAY)),
        "welsh-notice.cy.html": standalone(notice(welsh().outside, WELSH, AROUND), WELSH),
    }


if __name__ == "__main__":
    for name, content in papers().items():
        (FOLDER / name).write_bytes(content)
