"""How long news waits to be seen, for how many requests."""
