"""The meeting file: body, rules, people and agenda of a meeting as one TOML file.

`config/example_meeting.toml` is its reference. What is wrong in a file is told with the line and
the field, all of it at once where that is possible.
"""

from server.meeting_file.convene import read_meeting_file
from server.meeting_file.faults import MeetingFileError
from server.meeting_file.folder import load_meeting_file, load_profiles
from server.meeting_file.profiles import read_profile
from server.meeting_file.standing import standing_items

__all__ = [
    "MeetingFileError",
    "load_meeting_file",
    "load_profiles",
    "read_meeting_file",
    "read_profile",
    "standing_items",
]
