"""Planning: klussen that come back, patterns to copy from, and a resident's own agenda."""
