"""Euros between tenants: positions, and later netting and runs. Public schema, no names."""
