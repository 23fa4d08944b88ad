"""Pages about finding."""
