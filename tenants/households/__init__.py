"""Who lives together: linked by themselves, so that nobody checks the work of their own home."""
