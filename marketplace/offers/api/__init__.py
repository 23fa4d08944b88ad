"""What shops offer, in the API."""
