"""Checking work: by how many, all at once with time to undo, at a desk, on a round, once more."""
