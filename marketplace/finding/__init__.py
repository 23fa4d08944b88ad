"""Finding work and shops: the map under them, and lists of shops that are read in."""
