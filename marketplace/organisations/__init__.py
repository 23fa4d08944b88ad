"""Associations, schools and care that run klussen of their own, out of a part of a budget."""
