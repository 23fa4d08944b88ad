"""Pages of the klusbox, for residents and at the desk."""
