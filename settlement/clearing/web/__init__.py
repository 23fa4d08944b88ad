"""The coordinator's pages about euros between tenants. Sums, never a name."""
