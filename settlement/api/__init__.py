"""Settlement in /api/v1/: redemptions, payout batches, bank files and agreements."""
