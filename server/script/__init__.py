"""Scripts: a meeting as a file of commands, one a line of JSON, and playing it offline.

    {"at": "2020-07-14T13:02:10+01:00", "as": "clerk", "do": "take_item", "with": {"item": 3}}

The first line creates the meeting from a meeting file: `create_meeting` with `file`. `as` is an
office (clerk, chair) or the id of a member. A line may say `"refused": true`: then it must be. A
line with a `"name"` names the entry that it makes; a later value "$name" stands for its id.
"""

from server.script.line import Line, Names
from server.script.performance import Performance, ScriptRefused, play
from server.script.reading import ScriptError, read_script

__all__ = [
    "Line",
    "Names",
    "Performance",
    "ScriptError",
    "ScriptRefused",
    "play",
    "read_script",
]
