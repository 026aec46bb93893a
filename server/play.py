"""Playing a script without a server: the note of its meeting, in every format, in a folder."""

from __future__ import annotations

from pathlib import Path

from server.meeting.fold import replay
from server.minutes import write
from server.render.language import voice
from server.script import load_script, play


def play_to_folder(script: Path, folder: Path, profiles: Path) -> list[Path]:
    """Play a script and write the note; the files written. Raises ScriptRefused and the like."""
    meeting = replay(play(load_script(script), script.parent, profiles))
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for language in meeting.profile.languages:
        for ending, content in write(meeting, voice(language, meeting.profile.timezone)).items():
            name = "note" if language == "en" else f"note.{language}"
            path = folder / f"{name}.{ending}"
            path.write_bytes(content)
            written.append(path)
    return written
