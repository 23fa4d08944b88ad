"""Clearing in /api/v1/ on a coordinator's host: positions and agreements of the region."""
