"""The commands of the marketplace: the only place of this room that writes."""
