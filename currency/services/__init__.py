"""Commands of the currency: the only writes, each one transaction, each safe to repeat."""
