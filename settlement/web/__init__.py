"""Pages of settlement: a shop's euros, and the municipality's payouts."""
