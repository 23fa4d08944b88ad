"""Work and shops: klussen, merchants and their tills. Needs currency."""
