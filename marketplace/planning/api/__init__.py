"""Planning in /api/v1/."""
