"""Commands of planning: the only writes."""
