"""Commands of settlement: the only writes, each one transaction, each safe to repeat."""
