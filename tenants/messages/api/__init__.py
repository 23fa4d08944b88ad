"""One's own messages in /api/v1/."""
