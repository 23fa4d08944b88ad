"""Pages of what shops offer: for who looks, for the shop, for the municipality."""
