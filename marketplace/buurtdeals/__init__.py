"""Buurtdeals: what residents do for a place in a season, and what the municipality gives."""
