"""Orderpaper: the live companion of a council meeting."""
