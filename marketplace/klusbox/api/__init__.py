"""The klusbox in /api/v1/."""
