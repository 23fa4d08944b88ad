"""Pages of the marketplace: residents, the till, the console."""
