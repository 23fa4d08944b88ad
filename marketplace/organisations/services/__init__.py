"""The commands of organisations: the only place that writes their rows."""
