"""Playing a script without a server: the notes of its meeting, in every format, in a folder."""

from __future__ import annotations

from pathlib import Path

from server.meeting.convened import MeetingConvened
from server.meeting.sides import sides_of
from server.meeting_file.folder import load_meeting_file, read_text
from server.minutes import has_private_business, write, write_full
from server.minutes.files import store
from server.render.language import voice
from server.script import play, read_script


def play_to_folder(script: Path, folder: Path, profiles: Path) -> list[Path]:
    """Play a script and write the note, and the full note where there was private business; the
    files written. Raises ScriptRefused and the like."""

    def convene(name: str) -> MeetingConvened:
        return load_meeting_file(script.parent / name, profiles)

    sides = sides_of(play(read_script(read_text(script)), convene))
    profile = sides.inside.profile
    written = []
    for language in profile.languages:
        tongue = voice(language, profile.timezone)
        written += store(folder, "note", language, write(sides.outside, tongue))
        if has_private_business(sides.inside):
            full = write_full(sides, tongue)
            written += store(folder, "note-restricted", language, full)
    return written
