"""The map in the API."""
