"""The commands of checking: the only place of this part that writes."""
