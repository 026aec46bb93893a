"""Meeting files and profiles on disk: the only place here that reads it."""

from __future__ import annotations

from pathlib import Path

from server.meeting.convened import MeetingConvened
from server.meeting_file.convene import read_meeting_file
from server.meeting_file.faults import MeetingFileError
from server.words import N_, Said


def load_meeting_file(path: Path, profiles: Path) -> MeetingConvened:
    """The meeting that the file at `path` convenes. Raises MeetingFileError."""
    return read_meeting_file(read_text(path), load_profiles(profiles))


def load_profiles(folder: Path) -> dict[str, str]:
    """The texts of the profiles in a folder, by name: `board` is `board.toml`."""
    return {path.stem: read_text(path) for path in sorted(folder.glob("*.toml"))}


def read_text(path: Path) -> str:
    """The text of a file. Raises MeetingFileError where there is none."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        sentence = N_("{file} cannot be read: {fault}.")
        said = Said(sentence, file=path.name, fault=error.strerror or str(error))
        raise MeetingFileError([said]) from error
    except UnicodeDecodeError as error:
        sentence = N_("{file} is not written in UTF-8: save it again in that encoding.")
        raise MeetingFileError([Said(sentence, file=path.name)]) from error
