"""A meeting while it runs: one place where its state changes, and feeds that show it."""
