"""The currency in /api/v1/: balance, statement, payment requests and paying."""
