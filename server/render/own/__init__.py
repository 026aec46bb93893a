"""What a member sees of their own seat, in parts. Each part has plain facts and a template.

The facts are plain values, so that a part is drawn again only when one of them has changed, and
once for all members who have the same.
"""
