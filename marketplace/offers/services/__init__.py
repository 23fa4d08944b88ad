"""Commands about what shops offer: the only writes."""
