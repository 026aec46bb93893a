"""Ten minutes of a meeting that thousands follow: nothing is missed, and nothing grows."""
