"""The traps of the law of meetings: scripts that are played, and tests that say how each ends.

`orderpaper play tests/traps/late_arrival.jsonl` writes the note of such a meeting.
"""
