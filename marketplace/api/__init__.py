"""The marketplace in /api/v1/: klussen, sign-ups, proofs, merchants, payment requests."""
