"""Programs in C: the load on a server, and the floor under it."""
