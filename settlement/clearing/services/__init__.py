"""The only place that writes clearing runs, and what they book in the ledgers of both towns."""
