"""Pages that belong to no room: the front door, profile, operator, errors, and the demo's own."""
