"""Playing a script without a server: the note of its meeting, in every format, in a folder."""

from __future__ import annotations

from pathlib import Path

from server.meeting.convened import MeetingConvened
from server.meeting.fold import replay
from server.meeting_file.folder import load_meeting_file, read_text
from server.minutes import write
from server.render.language import voice
from server.script import play, read_script


def play_to_folder(script: Path, folder: Path, profiles: Path) -> list[Path]:
    """Play a script and write the note; the files written. Raises ScriptRefused and the like."""

    def convene(name: str) -> MeetingConvened:
        return load_meeting_file(script.parent / name, profiles)

    meeting = replay(play(read_script(read_text(script)), convene))
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for language in meeting.profile.languages:
        for ending, content in write(meeting, voice(language, meeting.profile.timezone)).items():
            name = "note" if language == "en" else f"note.{language}"
            path = folder / f"{name}.{ending}"
            path.write_bytes(content)
            written.append(path)
    return written
