"""Upgrades: the data folder of each earlier version, opened by this one. `make.py` makes another.

`0.1.0.zip` was made by revision 43d9a5c.
"""
