"""Buurtdeals in /api/v1/."""
