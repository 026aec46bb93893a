"""How fast a meeting is recorded, drawn, replayed, followed and written: `make bench`.

Nothing here passes or fails by the clock: everything is compared within one run.
"""
