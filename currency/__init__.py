"""Coins: rules, accounts, transfers, holds, limits and payments of one tenant. Needs tenants."""
