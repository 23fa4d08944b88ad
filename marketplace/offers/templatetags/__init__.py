"""Template tags of what shops offer."""
