"""Commands of buurtdeals: the only writes."""
