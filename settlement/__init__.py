"""Euros: redemption, payouts, bank files and cover. Needs marketplace."""
