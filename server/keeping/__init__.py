"""Keeping what a council has: backed up, put back, taken elsewhere, and names of the public erased.

`backup.py` and `restore.py` belong together, and `manifest.py` says what a backup is. `export.py`
writes open formats for whoever leaves. `erasing.py` says whose names go, and when.
"""
