"""Pages about messages: one's own, how one wants to hear, and the templates at the console."""
