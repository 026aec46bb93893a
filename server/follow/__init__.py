"""A load tool: thousands of followers of a rehearsal, who check that what they hold is the drawing.

`verb` has the command, `target` and `visit` say whom it may follow, `entering` lets it act there,
`worker` is a process full of followers, and `report` what comes of it.
"""
