"""Checking in /api/v1/."""
